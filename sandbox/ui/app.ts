import { channelView } from './channel.ts'
import { confirmDialog } from './confirm.ts'
import { type Child, h, render } from './dom.ts'
import { returnFocus } from './focus.ts'
import { homeView } from './home.ts'
import { forgetSuggestions } from './kit/select.ts'
import { logView } from './log.ts'
import { mailsView } from './mails.ts'
import { modal } from './modal.ts'
import { sidebar } from './sidebar.ts'
import { invalidate, isLoaded, t, ui, workspace } from './store.ts'
import { toasts } from './toasts.ts'

let hadDialog = false

/** Draws the whole page from the last state and what this window knows. */
export function draw(root: HTMLElement): void {
  if (!isLoaded()) return
  const { state, language, bootstrap, me } = workspace()
  document.documentElement.lang = language
  document.title = `${titleOf()} - ${me.real_name} | ${bootstrap.team.name}`
  if (ui.popup === null) forgetSuggestions()
  // Drawn first: what is on the screen counts as read in the sidebar.
  const main = content()
  const hasDialog = state.views.length > 0 || ui.confirm !== null
  render(root, [
    h(
      'div',
      { class: 'app', key: 'app', inert: hasDialog },
      skipLink(),
      sidebar(),
      backdrop(),
      h('div', { class: 'content', key: 'content' }, lostStream(), main),
    ),
    modal(),
    confirmDialog(),
    toasts(),
  ])
  if (hadDialog && !hasDialog) returnFocus('#composer-input, #main')
  hadDialog = hasDialog
}

function titleOf(): string {
  const { state, bootstrap } = workspace()
  const { route } = ui
  if (route.name === 'mails') return t().mails
  if (route.name === 'log') return t().log
  if (route.name === 'home') return t().homeOf(bootstrap.app.name)
  const channel = state.channels.find(({ id }) => id === route.id)
  return channel?.kind === 'im' ? bootstrap.app.name : `#${channel?.name ?? ''}`
}

function skipLink(): Child {
  return h('a', { class: 'skip', href: '#main' }, t().skipToMain)
}

/** On narrow screens a press beside the drawer closes it. */
function backdrop(): Child {
  if (!ui.drawerOpen) return null
  return h('div', {
    class: 'backdrop',
    key: 'backdrop',
    on: {
      click: () => {
        ui.drawerOpen = false
        invalidate()
      },
    },
  })
}

function lostStream(): Child {
  if (ui.streamOpen) return null
  return h('p', { class: 'stream-lost', role: 'alert', key: 'lost' }, t().streamLost)
}

function content(): Child {
  const { route } = ui
  if (route.name === 'home') return homeView()
  if (route.name === 'mails') return mailsView()
  if (route.name === 'log') return logView()
  const { channels } = workspace().state
  const channel = channels.find(({ id }) => id === route.id) ?? channels[0]
  return channel ? channelView(channel) : null
}
