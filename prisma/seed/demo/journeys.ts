import { at } from '../calendar.ts'
import { type Execute, type Row, updateRows } from '../insert.ts'
import type { Draft, Roster } from './roster.ts'

/** Changes of type, each in the fee plan of the new type; a 物故会員 keeps the day of death. */
export async function promote(execute: Execute, { spec, drafts }: Roster): Promise<void> {
  const rows = drafts.flatMap(({ row, promoted }): Row[] =>
    promoted === null
      ? []
      : [
          {
            society_id: spec.id,
            id: row.id,
            member_type_id: promoted.type.id,
            fee_plan: promoted.type.feeYen === null ? 'free' : 'paid',
            type_since: promoted.on,
            updated_at: at(promoted.on, '11:00:00'),
          },
        ],
  )
  await updateRows(execute, 'member', rows)
}

/** Withdrawals as the old system has them in three steps, in one: withdrawn, free, without a type. */
export async function withdraw(execute: Execute, { spec, drafts }: Roster): Promise<void> {
  const rows = drafts.flatMap(({ row, withdrawn }): Row[] =>
    withdrawn === null
      ? []
      : [
          {
            society_id: spec.id,
            id: row.id,
            lifecycle: 'withdrawn',
            fee_plan: 'free',
            member_type_id: null,
            withdrawal_accepted_on: withdrawn.accepted,
            withdrawn_on: withdrawn.on,
            withdrawal_reason: withdrawn.reason,
            updated_at: at(withdrawn.accepted, '13:15:00'),
          },
        ],
  )
  await updateRows(execute, 'member', rows)
}

/** Those who came back: the same number, type and fee plan as before, a new term. */
export async function rejoin(execute: Execute, { spec, drafts }: Roster): Promise<void> {
  const rows = drafts.flatMap((draft: Draft): Row[] =>
    draft.rejoined === null
      ? []
      : [
          {
            society_id: spec.id,
            id: draft.row.id,
            lifecycle: 'active',
            fee_plan: draft.row.fee_plan,
            member_type_id: draft.row.member_type_id,
            withdrawal_accepted_on: null,
            withdrawn_on: null,
            withdrawal_reason: null,
            joined_on: draft.rejoined.on,
            approved_on: draft.rejoined.on,
            type_since: draft.rejoined.on,
            updated_at: at(draft.rejoined.on, '10:40:00'),
          },
        ],
  )
  await updateRows(execute, 'member', rows)
}
