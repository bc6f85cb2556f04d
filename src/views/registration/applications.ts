import type { KnownBlock, ModalView } from '@slack/types'
import type {
  Application,
  ApplicationPage,
  ApplicationPreview,
} from '../../domain/registration/applications.ts'
import { fieldInput } from '../editing/fieldInput.ts'
import { fieldAction } from '../fieldIds.ts'
import { ACTION, block, CALLBACK } from '../ids.ts'
import {
  actions,
  alert,
  button,
  context,
  divider,
  type Field,
  fields,
  header,
  input,
  type Message,
  message,
  modal,
  type Part,
  section,
  select,
  textInput,
} from '../kit.ts'
import { kanaOf, listLine, nameOf } from '../memberLine.ts'
import { ref, refWithReply } from '../refs.ts'
import type { Text } from '../text.ts'
import { dateInput } from '../withdrawal/dialog.ts'
import { box } from './form.ts'

/** 入会承認待ち, one page. */
export function applicationsMessage(given: ApplicationPage, text: Text): Message {
  const { applications } = text.registration
  const { societyId, total, page, pages, rows } = given
  if (total === 0) return message(applications.none, [section(applications.none)])
  const heading = applications.heading(total)
  const turn = (action: string, label: string, to: number) =>
    button({ action, label, value: ref(societyId, to) })
  const turns = [
    ...(page > 1 ? [turn(ACTION.previousApplications, applications.previous, page - 1)] : []),
    ...(page < pages ? [turn(ACTION.nextApplications, applications.next, page + 1)] : []),
  ]
  return message(heading, [
    header(heading),
    ...rows.map((row) => rowBlock(row, societyId, text)),
    ...(turns.length === 0 ? [] : [actions(block('paging'), turns)]),
    context(`${applications.page(page, pages)}${text.screens.separator}${text.screens.results.privacy}`),
  ])
}

function rowBlock(row: Application, societyId: number, text: Text): KnownBlock {
  const { applications, kinds } = text.registration
  const { id, number, name, kind, affiliation, appliedAt, askedBackAt } = row
  const who = listLine(affiliation === null ? nameOf(name) : `${nameOf(name)}　${affiliation}`)
  return section(
    [
      { bold: number },
      `　${kinds[kind]}　${who}\n${applications.applied(appliedAt)}`,
      ...(askedBackAt === null ? [] : [`　${applications.askedBack(askedBackAt)}`]),
    ],
    {
      id: block('application', id),
      accessory: button({
        action: ACTION.showMember,
        label: applications.check,
        value: ref(societyId, id),
        spoken: applications.checkSpoken(number),
      }),
    },
  )
}

export interface ApplicationGiven {
  readonly preview: ApplicationPreview
  readonly reply?: number | undefined
  readonly notice?: readonly Part[]
}

function whoFields({ member }: ApplicationPreview, { members }: Text): Field[] {
  const kana = kanaOf(member)
  return [
    [members.number, member.number],
    [members.name, `${nameOf(member)}${kana === '' ? '' : `（${kana}）`}`],
    [members.affiliation, member.affiliation],
  ]
}

function dialog(
  { preview, reply, notice }: ApplicationGiven,
  words: { readonly title: string; readonly question: string; readonly submit: string },
  callback: string,
  text: Text,
  blocks: readonly KnownBlock[],
): ModalView {
  const { societyId, member } = preview
  return modal({
    callback,
    title: words.title,
    submit: words.submit,
    close: text.screens.close,
    metadata: refWithReply([societyId, member.id, member.version], reply),
    blocks: [
      ...(notice === undefined ? [] : [alert(notice, 'warning')]),
      section({ bold: words.question }),
      ...fields(whoFields(preview, text)),
      divider(),
      ...blocks,
    ],
  })
}

/** 入会の承認: what the new term begins with. */
export function approvalModal(given: ApplicationGiven, text: Text): ModalView {
  const { registration, editing, members } = text
  const { approval } = registration
  const { member, types, email, today } = given.preview
  const count = member.openInvoices.length
  const board = {
    key: 'boardAccess',
    control: { kind: 'choice', choices: ['poster', 'reader'].map((value) => ({ value, label: null })) },
    required: true,
    label: null,
    value: member.boardAccess,
  } as const
  return dialog(given, approval, CALLBACK.applicationApproval, text, [
    ...(count === 0 ? [] : [alert(approval.owing(count), 'info')]),
    types.length === 0
      ? context(approval.noTypes)
      : input({
          id: 'memberType',
          label: approval.memberType,
          hint: approval.memberTypeHint,
          element: select({
            action: fieldAction('newType'),
            items: types.map(({ id, label, feePlan }) => ({
              value: String(id),
              label: text.pick(label),
              description: members.plan[feePlan],
            })),
            chosen: member.memberTypeId === null ? [] : [String(member.memberTypeId)],
            placeholder: editing.choose,
          }),
        }),
    dateInput('joinedOn', approval.joinedOn, today),
    fieldInput(board, text),
    context(approval.mail(email !== null && email !== '')),
  ])
}

/** Longest reason or question. */
const NOTE = 1000

/** 却下 and 差戻し: what is said, and whether it is mailed. */
export function answerModal(given: ApplicationGiven, what: 'rejection' | 'asking', text: Text): ModalView {
  const { registration } = text
  const words = registration[what]
  const callback = what === 'rejection' ? CALLBACK.applicationRejection : CALLBACK.applicationAsking
  const { email } = given.preview
  return dialog(given, words, callback, text, [
    input({
      id: 'note',
      label: words.note,
      hint: words.noteHint,
      element: textInput({ action: fieldAction('note'), multiline: true, max: NOTE }),
      required: true,
    }),
    ...(email === null || email === '' ? [] : [box('mail', registration.mail, words.mailBox)]),
  ])
}
