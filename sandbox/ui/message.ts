import { api } from './api.ts'
import { type Child, h, type VNode } from './dom.ts'
import { domId, isInUse } from './drafts.ts'
import { icon } from './icons.ts'
import { blocks } from './kit/blocks.ts'
import { menuButton } from './kit/menu.ts'
import type { Surface } from './kit/slot.ts'
import { BOT_USER, nameOf, t, tellRefusal, workspace } from './store.ts'
import { clockTime, dateAndTime, dateOfTs } from './text/dates.ts'
import { sizeText } from './text/files.ts'
import { mrkdwn } from './text/mrkdwn.ts'
import type { Message, SharedFile } from './types.ts'

interface Drawn {
  vnode: VNode
  from: unknown[]
  inUse: boolean
}
const drawn = new Map<string, Drawn>()

/**
 * One message; `follows` says that the same person wrote the one right above it. A message that nobody touches is
 * described once: a channel may hold thousands of rows and buttons, and each keystroke draws the page.
 */
export function message(one: Message, channel: string, follows: boolean, replies: Message[]): VNode {
  const key = surfaceKey(channel, one)
  const from = [one, follows, ...replies]
  const inUse = [one, ...replies].some((each) => isInUse(surfaceKey(channel, each))) || pages(one)
  const last = drawn.get(key)
  const same = last?.from.length === from.length && last.from.every((value, index) => value === from[index])
  if (last && same && !inUse && !last.inUse) return last.vnode
  const vnode = draw(one, channel, follows, replies)
  drawn.set(key, { vnode, from, inUse })
  return vnode
}

const surfaceKey = (channel: string, { ts }: Message) => `message:${channel}:${ts}`

/** A data table turns its pages by itself. */
function pages(one: Message): boolean {
  return one.blocks?.some(({ type }) => type === 'data_table') === true
}

function draw(one: Message, channel: string, follows: boolean, replies: Message[]): VNode {
  const time = dateOfTs(one.ts)
  return h(
    'article',
    {
      key: one.ts,
      class: ['message', one.ephemeral && 'ephemeral', follows && 'follows'].filter(Boolean).join(' '),
      'data-ts': one.ts,
      'aria-label': `${nameOf(one.user)} ${clockTime(time)}`,
    },
    !follows && avatar(one.user),
    h(
      'div',
      { class: 'message-main' },
      one.ephemeral && h('p', { class: 'only-you' }, icon('eye'), t().onlyYou),
      !follows &&
        h(
          'div',
          { class: 'message-head' },
          h('span', { class: 'author' }, nameOf(one.user)),
          one.user === BOT_USER && h('span', { class: 'badge' }, t().app),
          h('time', { datetime: time.toISOString(), title: dateAndTime(time) }, clockTime(time)),
        ),
      content(one, channel),
      one.files?.map(file),
      replies.length > 0 &&
        h(
          'div',
          { class: 'thread', role: 'group', 'aria-label': t().replies(replies.length) },
          replies.map((reply) => message(reply, channel, false, [])),
        ),
    ),
    shortcutMenu(one, channel),
  )
}

function content(one: Message, channel: string): Child {
  const edited = one.edited && h('span', { class: 'edited' }, t().edited)
  if (!one.blocks || one.blocks.length === 0) {
    return one.text ? h('div', { class: 'text' }, mrkdwn(one.text), edited) : null
  }
  const surface: Surface = {
    key: surfaceKey(channel, one),
    place: { channel, message_ts: one.ts },
    values: {},
    errors: {},
  }
  return [blocks(one.blocks, surface), edited]
}

/** The picture of a person: initials on their colour. */
export function avatar(userId: string, small = false): VNode {
  const user = workspace().bootstrap.users.find(({ id }) => id === userId)
  const name = nameOf(userId)
  const initial = userId === BOT_USER ? '名' : charAt(name, 0)
  const mark = charAt(name, -1)
  return h(
    'span',
    {
      class: ['avatar', small && 'small', userId === BOT_USER && 'bot'].filter(Boolean).join(' '),
      style: user ? `--avatar: ${user.color}` : undefined,
      'aria-hidden': 'true',
    },
    initial,
    user && mark !== initial && h('span', { class: 'avatar-mark' }, mark),
  )
}

/** A character, not half of one: names may hold kanji beyond the first 65,536. */
function charAt(text: string, index: number): string {
  return Array.from(text).at(index) ?? ''
}

function file(one: SharedFile): VNode {
  return h(
    'a',
    {
      key: one.id,
      class: 'file',
      href: one.url,
      download: one.name,
      'aria-label': t().downloadFile(one.name),
    },
    icon('file'),
    h('span', { class: 'file-name' }, one.name),
    h('span', { class: 'file-size' }, sizeText(one.size)),
    icon('download'),
  )
}

/** Message shortcuts of the app, if it has any. */
function shortcutMenu(one: Message, channel: string): Child {
  const shortcuts = workspace().bootstrap.app.shortcuts.filter(({ type }) => type === 'message')
  if (shortcuts.length === 0 || one.ephemeral) return null
  return h(
    'div',
    { class: 'message-tools' },
    menuButton({
      key: domId(surfaceKey(channel, one), 'shortcuts', ''),
      label: t().moreActions,
      class: 'button plain icon-only',
      content: icon('more'),
      items: shortcuts.map(({ callback_id, name, description }) => ({
        key: callback_id,
        label: name,
        description,
        choose: () => void run(callback_id, { channel, message_ts: one.ts }),
      })),
    }),
  )
}

async function run(callbackId: string, at: { channel: string; message_ts: string }) {
  tellRefusal(await api.shortcut(callbackId, at))
}
