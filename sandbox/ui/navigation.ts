import { api } from './api.ts'
import { invalidate, type Route, ui, workspace } from './store.ts'
import type { ChannelInfo } from './types.ts'

/** The route that the address names; the workspace's first channel by default. */
export function routeOf(search: string, channels: ChannelInfo[]): Route {
  const query = new URLSearchParams(search)
  const view = query.get('view')
  if (view === 'home' || view === 'mails' || view === 'log') return { name: view }
  const wanted = query.get('channel')
  const id = channels.find((channel) => channel.id === wanted)?.id ?? channels[0]?.id ?? ''
  return { name: 'channel', id }
}

/** The address of a route for a persona, so that it can be opened in another window. */
export function addressOf(user: string, route: Route): string {
  const query = new URLSearchParams({ user })
  if (route.name === 'channel') query.set('channel', route.id)
  else query.set('view', route.name)
  return `/?${query}`
}

/** Goes to a route within this window. */
function go(route: Route): void {
  const { state } = workspace()
  history.pushState(null, '', addressOf(state.user, route))
  arrive(route)
}

/** Shows a route; opening App Home tells the app, as Slack does. */
export function arrive(route: Route): void {
  ui.route = route
  ui.drawerOpen = false
  ui.popup = null
  if (route.name === 'home') void api.home()
  invalidate()
}

/** Handles a click on a link to a route: plain clicks stay in this window, others are the browser's. */
export function follow(event: MouseEvent, route: Route): void {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  go(route)
}
