import type { Database } from '../../../src/database/client.ts'
import { decideApproval } from '../../../src/domain/approvals/decide.ts'
import type { Context } from '../../../src/domain/core/change.ts'
import type { DomainError } from '../../../src/domain/core/errors.ts'
import type { Result } from '../../../src/domain/core/result.ts'
import { type BuiltInRole, GRANTS } from '../../../src/domain/core/roles.ts'
import { Roll } from '../../../src/domain/core/roll.ts'
import { issueInvoice } from '../../../src/domain/dues/issue.ts'
import { loadMemberships, type MembershipFacts } from '../../../src/domain/withdrawal/facts.ts'
import { type WithdrawalInput, withdrawMember } from '../../../src/domain/withdrawal/withdraw.ts'
import { patiently } from '../slow.ts'

export const SOCIETY = 1
export const TODAY = '2026-11-24'
const START = Date.parse(`${TODAY}T09:00:00+09:00`)

/** A society's office at work, and what tests need to bring members into a state. */
export class Stage {
  readonly #roll: Roll
  readonly #pool: Database['pool']
  #now = START
  #keys = 0
  #nextMember = 100

  constructor(database: Database) {
    this.#roll = new Roll(database)
    this.#pool = database.pool
  }

  /** Somebody of the office; the clock goes on with every look, so that no two operations are of one moment. */
  as(userId: string, role: BuiltInRole = 'secretariat'): Context {
    return {
      roll: this.#roll,
      actor: {
        key: `T:${userId}`,
        teamId: 'T',
        userId,
        societyId: SOCIETY,
        roles: [role],
        permissions: new Set(GRANTS[role]),
      },
      source: { via: 'modal' },
      now: () => {
        this.#now += 1
        return new Date(this.#now)
      },
    }
  }

  key(): string {
    this.#keys += 1
    return `K${this.#keys}`
  }

  /** Does what must come to something. */
  async done<T>(deed: (key: string) => Promise<Result<T, DomainError>>): Promise<T> {
    const key = this.key()
    const result = await patiently(() => deed(key))
    if (!result.ok) throw new Error(`the stage: ${JSON.stringify(result.error)}`)
    return result.value
  }

  /** New active members who pay. @returns their ids */
  async addMembers(count: number): Promise<readonly number[]> {
    const first = this.#nextMember
    this.#nextMember += count
    await this.#pool.query(
      `WITH made AS (
         INSERT INTO member (society_id, id, number, kind, lifecycle, fee_plan, member_type_id, joined_on)
         SELECT ${SOCIETY}, n, 'DEMO' || to_char(n, 'FM00000'), 'individual', 'active', 'paid', 1, '2025-04-01'
         FROM generate_series($1::int, $2::int) n RETURNING society_id, id, search_version)
       INSERT INTO member_search (society_id, member_id, version, number, kana, search_text, tokens)
       SELECT society_id, id, search_version, '', '', '', '{}' FROM made`,
      [first, first + count - 1],
    )
    return Array.from({ length: count }, (_, index) => first + index)
  }

  async factsOf(memberId: number): Promise<MembershipFacts> {
    const [facts] = await loadMemberships(this.#roll.read, SOCIETY, [memberId], TODAY)
    if (facts === undefined) throw new Error(`no member ${memberId}`)
    return facts
  }

  /** A withdrawal as the dialog asks for it now. */
  async withdrawalOf(memberId: number, more: Partial<WithdrawalInput> = {}): Promise<WithdrawalInput> {
    const { version } = await this.factsOf(memberId)
    const terms = { acceptedOn: TODAY, withdrawnOn: TODAY, reason: 'personal', endPositions: false }
    return { memberId, version, ...terms, note: null, settlements: [], hold: false, ...more }
  }

  /** Bills years 2025 on. */
  async owe(memberId: number, count: number): Promise<void> {
    for (let year = 2025; year < 2025 + count; year += 1) {
      const billed = { feeItemId: 1, year, another: false }
      const invoice = { memberId, billed, amountYen: 5000, dueOn: '2027-01-31' }
      await this.done((key) => issueInvoice(this.as('U0'), invoice, key))
    }
  }

  /** Holds a withdrawal for a request over all that is owed. @returns the request */
  async hold(memberId: number): Promise<number> {
    const { openInvoices } = await this.factsOf(memberId)
    const settlements = openInvoices.map(
      ({ id }) => ({ invoiceId: id, settlement: 'cancel', reason: 'lapsed' }) as const,
    )
    const input = await this.withdrawalOf(memberId, { settlements, hold: true })
    const held = await this.done((key) => withdrawMember(this.as('U0'), input, key))
    return held.approvalId ?? 0
  }

  async approve(approvalId: number): Promise<void> {
    const input = { approvalId, decision: 'approve', note: null } as const
    await this.done((key) => decideApproval(this.as('T0', 'treasurer'), input, key))
  }

  /** @returns the term that ended */
  async withdraw(memberId: number): Promise<number> {
    const input = await this.withdrawalOf(memberId)
    const left = await this.done((key) => withdrawMember(this.as('U0'), input, key))
    return left.termId ?? 0
  }
}
