import { BOT_USER } from '../personas.ts'
import { checkMessage } from '../validate/index.ts'
import type { Log } from './log.ts'
import { addMessage, editMessage, removeMessage } from './messages.ts'
import type { Json, StoredMessage } from './model.ts'
import type { Workspace } from './workspace.ts'
import { randomId } from './workspace.ts'

const USES = 5
const LIFE_MS = 30 * 60 * 1000

interface Issued {
  user: string
  channel: string
  /** The message whose button was clicked; null for a command or a modal. */
  original: string | null
  issued: number
  uses: number
}

export interface Answer {
  status: number
  body: unknown
}

const refuse = (status: number, error: string, messages: string[] = []): Answer => ({
  status,
  body: { ok: false, error, ...(messages.length > 0 ? { response_metadata: { messages } } : {}) },
})

/** The response_urls of commands, message actions and modals: five uses within 30 minutes. */
export class ResponseUrls {
  readonly #issued = new Map<string, Issued>()
  readonly #workspace: Workspace
  readonly #log: Log
  readonly #baseUrl: () => string

  constructor(workspace: Workspace, log: Log, baseUrl: () => string) {
    this.#workspace = workspace
    this.#log = log
    this.#baseUrl = baseUrl
  }

  issue(user: string, channel: string, original: StoredMessage | null): string {
    const id = randomId('', 24)
    this.#issued.set(id, {
      user,
      channel,
      original: original?.ts ?? null,
      issued: performance.now(),
      uses: 0,
    })
    return `${this.#baseUrl()}/response/${id}`
  }

  /** A message posted to a response_url. */
  answer(id: string, message: Json): Answer {
    const answer = this.#answer(id, message)
    this.#log.add('response_url', { message, status: answer.status, response: answer.body })
    return answer
  }

  clear(): void {
    this.#issued.clear()
  }

  #answer(id: string, message: Json): Answer {
    const issued = this.#issued.get(id)
    if (!issued) return refuse(404, 'invalid_url')
    if (performance.now() - issued.issued > LIFE_MS) return refuse(404, 'expired_url')
    if (issued.uses >= USES) return refuse(404, 'used_url')
    const original = issued.original
      ? this.#workspace.findMessage(issued.channel, issued.original)
      : undefined
    const deletes = message['delete_original'] === true
    if (!deletes) {
      const refused = checkMessage({ text: message['text'], blocks: message['blocks'] })
      if (refused) return refuse(400, refused.error, refused.messages)
    }
    issued.uses += 1
    if (deletes) {
      if (original) removeMessage(this.#workspace, original)
    } else if (message['replace_original'] === true && original) {
      editMessage(this.#workspace, original, { blocks: [], ...message })
    } else {
      addMessage(this.#workspace, {
        channel: issued.channel,
        user: BOT_USER,
        text: typeof message['text'] === 'string' ? message['text'] : '',
        blocks: message['blocks'],
        onlyFor: message['response_type'] === 'in_channel' ? null : issued.user,
        thread_ts: typeof message['thread_ts'] === 'string' ? message['thread_ts'] : null,
      })
    }
    return { status: 200, body: { ok: true } }
  }
}
