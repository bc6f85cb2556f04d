import { type Answered, openWorkspace, type Workspace, wordsOf } from '../journeys/workspace.ts'

/** What a person at the workspace does, in words; each step waits for what it brings about. */
export interface Desk extends Workspace {
  /** All words of the message or modal that answers a command. */
  words(user: string, text: string, channel?: string): Promise<string>
  /** The count in the heading of the results; NaN where there are no results. */
  total(user: string, text: string): Promise<number>
  /** Closes whatever modals stand open. */
  closeAll(user: string): Promise<void>
  /** Presses a button of a message that `ask` gave. */
  pressIn(user: string, message: Answered['message'], block: string, action: string): Promise<Answered>
  /** What Slack would have refused, and acks that came late, since the start or the last call. */
  complaints(): Promise<readonly string[]>
}

export type { Answered }
export { wordsOf }

/** The demo society, the bot and the local Slack of one test file. */
export async function openDesk(): Promise<Desk> {
  const work = await openWorkspace()
  let since = 0
  const words = async (user: string, text: string, channel?: string) => {
    const { message, view } = await work.ask(user, text, channel)
    return wordsOf(message?.blocks ?? view?.blocks)
  }
  return {
    ...work,
    words,
    total: async (user, text) => countIn(await words(user, text)),
    closeAll: async (user) => {
      const [top] = (await work.api.state(user)).views.slice(-1)
      if (top !== undefined) await work.api.post('close', { user, view_id: top.id, all: true })
    },
    pressIn: (user, message, block_id, action_id) => {
      const channel = (message as { channel?: string } | undefined)?.channel ?? 'C_GENERAL'
      return work.press(user, { channel, message_ts: message?.ts ?? '', block_id, action_id })
    },
    complaints: async () => {
      const all = await work.api.get<Complaint[]>(`/sandbox/log?since=${since}`)
      since = all.at(-1)?.n ?? since
      return all.filter(isComplaint).map((line) => JSON.stringify(line))
    },
  }
}

interface Complaint {
  readonly n: number
  readonly kind: string
  readonly response?: { readonly ok?: boolean }
}

/** sandbox/README.md: a run should end without any of these. */
function isComplaint({ kind, response }: Complaint): boolean {
  return kind === 'error' || kind === 'late_ack' || (kind === 'call' && response?.ok === false)
}

export function countIn(words: string): number {
  const found = /検索結果　([\d,]+)名/.exec(words)?.[1]
  return found === undefined ? Number.NaN : Number(found.replaceAll(',', ''))
}
