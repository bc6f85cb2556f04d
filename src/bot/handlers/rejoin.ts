import { z } from 'zod'
import type { DomainError } from '../../domain/core/errors.ts'
import { ok, type Result } from '../../domain/core/result.ts'
import type { MemberRef } from '../../domain/members/locate.ts'
import { previewRejoin, rejoinMember } from '../../domain/withdrawal/rejoin.ts'
import { fieldAction } from '../../views/fieldIds.ts'
import { ACTION, allNumbered, CALLBACK, MOST_NUMBERED } from '../../views/ids.ts'
import { textOf } from '../../views/text.ts'
import { rejoinOutcome } from '../../views/withdrawal/outcome.ts'
import { type RejoinGiven, rejoinModal } from '../../views/withdrawal/rejoin.ts'
import { type Answer, action, type Call, command, type Route, submission } from '../answer/route.ts'
import { readNumber } from './card.ts'
import { refusedForm, submissionKey } from './redraw.ts'
import { day, formOf, refs } from './refs.ts'

interface Who {
  readonly ref: MemberRef
  readonly applicationId: number | null
}

async function draw(
  call: Call,
  { ref, applicationId }: Who,
  more: Partial<Omit<RejoinGiven, 'preview'>>,
): Promise<Result<ReturnType<typeof rejoinModal>, DomainError>> {
  const preview = await previewRejoin(call.context, ref, applicationId)
  if (!preview.ok) return preview
  const feePlan = more.feePlan ?? preview.value.previous.feePlan
  return ok(rejoinModal({ ...more, preview: preview.value, feePlan }, textOf(call.locale)))
}

async function open(call: Call, who: Who, carried?: number): Promise<Answer> {
  const reply = carried ?? (await call.keepReplyUrl())
  const view = await draw(call, who, { reply })
  return view.ok ? ok({ kind: 'modal', view: view.value }) : view
}

const plan = z.enum(['paid', 'free'])
const form = formOf(
  4,
  z.object({
    rejoinedOn: day,
    boardAccess: z.enum(['poster', 'reader']),
    feePlan: plan,
    memberType: z
      .string()
      .regex(/^\d{1,9}$/u)
      .optional(),
  }),
)

/** The place of the application holds the member itself where there is none. */
function whoOf([, memberId = 0, , applicationId = 0]: readonly number[]): Who {
  return { ref: { id: memberId }, applicationId: applicationId === memberId ? null : applicationId }
}

async function submit(call: Call, { metadata, fields }: z.infer<typeof form>): Promise<Answer> {
  const { context, locale } = call
  const [societyId = 0, memberId = 0, version = 0, , reply] = metadata
  const who = whoOf(metadata)
  const { memberType, ...chosen } = fields
  const memberTypeId = memberType === undefined ? null : Number(memberType)
  const input = { ...chosen, memberId, version, memberTypeId, applicationId: who.applicationId }
  const done = await rejoinMember(context, input, submissionKey(call, 'rejoin'))
  if (done.ok) {
    const message = rejoinOutcome(societyId, done.value, textOf(locale))
    return ok([{ kind: 'clear' }, { kind: 'message', message, replyUrlId: reply }])
  }
  return refusedForm(call, done.error, (notice) =>
    draw(call, who, { reply, notice, feePlan: chosen.feePlan }),
  )
}

const planChosen = formOf(4, z.object({ feePlan: plan }))

/** Another 料金体系 has other types to choose from. */
async function choosePlan(call: Call, { metadata, fields }: z.infer<typeof planChosen>): Promise<Answer> {
  const view = await draw(call, whoOf(metadata), { reply: metadata[4], feePlan: fields.feePlan })
  return view.ok ? ok({ kind: 'update', view: view.value }) : view
}

/** 再入会: from the card, from a row of results, by its number, from the application of somebody who comes back. */
export const REJOIN_ROUTES: readonly Route[] = [
  command({
    id: 'rejoin',
    verbs: { ja: ['再入会'], en: ['rejoin'] },
    permission: 'member.write',
    roles: 'dialog',
    parse: readNumber,
    handle: (call, ref) => open(call, { ref, applicationId: null }),
  }),
  action({
    id: ACTION.openRejoin,
    permission: 'member.write',
    roles: 'dialog',
    input: refs(2, 1),
    handle: (call, [, id = 0, reply]) => open(call, { ref: { id }, applicationId: null }, reply),
  }),
  ...allNumbered(ACTION.openReturn, MOST_NUMBERED.returning).map((id) =>
    action({
      id,
      permission: 'member.write',
      roles: 'dialog',
      input: refs(3),
      handle: (call, [, id = 0, applicationId = 0]) => open(call, { ref: { id }, applicationId }),
    }),
  ),
  action({
    id: fieldAction('feePlan'),
    permission: 'member.write',
    input: planChosen,
    handle: choosePlan,
  }),
  submission({ id: CALLBACK.rejoin, permission: 'member.write', input: form, handle: submit }),
]
