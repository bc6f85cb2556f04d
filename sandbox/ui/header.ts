import { type Child, h, type VNode } from './dom.ts'
import { type IconName, icon } from './icons.ts'
import { addressOf, follow } from './navigation.ts'
import { invalidate, type Route, t, ui, workspace } from './store.ts'
import type { Channel } from './types.ts'

const KIND_SIGNS = { public: '#', private: '', external: '#', im: '' }

/** The bar above a channel: the drawer's button, its name and kind; for the app also its two tabs. */
export function header(channel: Channel): Child {
  const { bootstrap } = workspace()
  if (channel.kind === 'im') return appHeader(channel.id)
  const sign: Child = channel.kind === 'private' ? icon('lock') : KIND_SIGNS[channel.kind]
  return bar(
    h('h1', null, h('span', { class: 'sign' }, sign), channel.name),
    t().kinds[channel.kind],
    bootstrap.app.name,
  )
}

/** The bar of the app's home and of the direct messages with it. */
export function appHeader(directId: string | undefined): VNode {
  const { bootstrap } = workspace()
  return bar(
    h('h1', null, bootstrap.app.name),
    undefined,
    'app',
    h(
      'nav',
      { class: 'tabs', 'aria-label': bootstrap.app.name },
      tab({ name: 'home' }, t().home),
      directId && tab({ name: 'channel', id: directId }, t().messages),
    ),
  )
}

/** A bar with a title only. */
export function titleHeader(title: string, sign: IconName): VNode {
  return bar(h('h1', null, h('span', { class: 'sign' }, icon(sign)), title), undefined, title)
}

function bar(title: VNode, subtitle: string | undefined, key: string, ...rest: Child[]): VNode {
  return h(
    'header',
    { class: 'bar', key: `bar ${key}` },
    h(
      'button',
      {
        type: 'button',
        class: 'button quiet icon-only drawer-button',
        'aria-label': ui.drawerOpen ? t().closeMenu : t().menu,
        'aria-expanded': ui.drawerOpen ? 'true' : 'false',
        'aria-controls': 'sidebar',
        on: {
          click: () => {
            ui.drawerOpen = !ui.drawerOpen
            invalidate()
          },
        },
      },
      icon('menu'),
    ),
    title,
    subtitle && h('span', { class: 'bar-kind' }, subtitle),
    ...rest,
  )
}

function tab(route: Route, name: string): VNode {
  const here = ui.route.name === route.name
  return h(
    'a',
    {
      class: 'tab',
      key: route.name,
      href: addressOf(workspace().state.user, route),
      'aria-current': here ? 'page' : undefined,
      on: { click: (event: MouseEvent) => follow(event, route) },
    },
    name,
  )
}
