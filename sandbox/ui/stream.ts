import { settleDrafts } from './drafts.ts'
import { invalidate, notice, receive, ui } from './store.ts'
import type { Bootstrap, WorkspaceState } from './types.ts'

const RETRY_MS = 2000
const HIDDEN_MS = 30_000

/**
 * Follows the persona's state. A hidden page lets go of its connection after a while: a browser opens only six to
 * one host, and every window of another persona needs one.
 */
export function followState(bootstrap: Bootstrap, user: string, changed: () => void): void {
  let source: EventSource | null = null
  let hide: ReturnType<typeof setTimeout> | undefined

  const open = () => {
    source?.close()
    source = new EventSource(`/sandbox/events?${new URLSearchParams({ user })}`)
    source.addEventListener('state', ({ data }: MessageEvent<string>) => {
      const state = JSON.parse(data) as WorkspaceState
      ui.streamOpen = true
      receive(bootstrap, state)
      settleDrafts(state.home ? [...state.views, state.home] : state.views)
      changed()
      invalidate()
    })
    source.addEventListener('toast', ({ data }: MessageEvent<string>) => {
      notice((JSON.parse(data) as { text: string }).text)
    })
    source.addEventListener('error', () => {
      ui.streamOpen = false
      invalidate()
      // The browser retries by itself, except where the server answered with an error.
      if (source?.readyState === EventSource.CLOSED) setTimeout(open, RETRY_MS)
    })
  }

  open()
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hide)
    if (document.visibilityState === 'visible') {
      if (!source) open()
      invalidate()
      return
    }
    hide = setTimeout(() => {
      source?.close()
      source = null
    }, HIDDEN_MS)
  })
}
