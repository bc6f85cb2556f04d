import type { Db, Tx } from '../../../src/database/client.ts'
import { type Day, tokyoDay } from '../../../src/domain/core/calendar.ts'
import { reindexMembers } from '../../../src/domain/search/reindex.ts'
import { at } from '../calendar.ts'
import { type Execute, insertRows, MOVE_SEQUENCES, updateRows } from '../insert.ts'
import { Random } from '../random.ts'
import { writeSociety } from '../setup.ts'
import { MEDICAL, NURSING, SECRETARIAT, TEAM } from '../societies.ts'
import { giveAccounts } from './accounts.ts'
import { writeDossiers, writeOrganisations } from './dossier.ts'
import { promote, rejoin, withdraw } from './journeys.ts'
import { billingRuns, planLedger } from './ledger.ts'
import { castMedical, type MedicalCast } from './medicalCast.ts'
import { castNursing } from './nursingCast.ts'
import { CAST_POSTS, SMALL_POSTS, writePosts } from './posts.ts'
import { WITHDRAWAL } from './reasons.ts'
import { createRoster, type Draft, type Roster } from './roster.ts'
import { writeLedger } from './writeLedger.ts'

/** What decides the demo's content; the same choice gives the same rows. */
export interface SeedOptions {
  /** The day that arrears, terms and ages are counted from; the real one in Japan unless told. */
  readonly today?: Day
  /** 1 unless told. */
  readonly seed?: number
}

/** How many members were written, by society. */
export type SeedCounts = Readonly<Record<number, number>>

/** The action of the audit row by which a demo society is known. */
export const SEEDED = 'society.seeded'

/** The one thing of an open database that seeding needs. */
export interface SeedTarget {
  readonly prisma: Db
}

/** Whether one of the demo societies is there already. */
export async function hasDemo({ prisma }: SeedTarget): Promise<boolean> {
  return (await prisma.society.count({ where: { id: { in: [MEDICAL.id, NURSING.id] } } })) > 0
}

/** Far more than the second or two it takes: the limits of the pool are for a user who waits. */
const PATIENCE = { maxWait: 10_000, timeout: 60_000 }

/**
 * Writes the two demo societies in one transaction, through the triggers: members join, change, pay, leave and come back in
 * that order, so that their history is as the triggers wrote it.
 *
 * @throws PrismaClientKnownRequestError when one of the societies is there already; nothing is kept then
 */
export async function seedDemo(target: SeedTarget, options: SeedOptions = {}): Promise<SeedCounts> {
  const { today = tokyoDay(new Date()), seed = 1 } = options
  return target.prisma.$transaction((tx) => seedWithin(tx, today, seed), PATIENCE)
}

async function seedWithin(tx: Tx, today: Day, seed: number): Promise<SeedCounts> {
  const execute: Execute = (sql, ...values) => tx.$executeRawUnsafe(sql, ...values)
  const medical = createRoster(MEDICAL, new Random(seed), today)
  const cast = castMedical(medical)
  const nursing = createRoster(NURSING, new Random(seed + 1), today)
  const council = castNursing(
    nursing,
    medical.drafts.filter((draft) => draft.shared && draft.row.email !== null),
  )
  const { _max } = await tx.account.aggregate({ _max: { id: true } })
  const next = (_max.id ?? 0) + 1
  const accounts = giveAccounts(medical, next, new Map())
  const others = giveAccounts(nursing, next + accounts.rows.length, accounts.shared)
  await insertRows(execute, 'account', [...accounts.rows, ...others.rows])
  const rosters = [medical, nursing]
  for (const roster of rosters) {
    await writeSociety(execute, roster.spec, roster.year, today)
    await writeMembers(execute, roster)
  }
  await writeMedical(execute, medical, cast)
  await writePosts(execute, nursing, SMALL_POSTS, council, former(nursing))
  await writeOrganisations(execute, nursing, [], [])
  for (const roster of rosters) {
    await writeDossiers(execute, roster)
    await writeAudit(execute, roster, seed)
    await reindexMembers(
      tx,
      roster.spec.id,
      roster.drafts.map(({ row }) => row.id),
    )
  }
  await execute(MOVE_SEQUENCES)
  return { [MEDICAL.id]: medical.drafts.length, [NURSING.id]: nursing.drafts.length }
}

/** The first 名誉会員, who was 会長 before the present one. */
function former({ drafts }: Roster): Draft {
  const honorary = drafts.find(({ promoted }) => promoted?.type.code === 'honorary')
  if (honorary === undefined) throw new Error('the cast has no honorary member')
  return honorary
}

/** The members with their ledger, in the order in which things happened. */
async function writeMembers(execute: Execute, roster: Roster): Promise<void> {
  const ledger = planLedger(roster)
  const society_id = roster.spec.id
  await insertRows(
    execute,
    'member',
    roster.drafts.map(({ row }) => row),
  )
  await updateRows(
    execute,
    'number_series',
    roster.spec.series.map(({ id, prefix }) => ({
      society_id,
      id,
      next: roster.nextNumbers().get(prefix),
    })),
  )
  await promote(execute, roster)
  await insertRows(execute, 'billing_run', billingRuns(roster))
  await insertRows(execute, 'exemption', ledger.exemptions)
  await writeLedger(execute, roster, ledger, false)
  await withdraw(execute, roster)
  await rejoin(execute, roster)
  await writeLedger(execute, roster, ledger, true)
  await insertRows(execute, 'refund', ledger.refunds)
}

async function writeMedical(execute: Execute, roster: Roster, cast: MedicalCast): Promise<void> {
  const society_id = roster.spec.id
  await writePosts(execute, roster, CAST_POSTS, cast.council, former(roster))
  await writeOrganisations(execute, roster, cast.institutions, cast.staff)
  await insertRows(execute, 'slack_identity', [
    { society_id, team_id: TEAM, user_id: 'U_OFFICER', member_id: cast.council[0]?.row.id },
    { society_id, team_id: TEAM, user_id: 'U_TREASURER', member_id: cast.council[1]?.row.id },
  ])
  const last = `${roster.year + 1}-03-31`
  await insertRows(execute, 'planned_change', [
    {
      society_id,
      member_id: cast.leaving.row.id,
      change: 'withdrawal',
      runs_on: last,
      plan: { acceptedOn: roster.today, withdrawnOn: last, reason: WITHDRAWAL.yearEnd },
      requested_by: SECRETARIAT,
      created_at: at(roster.today),
    },
  ])
}

async function writeAudit(execute: Execute, { spec, drafts, today }: Roster, seed: number): Promise<void> {
  await insertRows(execute, 'audit_entry', [
    {
      society_id: spec.id,
      at: at(today),
      actor: 'seed',
      action: SEEDED,
      outcome: 'done',
      facts: { members: drafts.length, seed, today },
      source: { via: 'console' },
    },
  ])
}
