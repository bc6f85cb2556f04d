import type { Button, KnownBlock } from '@slack/types'
import type { MemberRow } from '../domain/members/row.ts'
import type { Choice } from '../domain/search/choices.ts'
import type { DescribedCondition } from '../domain/search/describe.ts'
import type { ResultPage } from '../domain/search/find.ts'
import { conditionWords } from './conditionWords.ts'
import { ACTION, block } from './ids.ts'
import {
  actions,
  button,
  cleanLine,
  context,
  cut,
  divider,
  header,
  type Message,
  message,
  section,
  select,
} from './kit.ts'
import { addressOf, joined, kanaOf, nameOf, statusOf } from './memberLine.ts'
import { ref, sectionNo, sortRef } from './refs.ts'
import type { Text } from './text.ts'

/** One page of a kept search. */
export interface ResultsGiven {
  readonly page: ResultPage
  readonly resultSetId: number
  readonly conditions: readonly DescribedCondition[]
  /** The orders to choose from. */
  readonly sorts: readonly Choice[]
  /** The caller may post the 簡易名簿. */
  readonly mayPost: boolean
  /** The caller may withdraw and rejoin members. */
  readonly mayWrite: boolean
}

/** Long remarks are read on the card. */
const REMARKS = 80

/** The results, for the caller's eyes only. */
export function resultsMessage(given: ResultsGiven, text: Text): Message {
  const { page } = given
  const { results } = text.screens
  const words = conditionWords(given.conditions, text)
  const blocks: KnownBlock[] = [
    header(results.heading(page.total)),
    context(words.length === 0 ? results.noCondition : words.join(text.locale === 'ja' ? '、' : '; ')),
  ]
  if (page.total === 0) return message(results.notification(0), [...blocks, ...nothingFound(given, text)])
  const rows = page.rows.flatMap((row) => [divider(), ...rowBlocks(row, given, text)])
  return message(results.notification(page.total), [
    ...blocks,
    ...rows,
    divider(),
    paging(given, text),
    tools(given, text),
    context(`${results.page(page.page, page.pages)}${text.screens.separator}${results.privacy}`),
  ])
}

function rowBlocks(row: MemberRow, { page, mayWrite }: ResultsGiven, text: Text): KnownBlock[] {
  const { screens, members } = text
  const kana = kanaOf(row)
  const place = joined([row.affiliation, row.title], ' ')
  const open = button({
    action: ACTION.showMember,
    label: screens.results.open,
    value: ref(page.societyId, row.id),
    spoken: screens.results.openSpoken(row.number),
  })
  const deeds = mayWrite ? deedsOf(row, page.societyId, text) : []
  const who = [
    { bold: row.number },
    `　${statusOf(row, text)}\n`,
    { bold: nameOf(row) },
    kana === '' ? '' : `（${kana}）`,
    place === '' ? '' : `\n${place}`,
  ]
  const line = joined(
    [
      row.email,
      addressOf(row),
      row.type === null ? null : text.pick(row.type),
      row.appliedAt === null ? null : `${members.applied} ${row.appliedAt}`,
      members.participations(row.participations),
      row.remarks === null
        ? null
        : `${members.remarks}${screens.colon}${cut(cleanLine(row.remarks), REMARKS)}`,
    ],
    screens.separator,
  )
  // Where there is more to do than look, the buttons have a line of their own: a paragraph has room for one.
  if (deeds.length > 0) return [section(who), context(line), actions(block('row', row.id), [open, ...deeds])]
  return [section(who, { id: block('row', row.id), accessory: open }), context(line)]
}

/** 退会 or 再入会, and the 備考. */
function deedsOf(row: MemberRow, societyId: number, text: Text): Button[] {
  const { id, number } = row
  const deed = deedOf(row, societyId, text)
  const { open, openSpoken } = text.editing.remarks
  const remarks = button({
    action: ACTION.openSection,
    label: open,
    value: ref(societyId, id, sectionNo('remarks'), 1),
    spoken: openSpoken(number),
  })
  return deed === null ? [remarks] : [deed, remarks]
}

/** 退会 or 再入会, whichever the member's status leaves. */
function deedOf(
  { id, number, lifecycle }: MemberRow,
  societyId: number,
  { withdrawal }: Text,
): Button | null {
  const value = ref(societyId, id)
  if (lifecycle === 'active')
    return button({
      action: ACTION.openWithdrawal,
      label: withdrawal.open,
      value,
      spoken: withdrawal.openSpoken(number),
    })
  if (lifecycle !== 'withdrawn') return null
  const { open, openSpoken } = withdrawal.rejoin
  return button({ action: ACTION.openRejoin, label: open, value, spoken: openSpoken(number) })
}

function paging({ page, resultSetId, sorts }: ResultsGiven, text: Text): KnownBlock {
  const { results } = text.screens
  const turn = (action: string, label: string, to: number) =>
    button({ action, label, value: ref(page.societyId, resultSetId, to) })
  const { sort } = page.conditions
  const chosen = sort === null ? 'number-asc' : `${sort.field}-${sort.direction}`
  return actions(block('paging'), [
    ...(page.page > 1 ? [turn(ACTION.previousPage, results.previous, page.page - 1)] : []),
    ...(page.page < page.pages ? [turn(ACTION.nextPage, results.next, page.page + 1)] : []),
    select({
      action: ACTION.sortResults,
      items: sorts.map((choice) => ({
        value: sortRef(page.societyId, resultSetId, choice.code),
        label: text.pick(choice),
      })),
      chosen: [sortRef(page.societyId, resultSetId, chosen)],
      placeholder: results.sort,
    }),
  ])
}

function tools({ page, resultSetId, mayPost, mayWrite }: ResultsGiven, text: Text): KnownBlock {
  const { results } = text.screens
  return actions(block('tools'), [
    editButton(page.societyId, resultSetId, text),
    ...(mayPost
      ? [
          button({
            action: ACTION.postRoll,
            label: results.post,
            value: ref(page.societyId, resultSetId, page.page),
            confirm: results.postConfirm,
          }),
        ]
      : []),
    ...(mayWrite
      ? [
          button({
            action: ACTION.openBatch,
            label: text.withdrawal.batch.open,
            value: ref(page.societyId, resultSetId),
          }),
        ]
      : []),
  ])
}

function editButton(societyId: number, resultSetId: number, { screens }: Text) {
  return button({
    action: ACTION.editSearch,
    label: screens.results.edit,
    value: ref(societyId, resultSetId),
  })
}

function nothingFound({ page, resultSetId, conditions }: ResultsGiven, text: Text): KnownBlock[] {
  const { results } = text.screens
  const narrowed = !conditions.some(({ op }) => op === 'any')
  return [
    section(`${results.none}\n${results.noneHint}`),
    actions(block('tools'), [
      ...(narrowed
        ? [
            button({
              action: ACTION.widenSearch,
              label: results.widen,
              value: ref(page.societyId, resultSetId),
              style: 'primary' as const,
            }),
          ]
        : []),
      editButton(page.societyId, resultSetId, text),
    ]),
  ]
}

/** 簡易名簿: number, name and affiliation of one page, for a whole channel; nothing more of anybody. */
export function rollMessage(page: ResultPage, postedBy: string, text: Text): Message {
  const { results } = text.screens
  const heading = results.rollHeading(page.page, page.pages, page.total)
  return message(heading, [
    header(heading),
    ...page.rows.map((row) =>
      section([
        { bold: row.number },
        `　${nameOf(row)}`,
        row.affiliation === null ? '' : `　${row.affiliation}`,
      ]),
    ),
    context([{ user: postedBy }, ` ${results.rollBy}`]),
  ])
}
