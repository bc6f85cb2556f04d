import { type Sandbox, startSandbox } from '../../sandbox/start.ts'
import { startBot } from '../../src/bot/bot.ts'
import { readConfig } from '../../src/bot/config.ts'
import { createLogger } from '../../src/bot/logger.ts'
import type { Message } from '../../src/views/kit.ts'
import { script, until, type ViewState } from '../sandbox/script.ts'
import { demoDatabase, type TestDatabase } from '../support/database.ts'
import { freePort } from '../support/freePort.ts'

/** The day it is in every journey. */
const TODAY = '2026-11-22'
const NOON = Date.parse(`${TODAY}T12:00:00+09:00`)

/** The whole product: demo society, bot and local Slack; nothing stands in for anything. */
export interface Workspace {
  readonly sandbox: Sandbox
  /** Where the bot serves the public pages. */
  readonly publicUrl: string
  readonly db: TestDatabase
  /** Every line that the bot logged. */
  readonly lines: readonly string[]
  /** Types a command and waits for the one message, modal or home that answers it. */
  ask(user: string, text: string, channel?: string): Promise<Answered>
  press(user: string, action: Pressed): Promise<Answered>
  /** Sets the bot's clock, which stands still. */
  move(instant: string): void
  readonly api: ReturnType<typeof script>
  close(): Promise<void>
}

export interface Answered {
  readonly message?: Message & { readonly ts: string; readonly ephemeral: boolean }
  readonly view?: ViewState
}

export interface Pressed {
  readonly channel?: string
  readonly message_ts?: string
  readonly view_id?: string
  readonly home?: true
  readonly block_id: string
  readonly action_id: string
  readonly [more: string]: unknown
}

export async function openWorkspace(): Promise<Workspace> {
  const [sandbox, db] = await Promise.all([startSandbox({ port: 0 }), demoDatabase(TODAY)])
  const publicUrl = `http://127.0.0.1:${await freePort()}`
  const lines: string[] = []
  const config = readConfig({
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    SLACK_API_URL: sandbox.apiUrl,
    DATABASE_URL: db.url,
    SMTP_URL: `smtp://${sandbox.smtp.host}:${sandbox.smtp.port}`,
    MAIL_FROM: 'meibo@example.com',
    HTTP_PORT: new URL(publicUrl).port,
    PUBLIC_URL: publicUrl,
  })
  const logger = createLogger('debug', { write: (line: string) => void lines.push(line) })
  let clock = NOON
  const bot = await startBot(config, { now: () => clock, logger })
  await sandbox.whenConnected()
  const api = script(sandbox)
  const answered = async (user: string, channel: string, deed: () => Promise<unknown>): Promise<Answered> => {
    const seen = await snapshot(user, channel)
    await deed()
    return until(async () => difference(seen, await snapshot(user, channel)))
  }
  const snapshot = async (user: string, channel: string) => {
    const { channels, views } = await api.state(user)
    return { messages: channels.find(({ id }) => id === channel)?.messages ?? [], views }
  }
  return {
    sandbox,
    publicUrl,
    db,
    lines,
    api,
    move: (instant) => {
      clock = Date.parse(instant)
    },
    ask: (user, text, channel = 'C_GENERAL') =>
      answered(user, channel, () => api.post('command', { user, channel, text })),
    press: (user, action) =>
      answered(user, action.channel ?? 'C_GENERAL', () => api.post('action', { user, ...action })),
    close: async () => {
      await bot.stop()
      await sandbox.stop()
      await db.drop()
    },
  }
}

type Snapshot = Awaited<ReturnType<ReturnType<typeof script>['state']>>['views'] extends infer Views
  ? { readonly messages: readonly { readonly ts: string }[]; readonly views: Views & readonly ViewState[] }
  : never

/** What came or changed: a message, or the modal on top. */
function difference(before: Snapshot, after: Snapshot): Answered | undefined {
  const old = new Map(before.messages.map((message) => [message.ts, JSON.stringify(message)]))
  const message = after.messages.findLast((one) => old.get(one.ts) !== JSON.stringify(one))
  const view = after.views.at(-1)
  if (view !== undefined && view.hash !== before.views.at(-1)?.hash) return { view }
  return message === undefined
    ? undefined
    : { message: message as unknown as NonNullable<Answered['message']> }
}

/** All words of blocks, as a person reads them. */
export function wordsOf(shown: unknown): string {
  if (Array.isArray(shown)) return shown.map(wordsOf).join('\n')
  if (typeof shown !== 'object' || shown === null) return ''
  return Object.entries(shown)
    .map(([key, value]) => (key === 'text' && typeof value === 'string' ? value : wordsOf(value)))
    .filter((words) => words !== '')
    .join('\n')
}
