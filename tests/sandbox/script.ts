import type { Sandbox } from '../../sandbox/start.ts'

export type Json = Record<string, unknown>

export interface Answer extends Json {
  ok: boolean
  ack: unknown
  error: string | null
}

export interface MessageState extends Json {
  ts: string
  user: string
  text: string
  ephemeral: boolean
  edited: boolean
}

export interface ViewState extends Json {
  id: string
  hash: string
  blocks: Json[]
  callback_id: string
  state: { values: Record<string, Record<string, Json>> }
  errors: Record<string, string>
}

export interface PersonState {
  channels: { id: string; name: string; kind: string; messages: MessageState[] }[]
  views: ViewState[]
  home: ViewState | null
  files: Json[]
  app_connected: boolean
  clock: string
}

export interface LogLine extends Json {
  n: number
  kind: string
}

/** What a script does with the sandbox: the JSON API of sandbox/README.md. */
export function script(sandbox: Sandbox) {
  const get = async <T>(path: string): Promise<T> => (await fetch(sandbox.url + path)).json() as Promise<T>
  const post = async (path: string, body: Json): Promise<Answer> => {
    const response = await fetch(`${sandbox.url}/sandbox/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await response.json()) as Answer
  }
  const state = (user: string) => get<PersonState>(`/sandbox/state?user=${user}`)
  return {
    get,
    post,
    state,
    /** Calls the Web API as the bot does, with a form. */
    api: async (method: string, args: Json = {}, token = sandbox.botToken): Promise<Json> => {
      const form = new URLSearchParams()
      for (const [key, value] of Object.entries(args)) {
        form.set(key, typeof value === 'string' ? value : JSON.stringify(value))
      }
      const response = await fetch(`${sandbox.apiUrl}${method}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
      })
      return (await response.json()) as Json
    },
    messages: async (user: string, channel: string): Promise<MessageState[]> =>
      (await state(user)).channels.find((one) => one.id === channel)?.messages ?? [],
    log: async (kind: string): Promise<LogLine[]> =>
      (await get<LogLine[]>('/sandbox/log')).filter((entry) => entry.kind === kind),
    /** The modal on top of this user's stack, once the stack is this high: apps open modals after they have acked. */
    top: (user: string, height = 1): Promise<ViewState> =>
      until(async () => {
        const { views } = await state(user)
        return views.length === height && views.at(-1)
      }),
  }
}

/** Waits until `read` gives something. */
export async function until<T>(
  read: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  for (;;) {
    const value = await read()
    if (value !== undefined && value !== false) return value
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

export const plain = (text: string) => ({ type: 'plain_text' as const, text })
