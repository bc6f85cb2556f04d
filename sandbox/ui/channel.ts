import { composer } from './composer.ts'
import { type Child, h, type VNode } from './dom.ts'
import { dropTarget } from './file-drop.ts'
import { header } from './header.ts'
import { icon } from './icons.ts'
import { message } from './message.ts'
import { invalidate, now, t, workspace } from './store.ts'
import { dateOfTs, dayKey, dayName } from './text/dates.ts'
import type { Channel, Message } from './types.ts'
import { markRead } from './unread.ts'

const SAME_AUTHOR_SECONDS = 300
const NEAR_END_PX = 80

/** Where each channel was left, so that a look elsewhere loses no place; absent: at the end. */
const places = new Map<string, number>()
const lastCounts = new Map<string, number>()
let hasNewBelow = false

export function channelView(channel: Channel): Child {
  if (document.visibilityState === 'visible') markRead(channel)
  const roots = channel.messages.filter(({ ts, thread_ts }) => !thread_ts || thread_ts === ts)
  return [
    header(channel),
    h(
      'main',
      { class: 'channel', id: 'main', tabindex: -1, key: `channel ${channel.id}`, ...dropTarget(channel) },
      messages(channel, roots),
      hasNewBelow && newMessagesButton(),
      composer(channel),
    ),
  ]
}

function messages(channel: Channel, roots: Message[]): VNode {
  return h(
    'div',
    {
      class: 'messages',
      role: 'log',
      'aria-label': t().messages,
      tabindex: 0,
      updated: (element) => keepPlace(element, channel),
      on: {
        scroll: (event: Event) => notePlace(event.target as HTMLElement, channel.id),
      },
    },
    h(
      'div',
      { class: 'messages-inner' },
      roots.length === 0 && empty(),
      roots.map((one, index) => withDay(one, roots[index - 1], channel)),
    ),
  )
}

function empty(): VNode {
  const command = workspace().bootstrap.app.commands[0]?.command ?? '/'
  return h(
    'div',
    { class: 'empty' },
    h('p', { class: 'empty-title' }, t().emptyChannel),
    h('p', null, t().emptyChannelHint(command)),
  )
}

function withDay(one: Message, previous: Message | undefined, channel: Channel): Child {
  const date = dateOfTs(one.ts)
  const isNewDay = !previous || dayKey(dateOfTs(previous.ts)) !== dayKey(date)
  const replies = channel.messages.filter(({ ts, thread_ts }) => thread_ts === one.ts && ts !== one.ts)
  return [
    isNewDay && h('div', { class: 'day', key: `day ${dayKey(date)}` }, h('span', null, dayName(date, now()))),
    message(one, channel.id, !isNewDay && previous !== undefined && follows(one, previous), replies),
  ]
}

/** Short messages of one person in a row share one head. */
function follows(one: Message, previous: Message): boolean {
  const plain = (message: Message) => !message.ephemeral && !message.blocks?.length
  const seconds = Number.parseFloat(one.ts) - Number.parseFloat(previous.ts)
  return one.user === previous.user && plain(one) && plain(previous) && seconds < SAME_AUTHOR_SECONDS
}

function notePlace(element: HTMLElement, channelId: string): void {
  const fromEnd = element.scrollHeight - element.scrollTop - element.clientHeight
  if (fromEnd > NEAR_END_PX) {
    places.set(channelId, element.scrollTop)
    return
  }
  places.delete(channelId)
  if (!hasNewBelow) return
  hasNewBelow = false
  invalidate()
}

/** At the end, new messages come into view; one that is taller than the window is shown from its beginning. */
function keepPlace(element: HTMLElement, channel: Channel): void {
  const count = channel.messages.length
  const before = lastCounts.get(channel.id)
  lastCounts.set(channel.id, count)
  const place = places.get(channel.id)
  if (before === undefined || shownChannel !== channel.id) {
    shownChannel = channel.id
    element.scrollTop = place ?? element.scrollHeight
    return
  }
  if (count <= before) return
  if (place !== undefined) {
    hasNewBelow = true
    invalidate()
    return
  }
  element.scrollTop = element.scrollHeight
  const newest = element.querySelector<HTMLElement>('.messages-inner > .message:last-child')
  if (newest && newest.offsetHeight > element.clientHeight) newest.scrollIntoView({ block: 'start' })
}

let shownChannel = ''

function newMessagesButton(): VNode {
  return h(
    'button',
    {
      type: 'button',
      class: 'new-messages',
      key: 'new',
      on: {
        click: () => {
          hasNewBelow = false
          const list = document.querySelector('.messages')
          list?.scrollTo({ top: list.scrollHeight })
          invalidate()
        },
      },
    },
    icon('chevron'),
    t().newMessages,
  )
}
