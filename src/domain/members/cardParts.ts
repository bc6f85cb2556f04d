import { type Day, dateColumn, dayOf } from '../core/calendar.ts'
import type { Reader } from '../core/roll.ts'
import type { MemberCard } from './cardData.ts'

/** Lines of a list that fit on a card. */
const SHOWN = 10

/** The columns of a member's name. */
export const MEMBER_NAME = {
  familyName: true,
  givenName: true,
  familyKana: true,
  givenKana: true,
  organisationName: true,
  organisationKana: true,
} as const

type Key = { readonly societyId: number; readonly memberId: number }

/** Offices held, present ones first. One that ended on the day it began was a mistake. */
export async function loadPositions(reader: Reader, key: Key, today: Day): Promise<MemberCard['positions']> {
  const holdings = await reader.positionHolding.findMany({
    where: key,
    orderBy: [{ startedOn: 'desc' }, { position: { sortOrder: 'asc' } }, { id: 'asc' }],
    select: { startedOn: true, endedOn: true, position: { select: { name: true, nameEn: true } } },
  })
  const lines = holdings.flatMap(({ position, startedOn, endedOn }) => {
    const [from, to] = [dayOf(startedOn), endedOn && dayOf(endedOn)]
    if (from === to) return []
    const current = from <= today && (to === null || to > today)
    return [{ position: { ja: position.name, en: position.nameEn }, startedOn: from, endedOn: to, current }]
  })
  return [...lines.filter(({ current }) => current), ...lines.filter(({ current }) => !current)]
}

/** Answers to the society's own questions, in the order of these. */
export async function loadAnswers(reader: Reader, key: Key): Promise<MemberCard['answers']> {
  const answers = await reader.answer.findMany({
    where: { ...key, value: { not: '' } },
    orderBy: [{ question: { sortOrder: 'asc' } }, { questionId: 'asc' }],
    select: { value: true, question: { select: { label: true, labelEn: true } } },
  })
  return answers.map(({ question, value }) => ({
    question: { ja: question.label, en: question.labelEn },
    value,
  }))
}

/** Events attended, newest first. */
export async function loadParticipations(
  reader: Reader,
  key: Key,
): Promise<Pick<MemberCard, 'participations' | 'moreParticipations'>> {
  const found = await reader.participation.findMany({
    where: key,
    orderBy: [{ event: { heldOn: 'desc' } }, { eventId: 'desc' }],
    select: { event: { select: { name: true, heldOn: true } } },
  })
  const lines = found.map(({ event }) => ({ event: event.name, heldOn: dayOf(event.heldOn) }))
  return { participations: lines.slice(0, SHOWN), moreParticipations: Math.max(0, lines.length - SHOWN) }
}

const PARTS = ['representative', 'contact', 'billing', 'mailing'] as const

/** An organisation's contacts of today, the representative first. */
export async function loadContacts(reader: Reader, key: Key, today: Day): Promise<MemberCard['contacts']> {
  const contacts = await reader.contact.findMany({
    where: { ...key, ...holdsOn(today) },
    orderBy: [{ startedOn: 'desc' }, { id: 'desc' }],
    select: { part: true, name: true, email: true, phone: true },
  })
  return PARTS.flatMap((part) =>
    contacts.filter((contact) => contact.part === part).map((contact) => ({ ...contact, part })),
  )
}

/** 所属メンバー of an institution today, by number. */
export async function loadAffiliates(
  reader: Reader,
  { societyId, memberId }: Key,
  today: Day,
): Promise<Pick<MemberCard, 'affiliates' | 'moreAffiliates'>> {
  const where = { societyId, institutionId: memberId, ...holdsOn(today), member: { erasedAt: null } }
  const [found, count] = await Promise.all([
    reader.affiliation.findMany({
      where,
      orderBy: { member: { numberFolded: 'asc' } },
      take: SHOWN,
      select: { member: { select: { id: true, number: true, ...MEMBER_NAME } } },
    }),
    reader.affiliation.count({ where }),
  ])
  return {
    affiliates: found.map(({ member: { id, number, ...name } }) => ({ id, number, name })),
    moreAffiliates: count - found.length,
  }
}

/** The institutions that a person stands under today. */
export async function loadInstitutions(
  reader: Reader,
  key: Key,
  today: Day,
): Promise<MemberCard['institutions']> {
  const found = await reader.affiliation.findMany({
    where: { ...key, ...holdsOn(today) },
    orderBy: { institution: { numberFolded: 'asc' } },
    select: { institution: { select: { id: true, number: true, organisationName: true } } },
  })
  return found.map(({ institution: { id, number, organisationName } }) => ({
    id,
    number,
    name: organisationName,
  }))
}

/** What is planned and has not run. */
export async function loadPlannedChanges(reader: Reader, key: Key): Promise<MemberCard['plannedChanges']> {
  const plans = await reader.plannedChange.findMany({
    where: { ...key, state: 'planned' },
    orderBy: [{ runsOn: 'asc' }, { id: 'asc' }],
    select: { change: true, runsOn: true },
  })
  return plans.map(({ change, runsOn }) => ({
    change: change as MemberCard['plannedChanges'][number]['change'],
    runsOn: dayOf(runsOn),
  }))
}

/** Dated rows are half-open: the day that ends one may begin the next. */
function holdsOn(today: Day) {
  const day = dateColumn(today)
  return { startedOn: { lte: day }, OR: [{ endedOn: null }, { endedOn: { gt: day } }] }
}
