import type { KnownBlock, ModalView } from '@slack/types'
import type { FormField, Section, Values } from '../../domain/members/fields.ts'
import type { Duplicate } from '../../domain/registration/errors.ts'
import type { RegistrationForm } from '../../domain/registration/register.ts'
import { fieldInput, postalBlocks } from '../editing/fieldInput.ts'
import { fieldAction } from '../fieldIds.ts'
import { ACTION, block, CALLBACK, KIND_IDS } from '../ids.ts'
import {
  actions,
  alert,
  button,
  checkboxes,
  context,
  header,
  input,
  modal,
  type Part,
  section,
  select,
  textInput,
} from '../kit.ts'
import { listLine } from '../memberLine.ts'
import { ref, refWithReply } from '../refs.ts'
import type { Text } from '../text.ts'

export interface RegistrationGiven {
  readonly form: RegistrationForm
  readonly reply?: number | undefined
  /** Why it stands here again instead of being done. */
  readonly notice?: readonly Part[]
  readonly duplicates?: readonly Duplicate[]
  /** Values that we fill in, and how often each field was. */
  readonly filled?: Values
  readonly resets: (key: string) => number
}

/** Fields before which a part of the form begins. */
const HEADS: Readonly<Record<string, Section>> = {
  email: 'reach',
  affiliation: 'work',
  memberType: 'registration',
  representativeName: 'contacts',
}

/** The form of somebody new, of any kind, on one screen; likely duplicates stand at its end, and nothing typed is lost. */
export function registrationModal(given: RegistrationGiven, text: Text): ModalView {
  const { form, reply, notice, duplicates = [], filled = {}, resets } = given
  const { registration, editing, screens } = text
  const { societyId, kind, nextNumber, fields, questions, questionsLeft } = form
  return modal({
    callback: CALLBACK.registration,
    title: registration.title,
    submit: registration.submit,
    close: screens.close,
    metadata: refWithReply([societyId, KIND_IDS.indexOf(kind) + 1], reply),
    blocks: [
      ...(notice === undefined ? [] : [alert(notice, 'warning')]),
      ...(duplicates.length === 0 ? [] : [alert(registration.duplicatesBelow, 'warning')]),
      kindBlock(form, text),
      context(registration.next(nextNumber)),
      ...fields.flatMap((field) => [
        ...headOf(field, text),
        fieldInput({ ...field, value: filled[field.key] ?? field.value }, text, resets(field.key)),
        ...postalBlocks(field, societyId, text),
      ]),
      ...(questions.length === 0 ? [] : [header(editing.sections.answers)]),
      ...questions.map((field) => fieldInput(field, text)),
      ...(questionsLeft === 0 ? [] : [context(registration.questionsLeft(questionsLeft))]),
      input({
        id: 'number',
        label: registration.number,
        hint: registration.numberHint,
        element: textInput({ action: fieldAction('number'), max: 20 }),
      }),
      box('applicant', registration.applicant, registration.applicantBox, registration.applicantHint),
      // Beside the button that was pressed: whoever has scrolled down sees them.
      ...(duplicates.length === 0 ? [] : duplicateBlocks(duplicates, form, text)),
    ],
  })
}

function headOf({ key }: FormField, { editing }: Text): KnownBlock[] {
  const part = HEADS[key]
  return part === undefined ? [] : [header(editing.sections[part])]
}

/** One box to tick. */
export function box(id: string, label: string, words: string, hint?: string): KnownBlock {
  return input({
    id,
    label,
    element: checkboxes({ action: fieldAction(id), items: [{ value: 'yes', label: words }] }),
    ...(hint === undefined ? {} : { hint }),
  })
}

function kindBlock({ societyId, kind }: RegistrationForm, { registration }: Text): KnownBlock {
  return section([{ bold: registration.kind }, `\n${registration.kindHint}`], {
    id: block('kind'),
    accessory: select({
      action: ACTION.chooseKind,
      items: KIND_IDS.map((one, index) => ({
        value: ref(societyId, index + 1),
        label: registration.kinds[one],
      })),
      chosen: [ref(societyId, KIND_IDS.indexOf(kind) + 1)],
    }),
  })
}

function duplicateBlocks(
  duplicates: readonly Duplicate[],
  { societyId }: RegistrationForm,
  text: Text,
): KnownBlock[] {
  const { registration, members } = text
  const cards = duplicates.flatMap(
    ({ id, number, name, affiliation, lifecycle, withdrawnOn, rejoins, why }): KnownBlock[] => [
      section([
        { bold: registration.duplicateLine(number, members.status(lifecycle, withdrawnOn)) },
        `\n${listLine(affiliation === null ? name : `${name}　${affiliation}`)}\n`,
        registration.duplicateWhy[why],
      ]),
      actions(block('duplicate', id), [
        ...(rejoins
          ? [
              button({
                action: ACTION.openRejoin,
                label: registration.toRejoin,
                value: ref(societyId, id),
                style: 'primary',
                spoken: registration.toRejoinSpoken(number),
              }),
            ]
          : []),
        button({
          action: ACTION.showMember,
          label: registration.toCard,
          value: ref(societyId, id),
          spoken: registration.toCardSpoken(number),
        }),
      ]),
    ],
  )
  return [
    alert(registration.duplicates, 'warning'),
    ...cards,
    box('another', registration.another, registration.anotherBox),
  ]
}
