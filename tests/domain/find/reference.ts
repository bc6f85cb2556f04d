import type { Conditions, Filter, Sort } from '../../../src/domain/search/conditions.ts'
import { foldPhone, foldText } from '../../../src/domain/search/fold.ts'
import type { TestDatabase } from '../../support/database.ts'

/** Everything that a search may ask of a member, straight from the tables. */
export async function loadMembers({ prisma }: TestDatabase, societyId: number) {
  return prisma.member.findMany({
    where: { societyId },
    include: { account: true, memberType: true, invoices: true, exemptions: true, positions: true },
  })
}

export type Everything = Awaited<ReturnType<typeof loadMembers>>[number]

const day = (date: Date) => date.toISOString().slice(0, 10)
const japan = (instant: Date) => day(new Date(instant.getTime() + 9 * 3_600_000))

/** The obvious filter, slow and plain: what the search must agree with. */
export function reference(members: readonly Everything[], conditions: Conditions, today: string): string[] {
  return members
    .filter(({ erasedAt, mergedInto }) => erasedAt === null && mergedInto === null)
    .filter((member) => conditions.filters.every((filter) => passes(member, filter, today)))
    .sort((a, b) => compare(a, b, conditions.sort, today))
    .map(({ number }) => number)
}

function passes(member: Everything, filter: Filter, today: string): boolean {
  return matches(member, filter, today) !== filter.excluded
}

function matches(member: Everything, filter: Filter, today: string): boolean {
  if (filter.kind === 'date') {
    if (member.appliedAt === null) return false
    const applied = japan(member.appliedAt)
    return (filter.from === null || applied >= filter.from) && (filter.to === null || applied <= filter.to)
  }
  if (filter.kind === 'choice') {
    const codes = codesOf(member, filter.field, today)
    return filter.values.some((value) => codes.includes(value))
  }
  const fold = filter.field === 'phone' ? foldPhone : foldText
  const texts = textsOf(member, filter.field).map((text) => fold(text))
  return filter.values.some((value) => texts.some((text) => text.includes(fold(value))))
}

/** Texts that a field looks into. */
export function textsOf(member: Everything, field: string): string[] {
  const { familyName, givenName, familyKana, givenKana, organisationName, organisationKana } = member
  const both = (a: string | null, b: string | null) => [
    `${a ?? ''}${b ?? ''}`,
    a === null || a === '' ? '' : `${b ?? ''}${a}`,
  ]
  const person = `${familyKana ?? ''}${givenKana ?? ''}`
  const name = both(familyName, givenName)
  const kana = person === '' ? [organisationKana ?? ''] : [person, `${givenKana ?? ''}${familyKana ?? ''}`]
  const words = [
    ...name,
    ...kana,
    member.number,
    organisationName ?? '',
    member.affiliation ?? '',
    member.email ?? '',
  ]
  const fields: Record<string, string[]> = {
    words,
    name,
    kana,
    number: [member.number],
    loginId: [member.account?.loginId ?? ''],
    family: [familyName ?? ''],
    given: [givenName ?? ''],
    familyKana: [familyKana ?? ''],
    givenKana: [givenKana ?? ''],
    organisation: [organisationName ?? ''],
    email: [member.email ?? ''],
    phone: [member.phone ?? ''],
    affiliation: [member.affiliation ?? ''],
    title: [member.title ?? ''],
    qualifications: [member.qualifications ?? ''],
    department: [member.department ?? ''],
    remarks: [member.remarks ?? ''],
  }
  return fields[field] ?? []
}

const yes = (value: boolean) => [value ? 'yes' : 'no']

function codesOf(member: Everything, field: string, today: string): string[] {
  const codes: Record<string, () => string[]> = {
    hasEmail: () => yes(Boolean(member.email)),
    prefecture: () => [member.prefecture ?? ''],
    departmentCategory: () => [member.departmentCategory ?? ''],
    physician: () => yes(member.physicianLicence === true),
    kind: () => [member.kind],
    memberType: () => [String(member.memberTypeId ?? 'none')],
    approval: () => [{ applicant: 'pending', rejected: 'rejected' }[member.lifecycle] ?? 'approved'],
    account: () => [member.account?.status ?? 'none'],
    status: () => (member.lifecycle === 'active' ? ['active'] : ['inactive', member.lifecycle]),
    boardAccess: () => [member.boardAccess],
    notices: () => yes(member.notices),
    feePlan: () => [member.feePlan],
    dues: () => duesOf(member, today),
    position: () =>
      yes(
        member.positions.some(
          ({ startedOn, endedOn }) => day(startedOn) <= today && (endedOn === null || day(endedOn) > today),
        ),
      ),
    test: () => yes(member.isTest),
  }
  return codes[field]?.() ?? []
}

function duesOf({ invoices, exemptions }: Everything, today: string): string[] {
  const counting = invoices.filter(({ superseded }) => !superseded)
  const states = counting.flatMap(({ state, amountYen, paidYen, dueOn }) => {
    if (state !== 'open') return [state]
    if (paidYen === amountYen) return ['paid']
    return [paidYen === 0 ? 'open' : 'partial', ...(day(dueOn) < today ? ['arrears'] : [])]
  })
  if (exemptions.length > 0) states.push('exempt')
  return states.length === 0 ? ['none'] : states
}

const SEVERITY = ['arrears', 'open', 'partial', 'none', 'cancelled', 'paid_manually', 'paid', 'exempt']

type Key = string | number | null

const KEYS: Readonly<Record<Sort['field'], (member: Everything, today: string) => Key>> = {
  number: () => null,
  kana: (member) => foldText(textsOf(member, 'kana')[0] ?? '') || null,
  applied: ({ appliedAt }) => appliedAt?.getTime() ?? null,
  updated: ({ updatedAt }) => updatedAt.getTime(),
  type: ({ memberType }) => memberType?.sortOrder ?? null,
  affiliation: ({ affiliation }) => affiliation || null,
  termEnd: ({ termEnd }) => termEnd?.getTime() ?? null,
  dues: (member, today) => Math.min(...duesOf(member, today).map((state) => SEVERITY.indexOf(state))),
}

function compare(a: Everything, b: Everything, sort: Sort | null, today: string): number {
  const sign = sort?.direction === 'desc' ? -1 : 1
  if (sort === null || sort.field === 'number') return sign * byNumber(a, b)
  const [left, right] = [KEYS[sort.field](a, today), KEYS[sort.field](b, today)]
  if (left === right) return byNumber(a, b)
  if (left === null || right === null) return left === null ? 1 : -1
  return left < right ? -sign : sign
}

function byNumber(a: Everything, b: Everything): number {
  if (a.number.length !== b.number.length) return a.number.length - b.number.length
  return a.number.toLowerCase() < b.number.toLowerCase() ? -1 : 1
}
