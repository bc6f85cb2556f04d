import type { KnownBlock, ModalView } from '@slack/types'
import type { MemberCard, Registration } from '../domain/members/cardData.ts'
import { actionBlocks } from './cardActions.ts'
import { duesBlocks } from './cardDues.ts'
import { ACTION, block, CALLBACK, MOST_NUMBERED, numbered } from './ids.ts'
import { actions, button, context, divider, type Field, fields, header, modal, section } from './kit.ts'
import { addressOf, joined, kanaOf, listLine, nameOf, statusOf } from './memberLine.ts'
import { ref, refWithReply } from './refs.ts'
import { personOf, societyName, type Text } from './text.ts'

/** The longest that one value may be on a card, so that the card stays within Slack's size. */
const VALUE = 500
/** Lists on a card; what is more is counted. */
const MOST_LINES = 20
const MOST_ANSWERS = 30

/**
 * A member's card: finished data in, the whole modal out. Parts that the reader may not see are not in the data.
 *
 * @param reply the kept response_url that what is done from here is told by
 */
export function cardModal(card: MemberCard, text: Text, reply?: number): ModalView {
  const { screens } = text
  return modal({
    callback: CALLBACK.card,
    title: screens.card.title,
    close: screens.close,
    metadata: refWithReply([card.registration.society.id, card.id], reply),
    blocks: [
      ...headBlocks(card, text, reply),
      ...actionBlocks(card, text, reply),
      ...profileBlocks(card, text),
      ...registrationBlocks(card, text),
      ...duesBlocks(card.dues, text),
      ...listBlocks(card, text),
      ...answerBlocks(card, text),
      ...historyBlocks(card, text),
    ],
  })
}

function headBlocks(card: MemberCard, text: Text, reply: number | undefined): KnownBlock[] {
  const name = nameOf(card.name)
  const kana = kanaOf(card.name)
  const { lifecycle, withdrawnOn } = card.registration
  const reload = button({
    action: ACTION.reloadCard,
    label: text.screens.card.reload,
    value: refWithReply([card.registration.society.id, card.id], reply),
  })
  return [
    header(name === '' ? text.screens.card.noName : name),
    section(
      [
        ...(kana === '' ? [] : [`${kana}\n`]),
        { bold: card.number },
        `　${statusOf({ lifecycle, withdrawnOn, isTest: card.isTest }, text)}`,
      ],
      { id: block('head'), accessory: reload },
    ),
  ]
}

function profileBlocks(card: MemberCard, text: Text): KnownBlock[] {
  const { members } = text
  const pairs: Field[] = [
    [members.affiliation, card.affiliation],
    [members.title, card.title],
    [members.email, card.email],
    [members.phone, card.phone],
    [members.postalAddress, `${addressOf(card)}${card.postReturned ? members.postReturned : ''}`],
    [members.qualifications, card.qualifications],
    [members.departmentCategory, card.departmentCategory],
    [members.department, card.department],
    [members.physicianLicence, yesNo(card.physicianLicence, text)],
    [members.deceasedOn, card.deceasedOn],
    [members.loginId, card.loginId],
    [
      members.accountStatus,
      card.accountStatus === null ? members.noAccount : members.account[card.accountStatus],
    ],
    [members.remarks, card.remarks],
  ]
  return [divider(), header(text.screens.card.profile), ...fields(pairs, VALUE)]
}

function yesNo(value: boolean | null, { members }: Text): string | null {
  return value === null ? null : value ? members.yes : members.no
}

function registrationFields(given: Registration, text: Text): Field[] {
  const { members } = text
  return [
    [members.lifecycle, members.status(given.lifecycle, given.withdrawnOn)],
    [
      members.approvalLabel,
      `${members.approval[given.lifecycle]}${given.askedBack ? members.askedBack : ''}`,
    ],
    [members.feePlan, members.plan[given.feePlan]],
    [members.type, given.type === null ? members.noType : text.pick(given.type)],
    [members.boardAccess, members.board[given.boardAccess]],
    [members.termEnd, given.termEnd ?? members.noTermEnd],
    [members.notices, given.notices ? members.noticesWanted : members.noticesUnwanted],
    [members.joinedOn, given.joinedOn],
    [members.withdrawnOn, given.withdrawnOn],
    [
      members.withdrawalReason,
      given.withdrawalReason === null ? null : members.reason(given.withdrawalReason),
    ],
    [members.years, given.joinedOn === null ? null : members.yearCount(given.years)],
    [members.applied, given.appliedAt],
    [members.created, given.createdAt],
    [members.updated, given.updatedAt],
  ]
}

function registrationBlocks(card: MemberCard, text: Text): KnownBlock[] {
  const { screens, members } = text
  const own = card.registration
  const others = card.otherRegistrations.flatMap((other) => [
    section([
      { bold: `${other.society.id}　${societyName(other.society, text)}` },
      `　${members.number} ${other.number}`,
    ]),
    ...fields(registrationFields(other, text).slice(0, 8), VALUE),
  ])
  return [
    divider(),
    header(screens.card.registration),
    context(
      `ID ${own.society.id}　${societyName(own.society, text)}　${members.kind}${screens.colon}${text.pick(card.kindLabel)}`,
    ),
    ...fields(registrationFields(own, text), VALUE),
    ...(others.length === 0 ? [] : [divider(), header(screens.card.otherRegistration), ...others]),
  ]
}

/** A heading and its lines in one section, and how many more there are; nothing without lines. */
function list(title: string, lines: readonly string[], more: number, text: Text): KnownBlock[] {
  if (lines.length === 0) return []
  const hidden = Math.max(0, lines.length - MOST_LINES) + more
  const shown = lines.slice(0, MOST_LINES).map(listLine)
  return [
    divider(),
    section([{ bold: title }, `\n${shown.join('\n')}`]),
    ...(hidden > 0 ? [context(text.members.more(hidden))] : []),
  ]
}

function listBlocks(card: MemberCard, text: Text): KnownBlock[] {
  const { members, screens } = text
  const { card: words } = screens
  const affiliates = card.affiliates.map(({ number, name }) => `${number}　${nameOf(name)}`)
  return [
    ...list(
      words.planned,
      card.plannedChanges.map(({ change, runsOn }) => `${runsOn}　${members.planned[change]}`),
      0,
      text,
    ),
    ...list(
      words.positions,
      card.positions.map(
        ({ position, startedOn, endedOn }) => `${text.pick(position)}　${members.period(startedOn, endedOn)}`,
      ),
      0,
      text,
    ),
    ...list(
      words.contacts,
      card.contacts.map(
        ({ part, name, email, phone }) => `${members.contact[part]}　${joined([name, email, phone], '　')}`,
      ),
      0,
      text,
    ),
    ...list(words.affiliates, affiliates, card.moreAffiliates, text),
    ...affiliateButtons(card, text),
    ...list(
      words.institutions,
      card.institutions.map(({ number, name }) => `${number}　${name ?? ''}`),
      0,
      text,
    ),
    ...list(
      words.events,
      card.participations.map(({ event, heldOn }) => `${heldOn}　${event}`),
      card.moreParticipations,
      text,
    ),
  ]
}

/** Straight to the first affiliated members' own cards. */
function affiliateButtons(card: MemberCard, { screens }: Text): KnownBlock[] {
  const near = [...card.affiliates, ...card.institutions].slice(0, MOST_NUMBERED.related)
  if (near.length === 0) return []
  return [
    actions(
      block('related'),
      near.map(({ id, number }, index) =>
        button({
          action: numbered(ACTION.showMember, index),
          label: number,
          value: ref(card.registration.society.id, id),
          spoken: screens.results.openSpoken(number),
        }),
      ),
    ),
  ]
}

function answerBlocks(card: MemberCard, text: Text): KnownBlock[] {
  if (card.answers.length === 0) return []
  const shown = card.answers
    .slice(0, MOST_ANSWERS)
    .map(({ question, value }): Field => [text.pick(question), value])
  const more = card.answers.length - shown.length
  return [
    divider(),
    header(text.screens.card.answers),
    ...fields(shown, VALUE),
    ...(more > 0 ? [context(text.members.more(more))] : []),
  ]
}

function historyBlocks(card: MemberCard, text: Text): KnownBlock[] {
  if (card.history.length === 0) return []
  const lines = card.history.map(({ at, actor, action }) => [
    `${at}　`,
    personOf(actor, text),
    ` ${text.members.action(action)}`,
  ])
  return [divider(), header(text.screens.card.history), ...lines.slice(0, 10).map((parts) => context(parts))]
}
