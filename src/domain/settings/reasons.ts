import type { Prisma } from '../../../prisma/generated/client.ts'
import { err, ok } from '../core/result.ts'
import { DEATH, loadReasons, REASON_KEYS, type Reason } from '../withdrawal/reasons.ts'
import { flags, line, listOf, textOf } from './field.ts'
import { CODE, type SettingList } from './list.ts'

/** As many as a select of a form has room for beside others. */
const MOST = 50

/** 退会理由, or 請求取消の理由. Death stays, since what follows from it is ours to know. */
function reasonList(kind: keyof typeof REASON_KEYS): SettingList {
  return {
    grows: true,
    load: async (read, societyId) => {
      const reasons = (await loadReasons(read, societyId))[kind]
      return reasons.map(({ code, label }) => ({
        key: code,
        label,
        retired: false,
        values: { name: label.ja, nameEn: label.en, state: [] },
      }))
    },
    fields: async (_read, _societyId, entry) => [
      ...(entry === null ? [line('code', 40)] : []),
      line('name', 30),
      line('nameEn', 30),
      ...(entry === null || entry.key === DEATH ? [] : [flags('state', ['removed'])]),
    ],
    save: async ({ tx, context, before, values }) => {
      const { societyId } = context.actor
      const reasons = (await loadReasons(tx, societyId))[kind]
      const code = before?.key ?? textOf(values, 'code')
      if (before === null) {
        if (!CODE.test(code) || RESERVED.includes(code))
          return err({ code: 'setting-invalid', field: 'code', fault: 'code' })
        if (reasons.some((one) => one.code === code))
          return err({ code: 'setting-taken', field: 'code', value: code })
        if (reasons.length >= MOST) return err({ code: 'setting-full', limit: MOST })
      }
      const changed: Reason = { code, label: { ja: textOf(values, 'name'), en: textOf(values, 'nameEn') } }
      const removed = listOf(values, 'state').includes('removed')
      const kept =
        before === null ? [...reasons, changed] : reasons.map((one) => (one.code === code ? changed : one))
      const after = removed ? reasons.filter((one) => one.code !== code) : kept
      if (after.length === 0) return err({ code: 'setting-invalid', field: 'state', fault: 'last' })
      const value = after as unknown as Prisma.InputJsonArray
      const key = REASON_KEYS[kind]
      await tx.societySetting.upsert({
        where: { societyId_key: { societyId, key } },
        create: { societyId, key, value, updatedAt: context.now() },
        update: { value, updatedAt: context.now() },
      })
      return ok(code)
    },
  }
}

/** What withdrawals that are no choice of the office are called. */
const RESERVED = ['memorial', 'self', 'deleted']

export const LEAVING = reasonList('withdrawal')
export const SETTLING = reasonList('settlement')
