import type { Context } from '../../../src/domain/core/change.ts'
import type { DomainError } from '../../../src/domain/core/errors.ts'
import type { Result } from '../../../src/domain/core/result.ts'
import type { Values } from '../../../src/domain/settings/field.ts'
import type { Entry, SettingListCode } from '../../../src/domain/settings/list.ts'
import { openList, openSetting } from '../../../src/domain/settings/open.ts'
import { saveSetting } from '../../../src/domain/settings/save.ts'
import type { Membership } from '../../../src/domain/society/actor.ts'
import type { World } from '../find/world.ts'

/** The office is in the secretariat's group, and nobody else in any. */
export const OFFICE_ONLY: Membership = {
  has: ({ code, groupId }, userId) =>
    code === 'secretariat' && groupId === 'S_SECRETARIAT' && userId === 'U_SECRETARIAT',
  members: () => [],
}

let keys = 0

/** The settings of the demo society as somebody of the office meets them. */
export function desk(world: World, membership = OFFICE_ONLY) {
  const office = () => world.as('secretariat')
  const entries = async (list: SettingListCode): Promise<readonly Entry[]> => {
    const opened = await openList(office(), list)
    if (!opened.ok) throw new Error(opened.error.code)
    return opened.value.entries
  }
  const open = async (list: SettingListCode, key: string | null) => {
    const opened = await openSetting(office(), list, key)
    if (!opened.ok) throw new Error(opened.error.code)
    return opened.value
  }
  return {
    office,
    entries,
    open,
    /** The one setting with this name. */
    named: async (list: SettingListCode, name: string): Promise<Entry> => {
      const found = (await entries(list)).find(({ label }) => label.ja.startsWith(name))
      if (found === undefined) throw new Error(`no ${list} ${name}`)
      return found
    },
    /** Opens a setting, changes some of what its form holds, and sends it. */
    change: async (
      list: SettingListCode,
      key: string | null,
      more: Readonly<Record<string, unknown>>,
      context: Context = office(),
    ): Promise<Result<{ readonly key: string }, DomainError>> => {
      const { entry, fields, print } = await open(list, key)
      const shown = Object.fromEntries(
        fields.map((field) => [field.key, sentOf(entry?.values ?? {}, field.key)]),
      )
      const input = { list, key, print, sent: { ...shown, ...more } }
      return saveSetting(context, input, membership, `S-${(keys += 1)}`)
    },
  }
}

/** A value as Slack sends it back. */
function sentOf(values: Values, key: string): unknown {
  const value = values[key] ?? undefined
  return typeof value === 'number' ? String(value) : value
}
