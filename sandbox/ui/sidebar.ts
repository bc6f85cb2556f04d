import { type Child, h, type VNode } from './dom.ts'
import { type IconName, icon } from './icons.ts'
import { avatar } from './message.ts'
import { addressOf, follow } from './navigation.ts'
import { invalidate, type Route, t, ui, workspace } from './store.ts'
import { dateAndTime } from './text/dates.ts'
import type { Channel, ChannelKind, User } from './types.ts'
import { unreadIn } from './unread.ts'

const KIND_ICONS: Record<ChannelKind, IconName> = {
  public: 'hash',
  private: 'lock',
  external: 'shared',
  im: 'message',
}

/** The left rail; a drawer on narrow screens. */
export function sidebar(): VNode {
  const { bootstrap, state } = workspace()
  const channels = state.channels.filter(({ kind }) => kind !== 'im')
  const direct = state.channels.filter(({ kind }) => kind === 'im')
  return h(
    'nav',
    {
      class: ui.drawerOpen ? 'sidebar open' : 'sidebar',
      id: 'sidebar',
      key: 'sidebar',
      'aria-label': t().workspaceNav,
      on: { keydown: (event: KeyboardEvent) => closeOnEscape(event) },
    },
    h(
      'div',
      { class: 'team' },
      h('span', { class: 'team-mark', 'aria-hidden': 'true' }, '名'),
      h('div', null, h('strong', null, bootstrap.team.name), h('span', null, t().demoWorkspace)),
    ),
    personas(),
    h(
      'div',
      { class: 'sidebar-scroll' },
      group(
        t().channels,
        channels.map((channel) => channelLink(channel, channel.name)),
      ),
      group(t().apps, [
        link({ name: 'home' }, 'home', t().homeOf(bootstrap.app.name)),
        direct.map((channel) => channelLink(channel, bootstrap.app.name)),
      ]),
      group(t().tools, [link({ name: 'mails' }, 'mail', t().mails), link({ name: 'log' }, 'log', t().log)]),
    ),
    status(),
  )
}

function closeOnEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || !ui.drawerOpen) return
  ui.drawerOpen = false
  invalidate()
}

function group(title: string, links: Child): VNode {
  return h('section', { class: 'nav-group', key: title }, h('h2', null, title), h('ul', null, links))
}

function channelLink(channel: Channel, name: string): VNode {
  return link(
    { name: 'channel', id: channel.id },
    KIND_ICONS[channel.kind],
    name,
    t().kinds[channel.kind],
    unreadIn(channel),
  )
}

function link(route: Route, sign: IconName, name: string, title?: string, unread = 0): VNode {
  const { state } = workspace()
  const here =
    ui.route.name === route.name &&
    (route.name !== 'channel' || (ui.route.name === 'channel' && ui.route.id === route.id))
  return h(
    'li',
    { key: route.name === 'channel' ? route.id : route.name },
    h(
      'a',
      {
        class: unread > 0 ? 'nav-link has-unread' : 'nav-link',
        href: addressOf(state.user, route),
        'aria-current': here ? 'page' : undefined,
        title,
        on: { click: (event: MouseEvent) => follow(event, route) },
      },
      icon(sign),
      h('span', { class: 'nav-name' }, name),
      unread > 0 && h('span', { class: 'unread', 'aria-label': t().unread(unread) }, unread),
    ),
  )
}

function personas(): VNode {
  const { bootstrap, me } = workspace()
  return h(
    'div',
    { class: 'personas' },
    h(
      'button',
      {
        type: 'button',
        class: 'persona-button',
        'aria-expanded': ui.personasOpen ? 'true' : 'false',
        'aria-controls': 'personas',
        'aria-label': `${t().switchPersona}: ${me.real_name}`,
        on: {
          click: () => {
            ui.personasOpen = !ui.personasOpen
            invalidate()
          },
        },
      },
      avatar(me.id),
      who(me),
      h('span', { class: 'persona-chevron' }, icon('chevron')),
    ),
    ui.personasOpen && h('ul', { class: 'persona-list', id: 'personas' }, bootstrap.users.map(persona)),
  )
}

function who(user: User): VNode {
  return h(
    'span',
    { class: 'who' },
    h('span', { class: 'who-name' }, user.real_name),
    h(
      'span',
      { class: 'who-role' },
      user.title,
      user.is_restricted && h('span', { class: 'badge' }, t().guest),
    ),
  )
}

function persona(user: User): VNode {
  const address = `/?${new URLSearchParams({ user: user.id })}`
  const isMe = user.id === workspace().me.id
  return h(
    'li',
    { key: user.id, class: 'persona' },
    h(
      'a',
      { href: address, class: 'persona-link', 'aria-current': isMe ? 'true' : undefined },
      avatar(user.id, true),
      who(user),
    ),
    h(
      'a',
      {
        href: address,
        target: '_blank',
        class: 'button quiet icon-only',
        'aria-label': t().openInNewWindow(user.real_name),
        title: t().openInNewWindow(user.real_name),
      },
      icon('window'),
    ),
  )
}

const NOTABLE_DIFFERENCE_MS = 60_000

function status(): VNode {
  const { state, clockOffsetMs } = workspace()
  const connected = state.app_connected && ui.streamOpen
  return h(
    'div',
    { class: connected ? 'status connected' : 'status', role: 'status' },
    h('span', { class: 'dot', 'aria-hidden': 'true' }),
    connected ? t().connected : t().appAway,
    // A moved clock (for trying out what happens in a month) must not be overlooked.
    Math.abs(clockOffsetMs) > NOTABLE_DIFFERENCE_MS &&
      h('span', { class: 'status-clock' }, dateAndTime(new Date(state.clock))),
  )
}
