import { err, ok } from '../core/result.ts'
import { choice, flags, listOf, textOf, worded } from './field.ts'
import type { SettingList } from './list.ts'

const PURPOSES = ['default', 'treasurers', 'audit'].map(worded)

/** What channels are to the society: where its commands mean it, where its treasurers and its audit are told. */
export const CHANNEL: SettingList = {
  grows: true,
  load: async (read, societyId) => {
    const rows = await read.channel.findMany({
      where: { societyId },
      orderBy: [{ purpose: 'asc' }, { channelId: 'asc' }],
    })
    return rows.map(({ channelId: channel, purpose }) => ({
      key: `${channel}-${purpose}`,
      label: { ja: `${channel}-${purpose}`, en: `${channel}-${purpose}` },
      retired: false,
      values: { channel, purpose, state: [] },
    }))
  },
  fields: async (_read, _societyId, entry) => [
    { key: 'channel', kind: 'channel', required: true },
    choice('purpose', PURPOSES),
    ...(entry === null ? [] : [flags('state', ['removed'])]),
  ],
  save: async ({ tx, context, before, values }) => {
    const { societyId, teamId } = context.actor
    const [channelId, purpose] = [textOf(values, 'channel'), textOf(values, 'purpose')]
    if (before !== null) {
      const old = { channelId: textOf(before.values, 'channel'), purpose: textOf(before.values, 'purpose') }
      await tx.channel.deleteMany({ where: { societyId, teamId, ...old } })
      if (listOf(values, 'state').includes('removed')) return ok(before.key)
    }
    // A channel means one society by default, whichever it is.
    const taken = await tx.channel.count({
      where:
        purpose === 'default' ? { teamId, channelId, purpose } : { societyId, teamId, channelId, purpose },
    })
    if (taken > 0) return err({ code: 'setting-taken', field: 'channel', value: channelId })
    await tx.channel.create({ data: { societyId, teamId, channelId, purpose } })
    return ok(`${channelId}-${purpose}`)
  },
}
