import { z } from 'zod'
import type { DomainError } from '../../domain/core/errors.ts'
import { err, ok, type Result } from '../../domain/core/result.ts'
import { editMember } from '../../domain/members/edit.ts'
import {
  type EditForm,
  type EditPlan,
  fingerprint,
  planEdit,
  previewEdit,
  previewSubject,
  sectionsOf,
} from '../../domain/members/editForm.ts'
import type { Section } from '../../domain/members/fields.ts'
import type { MemberRef } from '../../domain/members/locate.ts'
import { readFields } from '../../domain/members/readFields.ts'
import { type EditGiven, editMenu, editModal } from '../../views/editing/form.ts'
import { editOutcome } from '../../views/editing/outcome.ts'
import { ACTION, allNumbered, CALLBACK, MOST_NUMBERED } from '../../views/ids.ts'
import type { Part } from '../../views/kit.ts'
import { partsOf } from '../../views/places.ts'
import { type EditRef, readEditRef, SECTION_IDS } from '../../views/refs.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, command, type Route, submission } from '../answer/route.ts'
import { readNumber } from './card.ts'
import { filledBy, refusedFields, typedIn } from './formFields.ts'
import { refusedForm, resetsOf, submissionKey } from './redraw.ts'
import { carried, refs } from './refs.ts'

async function openMenu(call: Call, ref: MemberRef, kept?: number): Promise<Answer> {
  const [subject, reply] = await Promise.all([
    previewSubject(call.context, ref),
    kept === undefined ? call.keepReplyUrl() : kept,
  ])
  if (!subject.ok) return subject
  const view = editMenu(subject.value, sectionsOf(subject.value.kind), textOf(call.locale), reply)
  return ok({ kind: 'modal', view })
}

/** The form of a part; in place of the screen that it was chosen on, where that is one of ours. */
async function openSection(
  call: Call,
  [, memberId = 0, place = 0, page = 1, kept]: readonly number[],
): Promise<Answer> {
  const section: Section = SECTION_IDS[place - 1] ?? 'basic'
  const [form, reply] = await Promise.all([
    previewEdit(call.context, { id: memberId }, { section, page }),
    kept === undefined ? call.keepReplyUrl() : kept,
  ])
  if (!form.ok) return form
  const view = editModal({ ...fresh(form.value), reply, resets: () => 0 }, textOf(call.locale))
  return ok({ kind: call.interaction.view?.type === 'modal' ? 'update' : 'modal', view })
}

/** A form with the fingerprints of what it shows. */
function fresh(form: EditForm): Pick<EditGiven, 'form' | 'base'> {
  return { form, base: form.fields.map(({ value }) => fingerprint(value)) }
}

const form = z.object({ metadata: carried(readEditRef), fields: z.record(z.string(), z.unknown()) })

/** First the changes are shown, then saved; whatever moved in between, or is typed anew, is shown again. */
async function submit(call: Call, { metadata, fields }: z.infer<typeof form>): Promise<Answer> {
  const { memberId, section, page, reply, base, confirmed } = metadata
  const now = await previewEdit(call.context, { id: memberId }, { section, page })
  if (!now.ok) return now
  const typed = typedIn(now.value.fields, fields)
  const read = readFields(now.value.fields, typed)
  if (!read.ok) return refusedFields(call, read.error) ?? read
  const plan = planEdit(now.value.fields, base, read.value)
  const redraw = (more: Partial<EditGiven>): Answer =>
    ok({ kind: 'update', view: editModal(anew(call, now.value, metadata, more), textOf(call.locale)) })
  if (base.length !== now.value.fields.length || plan.theirs.length > 0) return redraw({ overtaken: plan })
  if (plan.changes.length === 0) return redraw({ notice: noticeOf(call, { code: 'nothing-changed' }) })
  const print = printOf(plan)
  if (print !== confirmed) return redraw({ confirm: { plan, print } })
  const key = submissionKey(call, `edit ${print}`)
  const done = await editMember(call.context, { memberId, section, page, base, typed }, key)
  if (!done.ok) return refusedEdit(call, metadata, done.error)
  const message = editOutcome(metadata.societyId, done.value, now.value.fields, textOf(call.locale))
  return ok([{ kind: 'clear' }, { kind: 'message', message, replyUrlId: reply }])
}

/** What the changes are known again by. */
function printOf({ changes }: EditPlan): string {
  return fingerprint(JSON.stringify(changes.map(({ field, to }) => [field.key, field.value, to])))
}

function noticeOf(call: Call, error: DomainError): readonly Part[] {
  return partsOf(error, textOf(call.locale))
}

/**
 * The form on the facts of now, with what was typed: a field that somebody else changed, and that was not touched here, shows what they wrote, and so is
 * filled anew.
 */
function anew(call: Call, now: EditForm, { reply }: EditRef, more: Partial<EditGiven>): EditGiven {
  const { view } = call.interaction
  const { theirs = [], changes = [] } = more.overtaken ?? {}
  const touched = (key: string) => changes.some(({ field }) => field.key === key)
  const filled = new Set(theirs.map(({ key }) => key).filter((key) => !touched(key)))
  const resets = (key: string) => resetsOf(view, key) + (filled.has(key) ? 1 : 0)
  return { ...fresh(now), reply, resets, ...more }
}

/** Fills prefecture and address of the form; whatever others changed meanwhile still stands out when it is sent. */
export async function fillEdit(call: Call, typed: string): Promise<Answer> {
  const metadata = readEditRef(call.interaction.view?.privateMetadata)
  if (metadata === null) return err({ code: 'stale' })
  const { memberId, section, page, base } = metadata
  const now = await previewEdit(call.context, { id: memberId }, { section, page })
  if (!now.ok) return now
  const given = anew(call, now.value, metadata, { base, ...filledBy(call, typed) })
  return ok({ kind: 'update', view: editModal(given, textOf(call.locale)) })
}

function refusedEdit(call: Call, metadata: EditRef, error: DomainError): Promise<Answer> {
  const { memberId, section, page } = metadata
  const draw = async (
    notice: readonly Part[],
  ): Promise<Result<ReturnType<typeof editModal>, DomainError>> => {
    const now = await previewEdit(call.context, { id: memberId }, { section, page })
    return now.ok ? ok(editModal(anew(call, now.value, metadata, { notice }), textOf(call.locale))) : now
  }
  return refusedForm(call, error, draw)
}

/** 編集: a record part by part. */
export const EDITING_ROUTES: readonly Route[] = [
  command({
    id: 'edit',
    verbs: { ja: ['編集'], en: ['edit'] },
    permission: 'member.write',
    roles: 'dialog',
    parse: readNumber,
    handle: (call, ref) => openMenu(call, ref),
  }),
  action({
    id: ACTION.openEdit,
    permission: 'member.write',
    roles: 'dialog',
    input: refs(2, 1),
    handle: (call, [, id = 0, reply]) => openMenu(call, { id }, reply),
  }),
  ...[ACTION.openSection, ...allNumbered(ACTION.openSection, MOST_NUMBERED.sections)].map((id) =>
    action({ id, permission: 'member.write', roles: 'dialog', input: refs(4, 1), handle: openSection }),
  ),
  submission({ id: CALLBACK.edit, permission: 'member.write', input: form, handle: submit }),
]
