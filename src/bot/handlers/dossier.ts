import { z } from 'zod'
import { ok } from '../../domain/core/result.ts'
import { promiseAttachment, promiseSending } from '../../domain/dossier/attachment.ts'
import { DOCUMENT_KINDS, NOTE_CHANNELS } from '../../domain/dossier/kinds.ts'
import { addNote } from '../../domain/dossier/note.ts'
import { viewDossier } from '../../domain/dossier/view.ts'
import { attachmentModal, dossierModal, noteModal } from '../../views/dossier/screens.ts'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import { type Message, message, type Part, section } from '../../views/kit.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, type Route, submission } from '../answer/route.ts'
import { buttonKey, refusedForm, submissionKey } from './redraw.ts'
import { day, formOf, refs, words } from './refs.ts'

async function open(call: Call, memberId: number, carried: number | undefined): Promise<Answer> {
  const [dossier, reply] = await Promise.all([
    viewDossier(call.context, memberId),
    carried === undefined ? call.keepReplyUrl() : carried,
  ])
  return dossier.ok
    ? ok({ kind: 'modal', view: dossierModal(dossier.value, textOf(call.locale), reply) })
    : dossier
}

const FORMS = { note: noteModal, attachment: attachmentModal } as const

interface FormState {
  readonly reply: number | undefined
  readonly notice?: readonly Part[]
}

async function draw(call: Call, what: keyof typeof FORMS, memberId: number, state: FormState) {
  const dossier = await viewDossier(call.context, memberId)
  return dossier.ok ? ok(FORMS[what]({ dossier: dossier.value, ...state }, textOf(call.locale))) : dossier
}

async function openForm(
  call: Call,
  what: keyof typeof FORMS,
  memberId: number,
  reply: number | undefined,
): Promise<Answer> {
  const view = await draw(call, what, memberId, { reply })
  return view.ok ? ok({ kind: 'modal', view: view.value }) : view
}

const said = (sentence: string): Message => message(sentence, [section(sentence)])

const noteForm = formOf(2, z.object({ channel: z.enum(NOTE_CHANNELS), body: words, retainUntil: day }))

async function note(call: Call, { metadata, fields }: z.infer<typeof noteForm>): Promise<Answer> {
  const [, memberId = 0, reply] = metadata
  const done = await addNote(call.context, { memberId, ...fields }, submissionKey(call, 'note'))
  if (!done.ok)
    return refusedForm(call, done.error, (notice) => draw(call, 'note', memberId, { reply, notice }))
  const sentence = textOf(call.locale).dossier.noteForm.saved(done.value.number)
  return ok([{ kind: 'clear' }, { kind: 'message', message: said(sentence), replyUrlId: reply }])
}

const file = z.object({ id: z.string().regex(/^[A-Z0-9]{1,40}$/u), size: z.number() })
const fileForm = formOf(
  2,
  z.object({ document: z.enum(DOCUMENT_KINDS), file: z.array(file).max(1), retainUntil: day }),
)

async function attach(call: Call, { metadata, fields }: z.infer<typeof fileForm>): Promise<Answer> {
  const [, memberId = 0, reply] = metadata
  const input = { ...fields, memberId, file: fields.file[0] ?? null }
  const done = await promiseAttachment(call.context, input, submissionKey(call, 'attachment'))
  if (!done.ok)
    return refusedForm(call, done.error, (notice) => draw(call, 'attachment', memberId, { reply, notice }))
  const sentence = textOf(call.locale).dossier.fileForm.taken(done.value.number)
  return ok([{ kind: 'clear' }, { kind: 'message', message: said(sentence), replyUrlId: reply }])
}

async function receive(call: Call, attachmentId: number): Promise<Answer> {
  const sent = await promiseSending(call.context, attachmentId, buttonKey(call, `receive ${attachmentId}`))
  if (!sent.ok) return sent
  return ok({ kind: 'message', message: said(textOf(call.locale).dossier.sending) })
}

/** メモ・書類 of a member, for the office. */
export const DOSSIER_ROUTES: readonly Route[] = [
  action({
    id: ACTION.openDossier,
    permission: 'member.write',
    roles: 'dialog',
    input: refs(2, 1),
    handle: (call, [, id = 0, reply]) => open(call, id, reply),
  }),
  ...([ACTION.openNote, ACTION.openAttachment] as const).map((id) =>
    action({
      id,
      permission: 'member.write',
      roles: 'dialog',
      input: refs(2, 1),
      handle: (call, [, memberId = 0, reply]) =>
        openForm(call, id === ACTION.openNote ? 'note' : 'attachment', memberId, reply),
    }),
  ),
  submission({ id: CALLBACK.note, permission: 'member.write', input: noteForm, handle: note }),
  submission({ id: CALLBACK.attachment, permission: 'member.write', input: fileForm, handle: attach }),
  action({
    id: ACTION.receiveAttachment,
    permission: 'member.write',
    roles: 'dialog',
    input: refs(2),
    handle: (call, [, id = 0]) => receive(call, id),
  }),
]
