import type { KnownBlock, ModalView } from '@slack/types'
import type { EditForm, EditPlan, EditSubject } from '../../domain/members/editForm.ts'
import type { FormField, Section, Values } from '../../domain/members/fields.ts'
import { ACTION, block, CALLBACK, numbered } from '../ids.ts'
import { actions, alert, button, context, cut, divider, header, modal, type Part, section } from '../kit.ts'
import { nameOf } from '../memberLine.ts'
import { editRef, refWithReply, sectionNo } from '../refs.ts'
import type { Text } from '../text.ts'
import { fieldInput, fieldLabel, postalBlocks, valueWords } from './fieldInput.ts'

/** What of a record can be edited: each part has a form of its own. */
export function editMenu(
  subject: EditSubject,
  sections: readonly Section[],
  text: Text,
  reply: number | undefined,
): ModalView {
  const { editing, screens } = text
  const { societyId, memberId, number, name, kind } = subject
  const parts = sections.map((part, index) =>
    button({
      action: numbered(ACTION.openSection, index),
      label: editing.sections[part],
      value: refWithReply([societyId, memberId, sectionNo(part), 1], reply),
    }),
  )
  const affiliates =
    kind === 'individual'
      ? []
      : [
          button({
            action: ACTION.openAffiliates,
            label: editing.affiliatesOpen,
            value: refWithReply([societyId, memberId], reply),
          }),
        ]
  return modal({
    callback: CALLBACK.editMenu,
    title: editing.title,
    close: screens.close,
    metadata: refWithReply([societyId, memberId], reply),
    blocks: [
      section({ bold: editing.member(number, nameOf(name)) }),
      section(editing.intro),
      actions(block('sections'), [...parts, ...affiliates]),
    ],
  })
}

export interface EditGiven {
  readonly form: EditForm
  readonly reply: number | undefined
  /** Fingerprints of the fields as they stand now. */
  readonly base: readonly string[]
  /** What was changed, to be confirmed, and by which fingerprint it is known again. */
  readonly confirm?: { readonly plan: EditPlan; readonly print: string }
  /** What others changed meanwhile, where that is why it stands here again. */
  readonly overtaken?: EditPlan
  readonly notice?: readonly Part[]
  /** Values that we fill in. */
  readonly filled?: Values
  /** How often each field was filled by us. */
  readonly resets: (key: string) => number
}

/** The form of one part of a record. What is to change is listed below it before it is saved; the fields stay, so that nothing typed is lost. */
export function editModal(given: EditGiven, text: Text): ModalView {
  const { form, reply, base, confirm, notice, filled = {}, resets } = given
  const { editing, screens } = text
  const { societyId, memberId, section: part, page, number, name, fields } = form
  const empty = fields.length === 0
  return modal({
    callback: CALLBACK.edit,
    title: editing.title,
    ...(empty ? {} : { submit: confirm === undefined ? editing.confirm : editing.save }),
    close: screens.close,
    metadata: editRef({
      societyId,
      memberId,
      section: part,
      page,
      reply,
      base,
      confirmed: confirm?.print ?? '',
    }),
    blocks: [
      ...(notice === undefined ? [] : [alert(notice, 'warning')]),
      ...(given.overtaken === undefined ? [] : overtakenBlocks(given.overtaken, text)),
      ...(confirm === undefined ? [] : [alert(editing.notYet, 'info')]),
      section([{ bold: editing.member(number, nameOf(name)) }, `\n${editing.sections[part]}`]),
      ...pageBlocks(form, text, reply),
      ...(empty ? [context(editing.noFields)] : []),
      ...fields.flatMap((field) => [
        fieldInput({ ...field, value: filled[field.key] ?? field.value }, text, resets(field.key)),
        ...postalBlocks(field, societyId, text),
      ]),
      // Beside the button that saves: whoever has scrolled down sees them.
      ...(confirm === undefined ? [] : changeBlocks(confirm.plan, text)),
    ],
  })
}

/** The longest that a value is shown old and new, so that a form of many changes stays within Slack's size. */
const SHOWN = 150
const LABEL = 100

function changeBlocks({ changes }: EditPlan, text: Text): KnownBlock[] {
  const { editing } = text
  return [
    divider(),
    header(editing.changes),
    ...changes.map(({ field, to }) => {
      const old = cut(valueWords(field, field.value, text), SHOWN)
      const now = cut(valueWords(field, to, text), SHOWN)
      return section([{ bold: cut(fieldLabel(field, text), LABEL) }, `\n${old}${editing.arrow}${now}`])
    }),
  ]
}

function overtakenBlocks({ theirs, changes }: EditPlan, text: Text): KnownBlock[] {
  const { editing } = text
  const line = (field: FormField) => {
    const both = changes.some((change) => change.field.key === field.key)
    const words = cut(valueWords(field, field.value, text), SHOWN)
    return (both ? editing.both : editing.theirs)(cut(fieldLabel(field, text), LABEL), words)
  }
  return [alert(editing.overtaken, 'warning'), ...theirs.map((field) => section(line(field))), divider()]
}

/** Where there are more questions than one form bears. */
function pageBlocks(form: EditForm, text: Text, reply: number | undefined): KnownBlock[] {
  const { societyId, memberId, section: part, page, pages } = form
  if (pages === 1) return []
  const { editing } = text
  const turns = [page - 1, page + 1].filter((to) => to >= 1 && to <= pages)
  return [
    header(editing.pageOf(page, pages)),
    actions(
      block('pages'),
      turns.map((to, index) =>
        button({
          action: numbered(ACTION.openSection, index),
          label: editing.turn(to),
          value: refWithReply([societyId, memberId, sectionNo(part), to], reply),
        }),
      ),
    ),
    context(editing.turnHint),
  ]
}
