import type { Answer, Bootstrap, ElementState, LogEntry, Mail, SuggestAnswer } from './types.ts'

/** Where an element sits, in the words of `POST /sandbox/action`. */
export type Place = { view_id: string } | { message_ts: string; channel: string } | { home: true }

let user = ''

/** Names the persona in whose name everything below acts. */
export function actAs(id: string): void {
  user = id
}

async function post<T extends Answer>(path: string, body: Record<string, unknown>): Promise<T> {
  try {
    const response = await fetch(`/sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, ...body }),
    })
    return { ...((await response.json()) as T), refused: !response.ok }
  } catch {
    return { ok: false, error: 'connection_lost', refused: true } as T
  }
}

async function get<T>(path: string): Promise<T> {
  const response = await fetch(`/sandbox/${path}`)
  return (await response.json()) as T
}

type Element = { block_id: string; action_id: string }
type ViewValues = Record<string, ElementState>

/** The sandbox's JSON API. Nothing here throws: a lost connection is the answer `connection_lost`. */
export const api = {
  bootstrap: () => get<Bootstrap>('bootstrap'),
  mails: () => get<Mail[]>('mails'),
  log: () => get<LogEntry[]>('log'),
  command: (channel: string, text: string) => post<Answer>('command', { channel, text }),
  message: (channel: string, text: string) => post<Answer>('message', { channel, text }),
  shortcut: (callback_id: string, at: { channel: string; message_ts?: string }) =>
    post<Answer>('shortcut', { callback_id, ...at }),
  home: () => post<Answer>('home', {}),
  action: (place: Place, element: Element, state: Partial<ElementState>) =>
    post<Answer>('action', { ...place, ...element, ...state }),
  input: (view_id: string, element: Element, state: ElementState) =>
    post<Answer>('input', { view_id, ...element, state }),
  submit: (view_id: string, values: ViewValues) => post<Answer>('submit', { view_id, values }),
  close: (view_id: string, all: boolean) => post<Answer>('close', { view_id, all }),
  suggest: (place: Place, element: Element, query: string) =>
    post<SuggestAnswer>('suggest', { ...place, ...element, query }),
  file: (name: string, content_base64: string, channel?: string) =>
    post<Answer & { file_id?: string }>('file', { name, content_base64, ...(channel ? { channel } : {}) }),
}
