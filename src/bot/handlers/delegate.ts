import { z } from 'zod'
import { tokyoDay } from '../../domain/core/calendar.ts'
import { err, ok } from '../../domain/core/result.ts'
import { endDelegate, listDelegates, nameDelegate } from '../../domain/society/delegate.ts'
import { delegateModal, namedMessage } from '../../views/delegate.ts'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, command, type Route, submission } from '../answer/route.ts'
import { submissionKey } from './redraw.ts'
import { day, formOf, refs } from './refs.ts'

async function open(call: Call, kind: 'modal' | 'update', given?: number): Promise<Answer> {
  const { context, locale } = call
  const delegates = await listDelegates(context)
  if (!delegates.ok) return delegates
  const reply = given ?? (await call.keepReplyUrl())
  const { societyId } = context.actor
  const shown = { societyId, delegates: delegates.value, today: tokyoDay(context.now()), reply }
  return ok({ kind, view: delegateModal(shown, textOf(locale)) })
}

const form = formOf(1, z.object({ user: z.string().regex(/^[UW][A-Z0-9_]+$/u), fromOn: day, toOn: day }))

async function submit(call: Call, { metadata, fields }: z.infer<typeof form>): Promise<Answer> {
  const { context, people, locale } = call
  const { user: userId, ...days } = fields
  const person = await people.find(userId)
  if (!person.staff) return err({ code: 'guest', field: 'user' })
  const rights = await call.rightsOf(userId)
  const naming = { userId, roles: rights?.roles ?? [], ...days }
  const named = await nameDelegate(context, naming, submissionKey(call, 'delegate.name'))
  if (!named.ok) return named
  const message = namedMessage(named.value, textOf(locale))
  return ok([{ kind: 'clear' }, { kind: 'message', message, replyUrlId: metadata[1] }])
}

async function end(call: Call, delegateId: number): Promise<Answer> {
  const key = `delegate.end ${delegateId} ${call.interaction.userId}`
  const ended = await endDelegate(call.context, delegateId, key)
  return ended.ok ? open(call, 'update') : ended
}

/** 会計代行者: named, listed and ended by the 会長. */
export const DELEGATE_ROUTES: readonly Route[] = [
  command({
    id: 'delegate',
    verbs: { ja: ['代行', '会計代行者'], en: ['delegate'] },
    permission: 'member.read',
    roles: 'dialog',
    parse: () => ok(undefined),
    handle: (call) => open(call, 'modal'),
  }),
  action({
    id: ACTION.openDelegate,
    permission: 'member.read',
    roles: 'dialog',
    input: refs(1),
    handle: (call) => open(call, 'modal'),
  }),
  submission({ id: CALLBACK.delegate, permission: 'member.read', input: form, handle: submit }),
  action({
    id: ACTION.endDelegate,
    permission: 'member.read',
    roles: 'dialog',
    input: refs(2),
    handle: (call, [, id = 0]) => end(call, id),
  }),
]
