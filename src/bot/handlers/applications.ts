import { z } from 'zod'
import type { DomainError } from '../../domain/core/errors.ts'
import { err, ok, type Result } from '../../domain/core/result.ts'
import type { MemberRef } from '../../domain/members/locate.ts'
import {
  approveApplication,
  askBack,
  type DecisionResult,
  listApplications,
  previewApplication,
  rejectApplication,
} from '../../domain/registration/applications.ts'
import { EMPTY_CHOICE } from '../../views/fieldIds.ts'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import { answerModal, applicationsMessage, approvalModal } from '../../views/registration/applications.ts'
import { decisionOutcome } from '../../views/registration/outcome.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, command, type Route, submission } from '../answer/route.ts'
import { readNumber } from './card.ts'
import { refusedForm, submissionKey } from './redraw.ts'
import { day, formOf, refs, ticked, words } from './refs.ts'

type What = 'approval' | 'rejection' | 'asking'

async function list(call: Call, page: number, kind: 'message' | 'replace'): Promise<Answer> {
  const found = await listApplications(call.context, page)
  if (!found.ok) return found
  return ok({ kind, message: applicationsMessage(found.value, textOf(call.locale)) })
}

type Drawn = Result<ReturnType<typeof approvalModal>, DomainError>

async function draw(
  call: Call,
  what: What,
  ref: MemberRef,
  more: Omit<Parameters<typeof approvalModal>[0], 'preview'>,
): Promise<Drawn> {
  const preview = await previewApplication(call.context, ref)
  if (!preview.ok) return preview
  const given = { preview: preview.value, ...more }
  const text = textOf(call.locale)
  return ok(what === 'approval' ? approvalModal(given, text) : answerModal(given, what, text))
}

async function open(call: Call, what: What, ref: MemberRef, carried?: number): Promise<Answer> {
  const view = await draw(call, what, ref, { reply: carried ?? (await call.keepReplyUrl()) })
  return view.ok ? ok({ kind: 'modal', view: view.value }) : view
}

/** Answers a submission: what came of it where it was asked for, or the dialog again. */
function answer(
  call: Call,
  what: What,
  [societyId = 0, memberId = 0, , reply]: readonly number[],
  done: Result<DecisionResult, DomainError>,
): Answer | Promise<Answer> {
  if (!done.ok)
    return refusedForm(call, done.error, (notice) => draw(call, what, { id: memberId }, { reply, notice }))
  const message = decisionOutcome(societyId, done.value, what, textOf(call.locale))
  return ok([{ kind: 'clear' }, { kind: 'message', message, replyUrlId: reply }])
}

const typeId = z
  .string()
  .regex(/^\d{1,9}$/u)
  .or(z.literal(EMPTY_CHOICE))
  .optional()
  .transform((value) => (value === undefined || value === EMPTY_CHOICE ? null : Number(value)))

const approval = formOf(
  3,
  z.object({ memberType: typeId, joinedOn: day, boardAccess: z.enum(['poster', 'reader']) }),
)

async function approve(call: Call, { metadata, fields }: z.infer<typeof approval>): Promise<Answer> {
  const [, memberId = 0, version = 0] = metadata
  const { memberType: memberTypeId, joinedOn, boardAccess } = fields
  const input = { memberId, version, memberTypeId, joinedOn, boardAccess }
  const done = await approveApplication(call.context, input, submissionKey(call, 'approve'))
  return answer(call, 'approval', metadata, done)
}

const noted = formOf(3, z.object({ note: words, mail: ticked }))

async function respond(
  call: Call,
  what: 'rejection' | 'asking',
  { metadata, fields }: z.infer<typeof noted>,
): Promise<Answer> {
  const [, memberId = 0, version = 0] = metadata
  const { note, mail } = fields
  if (note === null) return err({ code: 'field-required', field: 'note' })
  const use = what === 'rejection' ? rejectApplication : askBack
  const done = await use(call.context, { memberId, version, note, mail }, submissionKey(call, what))
  return answer(call, what, metadata, done)
}

const OPENERS = [
  [ACTION.openApplicationApproval, 'approval'],
  [ACTION.openApplicationRejection, 'rejection'],
  [ACTION.openApplicationAsking, 'asking'],
] as const

/** 入会承認: the list, and what is decided about one application. */
export const APPLICATION_ROUTES: readonly Route[] = [
  command({
    id: 'approve',
    verbs: { ja: ['入会承認', '承認'], en: ['approve'] },
    permission: 'member.write',
    roles: 'dialog',
    parse: (rest) => (rest.trim() === '' ? ok(null) : readNumber(rest)),
    handle: (call, ref) => (ref === null ? list(call, 1, 'message') : open(call, 'approval', ref)),
  }),
  action({
    id: ACTION.openApplications,
    permission: 'member.write',
    roles: 'dialog',
    input: refs(1),
    handle: (call) => list(call, 1, 'message'),
  }),
  ...[ACTION.previousApplications, ACTION.nextApplications].map((id) =>
    action({
      id,
      permission: 'member.write',
      input: refs(2),
      handle: (call, [, page = 1]) => list(call, page, 'replace'),
    }),
  ),
  ...OPENERS.map(([id, what]) =>
    action({
      id,
      permission: 'member.write',
      roles: 'dialog',
      input: refs(2, 1),
      handle: (call, [, memberId = 0, reply]) => open(call, what, { id: memberId }, reply),
    }),
  ),
  submission({
    id: CALLBACK.applicationApproval,
    permission: 'member.write',
    input: approval,
    handle: approve,
  }),
  submission({
    id: CALLBACK.applicationRejection,
    permission: 'member.write',
    input: noted,
    handle: (call, input) => respond(call, 'rejection', input),
  }),
  submission({
    id: CALLBACK.applicationAsking,
    permission: 'member.write',
    input: noted,
    handle: (call, input) => respond(call, 'asking', input),
  }),
]
