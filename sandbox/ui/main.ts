import { actAs, api } from './api.ts'
import { draw } from './app.ts'
import { watchFocus } from './focus.ts'
import { TEXTS } from './i18n.ts'
import { watchPopups } from './kit/popup.ts'
import { loadLog } from './log.ts'
import { loadMails } from './mails.ts'
import { arrive, routeOf } from './navigation.ts'
import { isLoaded, onChange, ui, workspace } from './store.ts'
import { followState } from './stream.ts'

const FIRST_PERSONA = 'U_OFFICER'
const RETRY_MS = 1500

/** Loads the workspace and keeps the page following it. */
async function start(root: HTMLElement): Promise<void> {
  const bootstrap = await api.bootstrap().catch(() => null)
  if (!bootstrap) {
    setTimeout(() => void start(root), RETRY_MS)
    return
  }
  const user = personaIn(bootstrap.users.map(({ id }) => id))
  actAs(user)
  let drawn = ''
  onChange(() => {
    draw(root)
    if (drawn !== ui.route.name) refreshTools()
    drawn = ui.route.name
  })
  watchFocus()
  watchPopups()
  let arrived = false
  followState(bootstrap, user, () => {
    if (!arrived) {
      arrived = true
      root.replaceChildren()
      arrive(routeOf(location.search, workspace().state.channels))
    }
    refreshTools()
  })
  window.addEventListener('popstate', () => {
    if (isLoaded()) arrive(routeOf(location.search, workspace().state.channels))
  })
}

/** The persona that the address names; an unknown one is replaced, so that the page always opens. */
function personaIn(users: string[]): string {
  const query = new URLSearchParams(location.search)
  const wanted = query.get('user')
  if (wanted && users.includes(wanted)) return wanted
  const user = users.includes(FIRST_PERSONA) ? FIRST_PERSONA : (users[0] ?? '')
  query.set('user', user)
  history.replaceState(null, '', `/?${query}`)
  return user
}

/** Mail and log are asked for while they are on the screen, whenever something has happened. */
function refreshTools(): void {
  if (ui.route.name === 'mails') void loadMails()
  if (ui.route.name === 'log') void loadLog()
}

const root = document.getElementById('root')
if (root) {
  root.textContent = TEXTS.ja.loading
  void start(root)
}
