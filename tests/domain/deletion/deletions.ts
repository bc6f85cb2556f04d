import type { Context } from '../../../src/domain/core/change.ts'
import { decideDeletion } from '../../../src/domain/deletion/decide.ts'
import { requestDeletion } from '../../../src/domain/deletion/request.ts'
import { newKey, valueOf } from '../approvals/requests.ts'
import type { World } from '../find/world.ts'
import { factsOf } from '../withdrawal/people.ts'

export const REASON = '本人から削除の依頼（メール）'

/** What the office and others do about deletions. */
export function deletionsOf(open: () => World) {
  const office = () => open().as('secretariat')
  const colleague = () => open().as('secretariat', { user: 'U_SECRETARIAT2' })
  const numberOf = async (id: number) => (await factsOf(open(), id)).number
  const ask = async (memberId: number, more: { number?: string | null; reason?: string | null } = {}) =>
    requestDeletion(
      office(),
      { memberId, number: await numberOf(memberId), reason: REASON, ...more },
      newKey(),
    )
  return {
    office,
    colleague,
    numberOf,
    ask,
    asked: async (memberId: number) => valueOf(await ask(memberId)).approvalId,
    approve: (approvalId: number, context: Context = colleague(), key = newKey()) =>
      decideDeletion(context, { approvalId, decision: 'approve', note: null }, key),
    rows: async (sql: string, given: unknown[] = []) =>
      (await open().db.pool.query(sql, given)).rows as Record<string, unknown>[],
  }
}
