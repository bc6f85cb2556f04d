import { Prisma } from '../../../prisma/generated/client.ts'
import type { Day } from '../core/calendar.ts'
import type { DomainError } from '../core/errors.ts'
import type { Reader } from '../core/roll.ts'
import type { Label } from '../members/row.ts'
import { type Breach, type CitedRule, findBreach, type Person } from './rules.ts'

/** What the kinds of office are called. */
export const GROUP_LABELS = {
  officer: { ja: '幹事職', en: 'Officers' },
  committee: { ja: '役員職', en: 'Committee' },
  auditor: { ja: '監事', en: 'Auditors' },
} as const satisfies Readonly<Record<string, Label>>
export type PositionGroup = keyof typeof GROUP_LABELS

const MEMBER_LABEL: Label = { ja: '会員', en: 'Member' }

type Read = Pick<Reader, '$queryRaw'>

interface Named {
  readonly term: string
  readonly label: Label
}

/** Everything that a rule can be about, by its notation. */
export async function loadTerms(read: Read, societyId: number): Promise<readonly Named[]> {
  const rows = await read.$queryRaw<Named[]>(Prisma.sql`
    SELECT 'type:' || code AS term, json_build_object('ja', name, 'en', name_en) AS label, 1 AS part, sort_order
      FROM member_type WHERE society_id = ${societyId}::int
    UNION ALL SELECT 'position:' || code, json_build_object('ja', name, 'en', name_en), 2, sort_order
      FROM position WHERE society_id = ${societyId}::int
    UNION ALL SELECT 'role:' || code, json_build_object('ja', name, 'en', name_en), 3, 0
      FROM role WHERE society_id = ${societyId}::int
    ORDER BY part, sort_order, term`)
  const groups = Object.entries(GROUP_LABELS).map(([code, label]) => ({ term: `group:${code}`, label }))
  return [
    ...rows.map(({ term, label }) => ({ term, label })),
    ...groups,
    { term: 'member', label: MEMBER_LABEL },
  ]
}

/** The rules that hold now, in the order of their codes. */
export async function loadRules(read: Read, societyId: number): Promise<readonly CitedRule[]> {
  const rows = await read.$queryRaw<Omit<CitedRule, 'subjectLabel' | 'objectLabel'>[]>(Prisma.sql`
    SELECT code, effect, subject, object, article FROM rule
    WHERE society_id = ${societyId}::int AND active ORDER BY code`)
  const terms = await loadTerms(read, societyId)
  const named = (term: string) => terms.find((one) => one.term === term)?.label ?? { ja: term, en: term }
  return rows.map((rule) => ({
    ...rule,
    subjectLabel: named(rule.subject),
    objectLabel: named(rule.object),
  }))
}

/** An officeholder to be, or somebody whose type changes. */
export interface Candidate extends Person {
  readonly joinedOn: Day | null
  /** The right 役員就任 of their type. */
  readonly mayHoldOffice: boolean
  /** Of a planned withdrawal. */
  readonly withdrawnOn: Day | null
}

/**
 * Members as the rules see them, by id; erased and merged records are left out. Whoever writes by them has locked the members first
 * (`Operation.members`).
 */
export async function loadCandidates(
  read: Read,
  societyId: number,
  ids: readonly number[],
): Promise<readonly Candidate[]> {
  const rows = await read.$queryRaw<Omit<Candidate, 'roles'>[]>(Prisma.sql`
    SELECT m.id, m.number, m.lifecycle = 'active' AS member, t.code AS type, coalesce(t.may_hold_office, false) AS "mayHoldOffice",
      m.joined_on::text AS "joinedOn",
      (SELECT coalesce(json_agg(DISTINCT o.code), '[]') FROM type_assignment a
        JOIN member_type o ON o.society_id = a.society_id AND o.id = a.member_type_id
        WHERE a.society_id = m.society_id AND a.member_id = m.id) AS types,
      (SELECT coalesce(json_agg(json_build_object('id', h.id, 'position', p.code, 'group', p."group", 'startedOn', h.started_on,
          'endedOn', h.ended_on) ORDER BY h.id), '[]')
        FROM position_holding h JOIN position p ON p.society_id = h.society_id AND p.id = h.position_id
        WHERE h.society_id = m.society_id AND h.member_id = m.id) AS tenures,
      (SELECT min(c.runs_on)::text FROM planned_change c WHERE c.society_id = m.society_id AND c.member_id = m.id
        AND c.change = 'withdrawal' AND c.state = 'planned') AS "withdrawnOn"
    FROM member m LEFT JOIN member_type t ON t.society_id = m.society_id AND t.id = m.member_type_id
    WHERE m.society_id = ${societyId}::int AND m.id = ANY(${[...ids]}::int[]) AND m.erased_at IS NULL AND m.merged_into IS NULL
    ORDER BY m.id`)
  return rows.map((row) => ({ ...row, roles: [] }))
}

/** The refusal that a breach comes to. @param from the day asked for: a later one is named */
export function citing({ rule, on, number }: Breach, field: string, from: Day, named = false): DomainError {
  return {
    code: rule.effect === 'requires' ? 'rule-broken' : 'rule-excludes',
    field,
    article: rule.article,
    subject: rule.subjectLabel,
    object: rule.objectLabel,
    ...(named ? { number } : {}),
    ...(on > from ? { on } : {}),
  }
}

/**
 * The rule that keeps a member from a type, or from what the type would make of the offices that they hold. For whoever approves, takes back, or gives
 * another type; the member is locked.
 *
 * @param typeId null: none
 */
export async function typeBreach(
  read: Read & Pick<Reader, 'memberType'>,
  societyId: number,
  memberId: number,
  typeId: number | null,
  from: Day,
): Promise<DomainError | null> {
  // One after the other: a transaction has one connection.
  const [person] = await loadCandidates(read, societyId, [memberId])
  const rules = await loadRules(read, societyId)
  const type =
    typeId === null
      ? null
      : await read.memberType.findUnique({
          where: { societyId_id: { societyId, id: typeId } },
          select: { code: true, mayHoldOffice: true },
        })
  if (person === undefined) return null
  const breach = findBreach(person, { ...person, member: true, type: type?.code ?? null }, rules, from)
  if (breach !== null) return citing(breach, 'memberType', from)
  const holds = person.tenures.some(
    ({ startedOn, endedOn }) => endedOn === null || (endedOn > from && endedOn > startedOn),
  )
  const losesRight = person.mayHoldOffice && type?.mayHoldOffice !== true
  return holds && losesRight
    ? { code: 'type-holds-no-office', field: 'memberType', number: person.number }
    : null
}
