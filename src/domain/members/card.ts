import type { Prisma } from '../../../prisma/generated/client.ts'
import { dayOf, tokyoDay } from '../core/calendar.ts'
import { type Context, change, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import type { MemberCard } from './cardData.ts'
import { loadDues } from './cardDues.ts'
import {
  loadAffiliates,
  loadAnswers,
  loadContacts,
  loadInstitutions,
  loadParticipations,
  loadPlannedChanges,
  loadPositions,
  MEMBER_NAME,
} from './cardParts.ts'
import { loadHistory } from './history.ts'
import { locateMember, type MemberRef, nearestNumbers } from './locate.ts'
import { loadOtherRegistrations, REGISTRATION, registrationOf } from './registration.ts'
import type { AccountStatus, Lifecycle, MemberKindCode } from './row.ts'
import { loadStanding } from './standing.ts'

/**
 * Reads a member's card as the caller may see it: without dues.read nothing of dues, without history.read no history. A number is matched without
 * case and width; a merged record leads to its survivor.
 *
 * Errors: forbidden; unknown-member, with the numbers nearest to the one typed.
 */
export async function openCard(context: Context, ref: MemberRef): Promise<Result<MemberCard, DomainError>> {
  const { actor } = context
  if (!may(actor, 'member.read')) return err({ code: 'forbidden', permission: 'member.read' })
  const reader = readerOf(context)
  const id = await locateMember(reader, actor.societyId, ref)
  const card = id === null ? null : await loadCard(context, id)
  if (card !== null) return ok(card)
  if ('id' in ref) return err({ code: 'unknown-member', number: String(ref.id), nearest: [] })
  const nearest = await nearestNumbers(reader, actor.societyId, ref.number)
  return err({ code: 'unknown-member', number: ref.number, nearest })
}

/** Opens a card and writes down that it was looked at. Use it wherever a person reads the card. */
export async function viewCard(context: Context, ref: MemberRef): Promise<Result<MemberCard, DomainError>> {
  const opened = await openCard(context, ref)
  if (!opened.ok) return opened
  const { id } = opened.value
  return change(context, 'member.read', undefined, async () =>
    ok({
      value: opened.value,
      audit: [{ action: 'member.viewed', memberId: id, subject: { kind: 'member', id } }],
    }),
  )
}

const PROFILE = {
  id: true,
  version: true,
  isTest: true,
  kind: true,
  email: true,
  phone: true,
  postalCode: true,
  prefecture: true,
  address: true,
  postReturned: true,
  affiliation: true,
  title: true,
  qualifications: true,
  departmentCategory: true,
  department: true,
  physicianLicence: true,
  deceasedOn: true,
  remarks: true,
  accountId: true,
  account: { select: { loginId: true, status: true } },
} as const

async function loadCard(context: Context, id: number): Promise<MemberCard | null> {
  const { societyId } = context.actor
  const today = tokyoDay(context.now())
  const seesDues = may(context.actor, 'dues.read')
  const reader = readerOf(context)
  const member = await reader.member.findUnique({
    where: { societyId_id: { societyId, id } },
    select: { ...PROFILE, ...MEMBER_NAME, ...REGISTRATION },
  })
  if (member === null) return null
  const key = { societyId, memberId: id }
  const organisation = member.kind !== 'individual'
  const [
    otherRegistrations,
    dues,
    positions,
    answers,
    participations,
    contacts,
    affiliates,
    institutions,
    plannedChanges,
    history,
    standing,
  ] = await Promise.all([
    loadOtherRegistrations(reader, societyId, member.accountId, today, seesDues),
    seesDues ? loadDues(reader, societyId, id, today) : null,
    loadPositions(reader, key, today),
    loadAnswers(reader, key),
    loadParticipations(reader, key),
    organisation ? loadContacts(reader, key, today) : [],
    organisation ? loadAffiliates(reader, key, today) : { affiliates: [], moreAffiliates: 0 },
    organisation ? [] : loadInstitutions(reader, key, today),
    loadPlannedChanges(reader, key),
    loadHistory(context, id),
    loadStanding(reader, context.actor, {
      id,
      lifecycle: member.lifecycle as Lifecycle,
      withdrawalReason: member.withdrawalReason,
    }),
  ])
  return {
    ...profileOf(member),
    registration: registrationOf(member, today, seesDues),
    otherRegistrations,
    dues,
    positions,
    answers,
    ...participations,
    contacts,
    ...affiliates,
    institutions,
    plannedChanges,
    history,
    ...standing,
  }
}

type Profile = Prisma.MemberGetPayload<{ select: typeof PROFILE & typeof MEMBER_NAME & typeof REGISTRATION }>

function profileOf(member: Profile) {
  const { id, version, number, isTest, memberKind, account, deceasedOn } = member
  const { familyName, givenName, familyKana, givenKana, organisationName, organisationKana } = member
  const { email, phone, postalCode, prefecture, address, postReturned, affiliation, title } = member
  const { qualifications, departmentCategory, department, physicianLicence, remarks } = member
  return {
    id,
    version,
    number,
    isTest,
    kind: member.kind as MemberKindCode,
    kindLabel: { ja: memberKind.label, en: memberKind.labelEn },
    name: { familyName, givenName, familyKana, givenKana, organisationName, organisationKana },
    loginId: account?.loginId ?? null,
    accountStatus: (account?.status ?? null) as AccountStatus | null,
    email,
    phone,
    postalCode,
    prefecture,
    address,
    postReturned,
    affiliation,
    title,
    qualifications,
    departmentCategory,
    department,
    physicianLicence,
    deceasedOn: deceasedOn && dayOf(deceasedOn),
    remarks,
  }
}
