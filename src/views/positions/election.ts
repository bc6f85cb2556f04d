import type { ModalView } from '@slack/types'
import type { ElectionPreview, ElectionResult } from '../../domain/positions/election.ts'
import { electionField, fieldAction } from '../fieldIds.ts'
import { ACTION, block, CALLBACK } from '../ids.ts'
import {
  actions,
  alert,
  button,
  context,
  cut,
  input,
  type Message,
  message,
  modal,
  type Part,
  section,
  textInput,
} from '../kit.ts'
import { listLine } from '../memberLine.ts'
import { ref, refWithReply } from '../refs.ts'
import type { Text } from '../text.ts'
import { dateInput } from '../withdrawal/dialog.ts'

export interface ElectionGiven {
  readonly preview: ElectionPreview
  readonly reply?: number | undefined
  readonly notice?: readonly Part[]
}

/** Offices that fit into one form. */
const FORM = 90
/** Holders of one office that a field has room for; an office with more is not in the form, since what was cut would end. */
const HOLDERS = 100
/** Moves that a message names. */
const SHOWN = 20

/** 改選: every office with who holds it, to be filled in as it is to be afterwards. */
export function electionModal({ preview, reply, notice }: ElectionGiven, text: Text): ModalView {
  const { election, noOffices } = text.positions
  const { societyId, offices, print, today } = preview
  const shown = offices.filter(({ numbers }) => numbers.length <= HOLDERS).slice(0, FORM)
  const hidden = offices.length - shown.length
  return modal({
    callback: CALLBACK.election,
    title: election.title,
    submit: election.submit,
    close: text.screens.close,
    metadata: refWithReply([societyId, print], reply),
    blocks: [
      ...(notice === undefined ? [] : [alert(notice, 'warning')]),
      section(offices.length === 0 ? noOffices : election.intro),
      input({
        id: 'name',
        label: election.name,
        element: textInput({
          action: fieldAction('electionName'),
          placeholder: election.namePlaceholder,
          max: 100,
        }),
        required: true,
      }),
      dateInput('effectiveOn', election.effectiveOn, today),
      ...shown.map(({ id, label, seats, numbers }) =>
        input({
          id: electionField(id),
          label: election.office(cut(text.pick(label), 60), seats),
          element: textInput({ action: fieldAction('elected'), initial: numbers.join(' ') }),
        }),
      ),
      ...(hidden > 0 ? [context(election.tooMany(hidden))] : []),
    ],
  })
}

/** What changed, with the button that takes it back. */
export function electionOutcome(societyId: number, result: ElectionResult, text: Text): Message {
  const { election, more } = text.positions
  const { electionId, name, effectiveOn, moves } = result
  const sentence = election.done(name, effectiveOn)
  const lines = moves
    .slice(0, SHOWN)
    .map(({ position, number, kind }) =>
      listLine(election.move(text.pick(position), number, kind === 'begins')),
    )
  return message(sentence, [
    section(sentence),
    section(lines.join('\n')),
    ...(moves.length > SHOWN ? [context(more(moves.length - SHOWN))] : []),
    actions(block('outcome'), [
      button({
        action: ACTION.undoElection,
        label: election.undo,
        value: ref(societyId, electionId),
        confirm: election.undoConfirm,
      }),
    ]),
  ])
}
