import { afterAll, beforeAll } from 'vitest'
import { loadMemberships, type MembershipFacts } from '../../../src/domain/withdrawal/facts.ts'
import type { WithdrawalInput } from '../../../src/domain/withdrawal/withdraw.ts'
import { MEDICAL, openWorld, TODAY, type World } from '../find/world.ts'

/** Members of the demo by what a test needs of them; each is handed out once. */
export class People {
  readonly #world: World
  readonly #taken = new Set<number>()

  constructor(world: World) {
    this.#world = world
  }

  /** @param where SQL about `m`, the member */
  async take(where: string): Promise<number> {
    const { rows } = await this.#world.db.pool.query<{ id: number }>(
      `SELECT m.id FROM member m WHERE m.society_id = ${MEDICAL} AND NOT m.is_test AND m.kind = 'individual' AND m.erased_at IS NULL
         AND m.merged_into IS NULL AND NOT EXISTS (SELECT FROM planned_change c WHERE c.society_id = m.society_id AND c.member_id = m.id)
         AND m.id <> ALL($1::int[]) AND (${where}) ORDER BY m.id LIMIT 1`,
      [[...this.#taken]],
    )
    const id = rows[0]?.id
    if (id === undefined) throw new Error(`the demo has nobody left with ${where}`)
    this.#taken.add(id)
    return id
  }

  /** Active, paying, owes nothing, holds nothing. */
  clean(): Promise<number> {
    return this.take(`m.lifecycle = 'active' AND m.fee_plan = 'paid' AND NOT ${OWES} AND NOT ${HOLDS}`)
  }

  /** As `clean`, and never was 世話人. */
  regular(): Promise<number> {
    return this.take(`m.lifecycle = 'active' AND m.fee_plan = 'paid' AND NOT ${OWES} AND NOT ${HOLDS} AND NOT EXISTS (
      SELECT FROM type_assignment a JOIN member_type t ON t.society_id = a.society_id AND t.id = a.member_type_id
      WHERE a.society_id = m.society_id AND a.member_id = m.id AND t.code = 'council')`)
  }

  /** Active, owes for at least `count` years, no money on any of them. */
  owing(count = 1): Promise<number> {
    return this.take(`m.lifecycle = 'active' AND m.fee_plan = 'paid' AND NOT ${HOLDS} AND ${count} <= (
      SELECT count(*) FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe AND i.paid_yen = 0)
      AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe AND i.paid_yen > 0)
      AND NOT EXISTS (SELECT FROM settlement_item s JOIN invoice i ON i.society_id = s.society_id AND i.id = s.invoice_id
        WHERE i.society_id = m.society_id AND i.member_id = m.id AND s.pending)`)
  }
}

const OWES = `EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)`
const HOLDS = `EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id AND (h.ended_on IS NULL OR h.ended_on > '${TODAY}'))`

/** A member as the roll has them now. */
export async function factsOf({ roll }: Pick<World, 'roll'>, id: number): Promise<MembershipFacts> {
  const [facts] = await loadMemberships(roll.read, MEDICAL, [id], TODAY)
  if (facts === undefined) throw new Error(`no member ${id}`)
  return facts
}

/** What the dialog sends, with what a test changes of it. */
export function inputFor(
  { id, version }: MembershipFacts,
  more: Partial<WithdrawalInput> = {},
): WithdrawalInput {
  return {
    memberId: id,
    version,
    acceptedOn: TODAY,
    withdrawnOn: TODAY,
    reason: 'personal',
    note: null,
    endPositions: false,
    settlements: [],
    hold: false,
    ...more,
  }
}

/** Every open invoice, to be cancelled. */
export function cancelAll({ openInvoices }: MembershipFacts): WithdrawalInput['settlements'] {
  return openInvoices.map(({ id }) => ({ invoiceId: id, settlement: 'cancel', reason: 'lapsed' }))
}

/** The demo of one test file, people to take from it, and a look at its rows. */
export interface Stage {
  readonly world: World
  readonly people: People
  /** A key that no operation had before. */
  readonly key: () => string
  readonly rows: (sql: string) => Promise<Record<string, unknown>[]>
}

/** Opens the demo for a test file and drops it afterwards. */
export function useStage(): Stage {
  let world: World | undefined
  let people: People | undefined
  let keys = 0
  beforeAll(async () => {
    world = await openWorld()
    people = new People(world)
  }, 60_000)
  afterAll(() => world?.db.drop())
  const open = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('the demo is not open yet')
    return part
  }
  return {
    get world() {
      return open(world)
    },
    get people() {
      return open(people)
    },
    key: () => `K-${(keys += 1)}`,
    rows: async (sql) => (await open(world).db.pool.query(sql)).rows as Record<string, unknown>[],
  }
}
