import type { AffiliatesResult } from '../../domain/members/affiliates.ts'
import type { EditResult } from '../../domain/members/edit.ts'
import type { FormField } from '../../domain/members/fields.ts'
import type { MergeResult } from '../../domain/members/merge.ts'
import { ACTION, block } from '../ids.ts'
import { actions, button, context, cut, type Message, message, section } from '../kit.ts'
import { ref } from '../refs.ts'
import type { Text } from '../text.ts'
import { cardButton } from '../withdrawal/outcome.ts'
import { fieldLabel } from './fieldInput.ts'

/** Fields that one sentence names. */
const NAMED = 8

/** What was saved, by the names of the fields. */
export function editOutcome(
  societyId: number,
  { memberId, number, fields, welcomed }: EditResult,
  form: readonly FormField[],
  text: Text,
): Message {
  const { editing, screens } = text
  const names = form
    .filter(({ key }) => fields.includes(key))
    .slice(0, NAMED)
    .map((field) => cut(fieldLabel(field, text), 60))
  const sentence = editing.done(number, names.join(screens.separator) + (fields.length > NAMED ? '…' : ''))
  return message(sentence, [
    section(sentence),
    ...(welcomed ? [context(editing.welcomed)] : []),
    actions(block('outcome'), [
      cardButton(societyId, memberId, text),
      button({ action: ACTION.openEdit, label: editing.again, value: ref(societyId, memberId) }),
    ]),
  ])
}

/** Who came under an institution, and who left it. */
export function affiliatesOutcome(societyId: number, result: AffiliatesResult, text: Text): Message {
  const { affiliates } = text.editing
  const sentence = affiliates.done(result.number)
  const line = (numbers: readonly string[], say: (numbers: string) => string) =>
    numbers.length === 0 ? [] : [section(say(numbers.join(text.screens.separator)))]
  return message(sentence, [
    section(sentence),
    ...line(result.added, affiliates.added),
    ...line(result.moved, affiliates.moved),
    ...line(result.removed, affiliates.removed),
    actions(block('outcome'), [cardButton(societyId, result.institutionId, text)]),
  ])
}

/** One record of two, with the button that makes them two again. */
export function mergeOutcome(societyId: number, result: MergeResult, text: Text): Message {
  const { merge } = text.editing
  const { memberId, otherId, number, otherNumber } = result
  const sentence = merge.done(number, otherNumber)
  return message(sentence, [
    section(sentence),
    actions(block('outcome'), [
      button({
        action: ACTION.undoMerge,
        label: merge.undo,
        value: ref(societyId, memberId, otherId),
        confirm: merge.undoConfirm,
      }),
      cardButton(societyId, memberId, text),
    ]),
  ])
}
