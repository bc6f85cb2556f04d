import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import type { Json } from '../core/audit.ts'
import { tokyoMinute } from '../core/calendar.ts'
import { type Context, change } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Membership } from '../society/actor.ts'
import { readValues, type Value, type Values } from './field.ts'
import type { SettingListCode } from './list.ts'
import { LISTS } from './lists.ts'
import { printOf } from './open.ts'
import { staysIn } from './stay.ts'

export interface SettingInput {
  readonly list: SettingListCode
  /** Null: it is to be made. */
  readonly key: string | null
  /** Of the values that the form showed. */
  readonly print: number
  /** The form's fields as they came. */
  readonly sent: Readonly<Record<string, unknown>>
}

/**
 * Changes one setting, or makes one. Two people don't overwrite each other, what rests on a setting stays as it is, and whoever changes one can
 * still change it back.
 *
 * Errors: setting-gone, setting-changed, setting-unchanged, setting-locks-out; those of its fields and of its list.
 */
export async function saveSetting(
  context: Context,
  input: SettingInput,
  membership: Membership,
  operationKey: string,
): Promise<Result<{ readonly key: string }, DomainError>> {
  const { societyId } = context.actor
  const operation = { key: operationKey, action: 'setting.change' }
  return change(context, 'settings', operation, async (tx) => {
    await lockSettings(tx, societyId)
    const list = LISTS[input.list]
    const entries = await list.load(tx, societyId)
    const before = input.key === null ? null : entries.find(({ key }) => key === input.key)
    if (before === undefined || (before === null && !list.grows)) return err({ code: 'setting-gone' })
    if (printOf(before?.values) !== input.print) return err(await changedBy(tx, societyId, input))
    const fields = await list.fields(tx, societyId, before)
    const values = readValues(fields, input.sent)
    if (!values.ok) return values
    const changed = changesOf(before?.values ?? {}, values.value)
    if (changed.length === 0) return err({ code: 'setting-unchanged' })
    const saved = await list.save({ tx, context, before, values: values.value })
    if (!saved.ok) return saved
    if (!(await staysIn(tx, context, membership))) return err({ code: 'setting-locks-out' })
    const place = `${input.list}.${saved.value}`
    const facts = { place, fields: changed.map(({ key }) => key) }
    const detail = Object.fromEntries(changed.map(({ key, was, is }): [string, Json] => [key, [was, is]]))
    return ok({ value: { key: saved.value }, audit: [{ action: 'setting.changed', facts, detail }] })
  })
}

/** One change of a society's settings at a time: what one of them looks at, no other changes. */
async function lockSettings(tx: Tx, societyId: number): Promise<void> {
  await tx.$executeRaw(Prisma.sql`SELECT pg_advisory_xact_lock(${societyId}::int, hashtext('settings'))`)
}

interface Changed {
  readonly key: string
  readonly was: Value
  readonly is: Value
}

function changesOf(before: Values, after: Values): readonly Changed[] {
  return Object.entries(after).flatMap(([key, is]) => {
    const was = before[key] ?? (Array.isArray(is) ? [] : null)
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ key, was, is }]
  })
}

async function changedBy(tx: Tx, societyId: number, { list, key }: SettingInput): Promise<DomainError> {
  const last = await tx.auditEntry.findFirst({
    where: {
      societyId,
      action: 'setting.changed',
      facts: { path: ['place'], equals: `${list}.${key ?? ''}` },
    },
    orderBy: { id: 'desc' },
    select: { actor: true, at: true },
  })
  return { code: 'setting-changed', by: last?.actor ?? null, at: last === null ? '' : tokyoMinute(last.at) }
}
