import type { KnownBlock, ModalView } from '@slack/types'
import type { EditSubject } from '../../domain/members/editForm.ts'
import type { MergeDifference, MergePreview } from '../../domain/members/merge.ts'
import { fieldAction, mergeField } from '../fieldIds.ts'
import { CALLBACK } from '../ids.ts'
import { alert, context, divider, input, modal, type Part, radio, section } from '../kit.ts'
import { listLine, nameOf } from '../memberLine.ts'
import { refWithReply } from '../refs.ts'
import type { Text } from '../text.ts'
import { fieldLabel, valueWords } from './fieldInput.ts'

/** Two records of one person: which stays, and field by field what it is to hold. */
export function mergeModal(
  preview: MergePreview,
  text: Text,
  { reply, notice }: { readonly reply: number | undefined; readonly notice?: readonly Part[] },
): ModalView {
  const { merge } = text.editing
  const { kept, other, differences } = preview
  return modal({
    callback: CALLBACK.merge,
    title: merge.title,
    submit: merge.submit,
    close: text.screens.close,
    metadata: refWithReply(
      [kept.societyId, kept.memberId, kept.version, other.memberId, other.version],
      reply,
    ),
    blocks: [
      ...(notice === undefined ? [] : [alert(notice, 'warning')]),
      section({ bold: merge.question }),
      section(lineOf(kept, merge.kept, text)),
      section(lineOf(other, merge.other, text)),
      context(merge.explain(kept.number, other.number)),
      divider(),
      context(differences.length === 0 ? merge.same : merge.choose),
      ...differences.map((difference) => choiceBlock(preview, difference, text)),
    ],
  })
}

function lineOf(
  { number, name, lifecycle }: EditSubject,
  say: (number: string, name: string, status: string) => string,
  { members }: Text,
): string {
  return say(number, listLine(nameOf(name)), members.status(lifecycle, null))
}

/** What is empty in the record that stays is taken from the other one, unless told otherwise. */
function choiceBlock({ kept, other }: MergePreview, difference: MergeDifference, text: Text): KnownBlock {
  const { merge } = text.editing
  const { field } = difference
  const say = (number: string, value: string | null) => merge.choice(number, valueWords(field, value, text))
  return input({
    id: mergeField(field.key),
    label: fieldLabel(field, text),
    element: radio({
      action: fieldAction(field.key),
      items: [
        { value: 'kept', label: say(kept.number, field.value) },
        { value: 'other', label: say(other.number, difference.other) },
      ],
      chosen: [field.value === null ? 'other' : 'kept'],
    }),
    required: true,
  })
}
