import { parseArgs } from 'node:util'
import { Client, type Pool } from 'pg'
import { openDatabase } from '../src/database/client.ts'
import type { Context } from '../src/domain/core/change.ts'
import { GRANTS } from '../src/domain/core/roles.ts'
import { Roll } from '../src/domain/core/roll.ts'
import { withdrawMember } from '../src/domain/withdrawal/withdraw.ts'
import { openBenchServer } from './databases.ts'
import { machine, median, rounded } from './measure.ts'
import { byHand, type Leaver, prepareByHand, WITHDRAWAL, type Withdraw } from './withdrawByHand.ts'

const IN_FLIGHT = [1, 8]

type Way = 'useCase' | 'byHand' | 'byHandPrepared'

/**
 * Withdrawals in a second through the use case and by the same statements hand-written on bare pg, as they are and as named prepared statements,
 * taking turns, each member once. The database is a copy that goes when it is over, for nobody can be withdrawn twice.
 */
export async function benchWithdraw(args: readonly string[], say: (text: string) => void): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      members: { type: 'string', default: '30000' },
      rounds: { type: 'string', default: '7' },
      seed: { type: 'string', default: '1' },
    },
  })
  const members = Number(values.members)
  const rounds = Number(values.rounds)
  const server = await openBenchServer({
    directory: values.data,
    seed: Number(values.seed),
    today: WITHDRAWAL.today,
    say,
  })
  try {
    const url = await server.database(members)
    const measured = await onCopy(url, (copy) => measure(copy, rounds, say))
    return { bench: 'withdraw', machine: machine(), members, rounds, ...measured }
  } finally {
    await server.close()
  }
}

async function onCopy<T>(url: string, work: (copy: string) => Promise<T>): Promise<T> {
  const copy = new URL(url)
  copy.pathname = '/bench_withdraw'
  const admin = new URL(url)
  admin.pathname = '/postgres'
  const client = new Client({ connectionString: admin.href })
  await client.connect()
  try {
    await client.query('DROP DATABASE IF EXISTS bench_withdraw')
    await client.query(`CREATE DATABASE bench_withdraw TEMPLATE ${new URL(url).pathname.slice(1)}`)
    return await work(copy.href)
  } finally {
    await client.query('DROP DATABASE IF EXISTS bench_withdraw')
    await client.end()
  }
}

async function measure(url: string, rounds: number, say: (text: string) => void): Promise<object> {
  const database = await openDatabase(url, { poolMax: Math.max(...IN_FLIGHT) })
  try {
    const leavers = await findLeavers(database.pool)
    const rows = await prepareByHand(database.pool, leavers)
    const ways: readonly (readonly [Way, Withdraw])[] = [
      ['useCase', throughUseCase(new Roll(database))],
      ['byHand', byHand(database.pool, rows, false)],
      ['byHandPrepared', byHand(database.pool, rows, true)],
    ]
    const share = Math.floor(leavers.length / (rounds + 1) / ways.length / (1 + 4))
    if (share < 20) throw new Error(`${leavers.length} members that can leave are too few`)
    const speeds: { readonly way: Way; readonly inFlight: number; readonly perSecond: number }[] = []
    // The first round warms up.
    for (let round = 0; round <= rounds; round += 1) {
      for (const inFlight of IN_FLIGHT) {
        for (const [way, withdraw] of [...ways.slice(round % 3), ...ways.slice(0, round % 3)]) {
          const some = leavers.splice(0, inFlight === 1 ? share : share * 4)
          const perSecond = await speedOf(some, withdraw, inFlight)
          if (round > 0) speeds.push({ way, inFlight, perSecond })
        }
      }
      say(`round ${round} of ${rounds}`)
    }
    const medianOf = (way: Way, inFlight: number) =>
      median(speeds.flatMap((one) => (one.way === way && one.inFlight === inFlight ? [one.perSecond] : [])))
    return { perSecond: IN_FLIGHT.map((inFlight) => lineOf(inFlight, (way) => medianOf(way, inFlight))) }
  } finally {
    await database.close()
  }
}

function lineOf(inFlight: number, medianOf: (way: Way) => number) {
  const [useCase, hand, prepared] = [medianOf('useCase'), medianOf('byHand'), medianOf('byHandPrepared')]
  return {
    inFlight,
    useCase: rounded(useCase),
    byHand: rounded(hand),
    byHandPrepared: rounded(prepared),
    ratio: rounded(useCase / hand),
    ratioPrepared: rounded(useCase / prepared),
  }
}

/** Withdrawals in a second. */
async function speedOf(leavers: readonly Leaver[], withdraw: Withdraw, inFlight: number): Promise<number> {
  const queue = [...leavers]
  const started = performance.now()
  const worker = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) await withdraw(next)
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  return (leavers.length * 1000) / (performance.now() - started)
}

/** Active, owing nothing, holding nothing, nothing waiting; long enough a member. */
async function findLeavers(pool: Pool): Promise<Leaver[]> {
  const { rows } = await pool.query<Leaver>(
    `SELECT m.id, m.version FROM member m
     WHERE m.society_id = $1 AND m.lifecycle = 'active' AND m.erased_at IS NULL AND m.merged_into IS NULL AND m.joined_on < $2::date
       AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)
       AND NOT EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id)
       AND NOT EXISTS (SELECT FROM planned_change c WHERE c.society_id = m.society_id AND c.member_id = m.id)
       AND NOT EXISTS (SELECT FROM held_withdrawal w WHERE w.society_id = m.society_id AND w.member_id = m.id)
     ORDER BY m.id`,
    [WITHDRAWAL.societyId, WITHDRAWAL.today],
  )
  return rows
}

function throughUseCase(roll: Roll): Withdraw {
  const { societyId, today, actor, reason } = WITHDRAWAL
  const [teamId = '', userId = ''] = actor.split(':')
  const context: Context = {
    roll,
    actor: {
      key: actor,
      teamId,
      userId,
      societyId,
      roles: ['secretariat'],
      permissions: new Set(GRANTS.secretariat),
    },
    source: { via: 'modal' },
    now: () => new Date(`${today}T12:00:00+09:00`),
  }
  const terms = { acceptedOn: today, withdrawnOn: today, reason, endPositions: false }
  return async ({ id, version }) => {
    const input = { ...terms, memberId: id, version, note: null, settlements: [], hold: false }
    const done = await withdrawMember(context, input, `withdraw V${id}`)
    if (!done.ok) throw new Error(`member ${id}: ${done.error.code}`)
  }
}
