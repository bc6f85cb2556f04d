import { resetCredentials, setAccountStatus, viewAccount } from '../../domain/accounts/office.ts'
import { ok } from '../../domain/core/result.ts'
import type { MemberRef } from '../../domain/members/locate.ts'
import { accountModal } from '../../views/accounts.ts'
import { ACTION } from '../../views/ids.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, command, type Route } from '../answer/route.ts'
import { readNumber } from './card.ts'
import { buttonKey } from './redraw.ts'
import { refs } from './refs.ts'

async function show(call: Call, ref: MemberRef, kind: 'modal' | 'update', notice?: string): Promise<Answer> {
  const view = await viewAccount(call.context, ref)
  return view.ok ? ok({ kind, view: accountModal(view.value, textOf(call.locale), notice) }) : view
}

/** A view's hash moves with each drawing, so that the next press is another one and a second click on the same is not. */
function pressKey(call: Call, deed: string): string {
  return `${buttonKey(call, deed)} ${call.interaction.view?.hash ?? ''}`
}

async function reset(call: Call, memberId: number): Promise<Answer> {
  const done = await resetCredentials(call.context, memberId, pressKey(call, `reset ${memberId}`))
  if (!done.ok) return done
  const { kind, number } = done.value
  return show(call, { id: memberId }, 'update', textOf(call.locale).accounts.sent[kind](number))
}

async function setStatus(call: Call, memberId: number, status: 'active' | 'suspended'): Promise<Answer> {
  const { accounts } = textOf(call.locale)
  const done = await setAccountStatus(call.context, memberId, status, pressKey(call, `${status} ${memberId}`))
  if (!done.ok) return done
  const say = status === 'active' ? accounts.resumed : accounts.suspended
  return show(call, { id: memberId }, 'update', say(done.value.number))
}

/** 初期化, and the login as the card opens it. */
export const ACCOUNT_ROUTES: readonly Route[] = [
  command({
    id: 'reset',
    verbs: { ja: ['初期化', 'アカウント'], en: ['reset', 'account'] },
    permission: 'credentials.reset',
    roles: 'dialog',
    parse: readNumber,
    handle: (call, ref) => show(call, ref, 'modal'),
  }),
  action({
    id: ACTION.openAccount,
    permission: 'credentials.reset',
    roles: 'dialog',
    input: refs(2, 1),
    handle: (call, [, id = 0]) => show(call, { id }, 'modal'),
  }),
  action({
    id: ACTION.resetPassword,
    permission: 'credentials.reset',
    roles: 'dialog',
    input: refs(2),
    handle: (call, [, memberId = 0]) => reset(call, memberId),
  }),
  action({
    id: ACTION.suspendAccount,
    permission: 'credentials.reset',
    roles: 'dialog',
    input: refs(2),
    handle: (call, [, memberId = 0]) => setStatus(call, memberId, 'suspended'),
  }),
  action({
    id: ACTION.resumeAccount,
    permission: 'credentials.reset',
    roles: 'dialog',
    input: refs(2),
    handle: (call, [, memberId = 0]) => setStatus(call, memberId, 'active'),
  }),
]
