import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Pool } from 'pg'
import type { DomainError } from '../../src/domain/core/errors.ts'
import type { Result } from '../../src/domain/core/result.ts'
import { partsOf } from '../../src/views/places.ts'
import { textOf } from '../../src/views/text.ts'
import { type Campaign, randomOf } from './campaign.ts'
import { inOrder } from './model/told.ts'
import { GROUPS, type Job } from './races/groups.ts'
import { SOCIETY, Stage } from './races/stage.ts'
import { isTooSlow } from './slow.ts'
import { writeSociety } from './society.ts'
import { HELD_BY_DATABASE, HELD_BY_USE_CASES } from './violations.ts'

const JOBS = 400
const JOBS_OF_GROUP = 10
const IN_FLIGHT = 16

/** What came of the jobs: by outcome, and by what was done and how it was answered. */
class Tally {
  readonly counts: Record<string, number> = { jobs: 0, done: 0, refused: 0, replayed: 0, violations: 0 }
  readonly violations: string[] = []

  count(what: string, by = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + by
  }

  violate(what: string): void {
    this.count('violations')
    this.violations.push(what)
  }
}

/**
 * Use cases racing for the same members over many connections. A unit is a round of 400 jobs, ten to a member at once; after each nothing may be found
 * that can't be. Then half as many rounds each with the foreign key dropped, where the locks of the use cases stand alone, and with the
 * locks out, where the foreign key does; and one round with neither, where what they keep out must be found.
 */
export const races: Campaign<Record<string, number>> = {
  sizes: { small: 2, full: 20 },
  async run({ database, size, seed }) {
    const { pool } = database
    await writeSociety(pool, SOCIETY)
    const stage = new Stage(database)
    const random = randomOf(seed)
    const both = [HELD_BY_DATABASE, HELD_BY_USE_CASES]
    const result: Record<string, number> = { violations: 0 }
    const pass = async (name: string, rounds: number, held: readonly string[], sides: readonly string[]) => {
      const tally = new Tally()
      const deadlocks = await deadlocksOf(pool)
      for (let round = 0; round < rounds; round += 1) await runRound(stage, pool, random, held, tally)
      tally.count('deadlocks', (await deadlocksOf(pool)) - deadlocks)
      if (tally.violations.length > 0)
        throw new Error(`seed ${seed}, ${name}: ${JSON.stringify(tally.violations.slice(0, 20))}`)
      mustHaveRaced(`seed ${seed}, ${name}`, tally, rounds < 10 ? [] : sides)
      for (const [what, count] of Object.entries(tally.counts).toSorted(([a], [b]) => inOrder(a, b)))
        result[name === 'all' ? what : `${name}: ${what}`] = count
    }
    const rounds = Math.ceil(size / 2)
    await pass('all', size, both, SIDES)
    await withoutKey(pool, () => pass('locks alone', rounds, both, SIDES))
    await withoutLocks(pool, () => pass('key alone', rounds, [HELD_BY_DATABASE], OVERTAKEN))
    await pool.query(`ALTER TABLE invoice DROP CONSTRAINT ${KEY}`)
    const unguarded = new Tally()
    await runRound(stage, pool, random, [HELD_BY_DATABASE], unguarded)
    const found = unguarded.violations.filter((what) => what === OWES_AND_GONE).length
    if (found === 0) throw new Error(`seed ${seed}: nothing raced, for without any guard all is well too`)
    return { ...result, [`neither: ${OWES_AND_GONE}`]: found }
  },
}

async function runRound(
  stage: Stage,
  pool: Pool,
  random: (below: number) => number,
  held: readonly string[],
  tally: Tally,
): Promise<void> {
  const kinds = Object.values(GROUPS)
  const members = await stage.addMembers(JOBS / JOBS_OF_GROUP)
  const groups: Job[][] = []
  await inFlight(members.entries(), async ([index, memberId]) => {
    const prepare = kinds[index % kinds.length]
    if (prepare !== undefined) groups.push(shuffled(await prepare(stage, memberId), random))
  })
  const answers = new Map<string, object[]>()
  await inFlight(groups.flat(), async (job) => {
    const answer = await attempt(job, tally)
    if (answer !== undefined) answers.set(job.key, [...(answers.get(job.key) ?? []), answer])
  })
  for (const [first, ...again] of answers.values()) {
    tally.count('replayed', again.length)
    if (!again.every((answer) => isDeepStrictEqual(answer, first)))
      tally.violate('a second answer that is another')
  }
  for (const sql of held) {
    const { rows } = await pool.query<{ what: string }>(sql)
    for (const { what } of rows) tally.violate(what)
  }
}

/** Works through a list in its order, so many at a time: those of one group meet. */
async function inFlight<T>(list: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const items = [...list]
  const worker = async () => {
    for (let item = items.shift(); item !== undefined; item = items.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
}

function shuffled<T>(list: readonly T[], random: (below: number) => number): T[] {
  return list
    .map((item) => ({ item, rank: random(2 ** 30) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}

/** @returns what was answered, where it was done */
async function attempt({ name, run }: Job, tally: Tally): Promise<object | undefined> {
  tally.count('jobs')
  let answer: Result<object, DomainError>
  try {
    answer = await run()
  } catch (error) {
    if (isTooSlow(error)) tally.count('too slow')
    else tally.violate(`${name} threw: ${String(error).slice(0, 300)}`)
    return undefined
  }
  tally.count(answer.ok ? 'done' : 'refused')
  tally.count(`${name} ${answer.ok ? 'done' : answer.error.code}`)
  if (answer.ok) return answer.value
  if (!isSaid(answer.error)) tally.violate(`nothing is said of ${answer.error.code}`)
  return undefined
}

function isSaid(error: DomainError): boolean {
  return (['ja', 'en'] as const).every((locale) =>
    partsOf(error, textOf(locale)).some((part) => typeof part !== 'string' || part.trim() !== ''),
  )
}

/** Both sides of each race; over ten rounds each of them is first at times. */
const SIDES = [
  'withdraw done',
  'withdraw invoices-open',
  'issue done',
  'issue member-cannot-owe',
  'approve done',
  'approve decided',
  'reject done',
  'reject decided',
  'take back done',
  'take back decided',
  'complete done',
  'complete plan-ended',
  'cancel hold done',
  'cancel hold plan-ended',
  'rejoin done',
  'rejoin not-withdrawn',
  'undo withdrawal done',
  'undo withdrawal undo-blocked',
  'pay done',
  'pay invoice-not-open',
  'approve request-altered',
  'request done',
  'hold done',
  'run plan done',
  'run plan plan-ended',
  'cancel plan done',
  'cancel plan plan-ended',
  'undo rejoin done',
]

/** Without the locks the looks come too early, and the database says so. */
const OVERTAKEN = ['withdraw done', 'withdraw stale', 'issue done', 'issue stale']

function mustHaveRaced(where: string, { counts }: Tally, sides: readonly string[]): void {
  if ((counts['too slow'] ?? 0) > (counts['jobs'] ?? 0) / 50)
    throw new Error(`${where}: ${counts['too slow']} jobs were too slow`)
  const missing = ['done', 'refused', 'replayed', ...sides].filter((what) => (counts[what] ?? 0) === 0)
  if (missing.length > 0) throw new Error(`${where}: nothing raced for ${missing.join(', ')}`)
}

const KEY = 'invoice_society_id_member_id_must_owe_fkey'
const OWES_AND_GONE = 'withdrawn with an open invoice'

async function withoutKey(pool: Pool, work: () => Promise<void>): Promise<void> {
  const { rows } = await pool.query<{ definition: string }>(
    'SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = $1',
    [KEY],
  )
  const definition = rows[0]?.definition
  if (definition === undefined) throw new Error(`no constraint ${KEY}`)
  await pool.query(`ALTER TABLE invoice DROP CONSTRAINT ${KEY}`)
  await work()
  await pool.query(`ALTER TABLE invoice ADD CONSTRAINT ${KEY} ${definition}`)
}

/** Operations wait for their twins as before, and for nobody else; deadlocks, which the locks were there to avoid, are found without a second's wait. */
async function withoutLocks(pool: Pool, work: () => Promise<void>): Promise<void> {
  await pool.query('DROP TRIGGER a_invoice_lock_member ON invoice')
  await pool.query(`CREATE OR REPLACE FUNCTION begin_operation(society int, operation_key text, members int[]) RETURNS jsonb LANGUAGE plpgsql AS $$
    DECLARE first_result jsonb;
    BEGIN
      PERFORM set_config('statement_timeout', '2000', true);
      PERFORM set_config('deadlock_timeout', '20ms', true);
      PERFORM pg_advisory_xact_lock(society, hashtext(operation_key));
      SELECT o.result INTO first_result FROM operation o WHERE o.society_id = society AND o.key = operation_key;
      RETURN first_result;
    END $$`)
  await work()
}

/** Deadlocks so far, each of which a use case has met and got over. The server counts them a second late. */
async function deadlocksOf(pool: Pool): Promise<number> {
  await sleep(1200)
  const { rows } = await pool.query<{ deadlocks: number }>(
    'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
  )
  return rows[0]?.deadlocks ?? 0
}
