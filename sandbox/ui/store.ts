import type { Confirm } from '@slack/types'
import { type Language, languageOf, TEXTS, type Texts } from './i18n.ts'
import type { Answer, Bootstrap, Channel, User, WorkspaceState } from './types.ts'

export type Route = { name: 'channel'; id: string } | { name: 'home' } | { name: 'mails' } | { name: 'log' }

export interface Toast {
  id: number
  text: string
  tone: 'info' | 'error'
}
export interface PendingConfirm {
  confirm: Confirm
  answer: (agreed: boolean) => void
}

/** What this window alone knows; everything else comes from the server with each event. */
export const ui = {
  route: { name: 'channel', id: '' } as Route,
  drawerOpen: false,
  personasOpen: false,
  streamOpen: true,
  /** The one menu or list that is open, by its key. */
  popup: null as string | null,
  confirm: null as PendingConfirm | null,
  toasts: [] as Toast[],
  /** Actions whose ack is awaited. */
  busy: new Set<string>(),
}

let redraw: () => void = () => undefined
let scheduled = false

/** Registers the one function that draws the page. */
export function onChange(draw: () => void): void {
  redraw = draw
}

/** Draws the page once, after the current task's changes. */
export function invalidate(): void {
  if (scheduled) return
  scheduled = true
  queueMicrotask(() => {
    scheduled = false
    redraw()
  })
}

interface Workspace {
  bootstrap: Bootstrap
  state: WorkspaceState
  me: User
  language: Language
  /** The workspace's clock minus this machine's. */
  clockOffsetMs: number
}
let current: Workspace | null = null

/** The workspace as last heard from the server. Throws before the first state has arrived. */
export function workspace(): Workspace {
  if (!current) throw new Error('the workspace has not been loaded yet')
  return current
}

/** Messages that are the same as before stay the same objects, so that they need not be drawn again. */
function keepUnchanged(before: Channel[], after: Channel[]): void {
  const known = new Map(before.flatMap(({ id, messages }) => messages.map((one) => [`${id} ${one.ts}`, one])))
  for (const channel of after) {
    channel.messages = channel.messages.map((one) => {
      const old = known.get(`${channel.id} ${one.ts}`)
      return old && JSON.stringify(old) === JSON.stringify(one) ? old : one
    })
  }
}

/** The workspace's present time. */
export function now(): Date {
  return new Date(Date.now() + workspace().clockOffsetMs)
}

export function isLoaded(): boolean {
  return current !== null
}

/** Takes over a state from the server. */
export function receive(bootstrap: Bootstrap, state: WorkspaceState): void {
  const me = bootstrap.users.find((user) => user.id === state.user)
  if (!me) throw new Error(`no such user: ${state.user}`)
  keepUnchanged(current?.state.channels ?? [], state.channels)
  const clockOffsetMs = Date.parse(state.clock) - Date.now()
  current = { bootstrap, state, me, language: languageOf(me.locale), clockOffsetMs }
}

/** The texts in the persona's language; Japanese before it is known. */
export function t(): Texts {
  return TEXTS[current?.language ?? 'ja']
}

/** Failures that the page shows where the person acted, by their code; the server's notice of them is not repeated. */
const shownInPlace = new Map<string, number>()
let awaitedInPlace = 0
/** The notice and the answer travel on two connections: either may come first. */
const NOTICE_DELAY_MS = 2000

/** Waits for an answer whose failure is shown in place. */
export async function inPlace(answered: Promise<Answer>): Promise<Answer> {
  awaitedInPlace += 1
  const answer = await answered
  awaitedInPlace -= 1
  if (answer.error) shownInPlace.set(answer.error, Date.now())
  return answer
}

/** Shows the server's notice of a failure of the app, unless the page shows that failure in place. */
export function notice(text: string): void {
  const known = [...shownInPlace].some(
    ([code, at]) => text.includes(code) && Date.now() - at < NOTICE_DELAY_MS,
  )
  if (awaitedInPlace === 0 && !known) toast(text, 'error')
}

/** Tells of a refusal by the workspace; failures of the app arrive as the server's own notices. */
export function tellRefusal(answer: Answer): void {
  if (!answer.ok && answer.refused) toast(t().actionRefused(answer.error ?? 'unknown_error'), 'error')
}

let lastToast = 0
const TOAST_MS = 6000

/** Shows a short notice for a few seconds; the same text is not shown twice at once. */
export function toast(text: string, tone: Toast['tone'] = 'info'): void {
  if (ui.toasts.some((shown) => shown.text === text)) return
  lastToast += 1
  const id = lastToast
  ui.toasts.push({ id, text, tone })
  setTimeout(() => dismissToast(id), TOAST_MS)
  invalidate()
}

export function dismissToast(id: number): void {
  ui.toasts = ui.toasts.filter((shown) => shown.id !== id)
  invalidate()
}

/** Asks for a confirmation; resolves to whether the user agreed. */
export function askConfirmation(confirm: Confirm): Promise<boolean> {
  return new Promise((resolve) => {
    ui.popup = null
    ui.confirm = {
      confirm,
      answer: (agreed) => {
        ui.confirm = null
        invalidate()
        resolve(agreed)
      },
    }
    invalidate()
  })
}

export function nameOf(userId: string): string {
  const { bootstrap } = workspace()
  if (userId === BOT_USER) return bootstrap.app.name
  return bootstrap.users.find((user) => user.id === userId)?.real_name ?? userId
}

export function channelName(channelId: string): string {
  const { bootstrap, state } = workspace()
  const channel = [...state.channels, ...bootstrap.channels].find(({ id }) => id === channelId)
  return channel?.name ?? channelId
}

export const BOT_USER = 'U_MEIBO'
