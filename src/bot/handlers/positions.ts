import { z } from 'zod'
import type { DomainError } from '../../domain/core/errors.ts'
import { err, ok, type Result } from '../../domain/core/result.ts'
import type { MemberRef } from '../../domain/members/locate.ts'
import { assignOffice, endOffice } from '../../domain/positions/assign.ts'
import { previewOffices } from '../../domain/positions/offices.ts'
import { listOffices } from '../../domain/positions/register.ts'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import {
  type OfficesGiven,
  officeEndModal,
  officeOutcome,
  officesModal,
} from '../../views/positions/offices.ts'
import { registerMessage } from '../../views/positions/register.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, command, type Route, submission } from '../answer/route.ts'
import { readNumber } from './card.ts'
import { refusedForm, submissionKey } from './redraw.ts'
import { day, formOf, refs } from './refs.ts'

async function draw(
  call: Call,
  ref: MemberRef,
  more: Omit<OfficesGiven, 'preview'>,
): Promise<Result<ReturnType<typeof officesModal>, DomainError>> {
  const preview = await previewOffices(call.context, ref)
  return preview.ok ? ok(officesModal({ preview: preview.value, ...more }, textOf(call.locale))) : preview
}

async function open(call: Call, ref: MemberRef, carried?: number): Promise<Answer> {
  const reply = carried ?? (await call.keepReplyUrl())
  const view = await draw(call, ref, { reply })
  return view.ok ? ok({ kind: 'modal', view: view.value }) : view
}

async function register(call: Call, kind: 'message' | 'replace', year?: number): Promise<Answer> {
  const list = await listOffices(call.context, year)
  return list.ok ? ok({ kind, message: registerMessage(list.value, textOf(call.locale)) }) : list
}

const form = formOf(
  2,
  z.object({ position: z.string().regex(/^\d{1,9}$/u), startedOn: day, endedOn: day.nullish() }),
)

async function assign(call: Call, { metadata, fields }: z.infer<typeof form>): Promise<Answer> {
  const [societyId = 0, memberId = 0, reply] = metadata
  const { position, startedOn, endedOn = null } = fields
  const input = { memberId, positionId: Number(position), startedOn, endedOn }
  const done = await assignOffice(call.context, input, submissionKey(call, 'office'))
  if (!done.ok)
    return refusedForm(call, done.error, (notice) => draw(call, { id: memberId }, { reply, notice }))
  const message = officeOutcome(societyId, done.value, 'assigned', textOf(call.locale))
  return ok([{ kind: 'clear' }, { kind: 'message', message, replyUrlId: reply }])
}

async function openEnd(
  call: Call,
  [societyId = 0, id = 0, holdingId = 0, reply]: readonly number[],
): Promise<Answer> {
  const preview = await previewOffices(call.context, { id })
  if (!preview.ok) return preview
  const { held: all, today } = preview.value
  const held = all.find((one) => one.id === holdingId)
  if (held === undefined) return err({ code: 'holding-gone' })
  return ok({ kind: 'modal', view: officeEndModal({ societyId, held, today, reply }, textOf(call.locale)) })
}

const endForm = formOf(2, z.object({ endedOn: day }))

async function end(call: Call, { metadata, fields }: z.infer<typeof endForm>): Promise<Answer> {
  const [societyId = 0, holdingId = 0, reply] = metadata
  const done = await endOffice(call.context, { holdingId, ...fields }, submissionKey(call, 'office.end'))
  if (!done.ok) return done
  const message = officeOutcome(societyId, done.value, 'ended', textOf(call.locale))
  return ok([{ kind: 'clear' }, { kind: 'message', message, replyUrlId: reply }])
}

/** 学会役職: of one member, and the 役員名簿 of a year. */
export const POSITION_ROUTES: readonly Route[] = [
  command({
    id: 'position',
    verbs: { ja: ['役職', '役員名簿'], en: ['position', 'officers'] },
    permission: 'member.read',
    roles: 'dialog',
    parse: (rest) => (rest.trim() === '' ? ok(null) : readNumber(rest)),
    handle: (call, ref) => (ref === null ? register(call, 'message') : open(call, ref)),
  }),
  action({
    id: ACTION.chooseOfficeYear,
    permission: 'member.read',
    input: refs(2),
    handle: (call, [, year = 0]) => register(call, 'replace', year),
  }),
  action({
    id: ACTION.openOffices,
    permission: 'member.write',
    roles: 'dialog',
    input: refs(2, 1),
    handle: (call, [, id = 0, reply]) => open(call, { id }, reply),
  }),
  action({
    id: ACTION.openOfficeEnd,
    permission: 'member.write',
    roles: 'dialog',
    input: refs(3, 1),
    handle: openEnd,
  }),
  submission({ id: CALLBACK.offices, permission: 'member.write', input: form, handle: assign }),
  submission({ id: CALLBACK.officeEnd, permission: 'member.write', input: endForm, handle: end }),
]
