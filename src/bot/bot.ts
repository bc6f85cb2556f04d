import { WebAPIPlatformError } from '@slack/web-api'
import { createSealer } from '../domain/audit/seal.ts'
import { Roll } from '../domain/core/roll.ts'
import { Actors } from './answer/actor.ts'
import type { Slack } from './answer/route.ts'
import type { RouteTable } from './answer/routeTable.ts'
import { createApp, type Identity } from './app.ts'
import type { Config } from './config.ts'
import { type OpenRoll, openRoll } from './database.ts'
import { createDue } from './due.ts'
import { Flight } from './flight.ts'
import type { JobDeps } from './jobs/deps.ts'
import { jobHandlers } from './jobs/index.ts'
import { createLogger, errorCode, type Logger } from './logger.ts'
import { startLoop } from './loop.ts'
import { createMailer } from './mailer.ts'
import { createPages } from './pages/pages.ts'
import { CannotStart, type Patience, patiently } from './patience.ts'
import { routeTable } from './routes.ts'
import { type HttpServer, openServer } from './server.ts'
import { createClients } from './slack/clients.ts'
import { WorkspaceEvents } from './slack/events.ts'
import { UserGroups } from './slack/groups.ts'
import { People } from './slack/people.ts'
import { createEar, type Ear } from './slack/receiver.ts'
import { Transport } from './slack/transport.ts'
import { startWorker } from './worker.ts'

/** What tests and the sandbox put in place of the usual. */
export interface Overrides {
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  readonly logger?: Logger
  readonly say?: (sentence: string) => void
  readonly routes?: RouteTable
  /** How long to wait at start for a database or a Slack that is away. */
  readonly patienceMs?: number
  /** Ends the waiting at start. */
  readonly abort?: AbortSignal
}

export interface Bot {
  /** Of `/healthz`; undefined where no HTTP server was asked for. */
  readonly port: number | undefined
  /** Drains what is under way, then closes everything. Safe to call twice. */
  stop(): Promise<void>
}

const SEAL_MS = 500
/** A day begins at midnight to the second for nobody; the sandbox's clock is moved in front of the viewer, though. */
const DUE_MS = 2000
const DRAIN_MS = 10_000
const PATIENCE_MS = 120_000

/**
 * Builds the whole bot and opens it: nothing else constructs anything.
 *
 * @throws CannotStart, PortUnusable, or an error of src/database/errors.ts, each with a sentence for the console
 */
export async function startBot(config: Config, overrides: Overrides = {}): Promise<Bot> {
  const logger = overrides.logger ?? createLogger(config.logLevel)
  const patience: Patience = {
    limitMs: overrides.patienceMs ?? PATIENCE_MS,
    say: overrides.say ?? (() => {}),
    ...(overrides.abort === undefined ? {} : { abort: overrides.abort }),
  }
  const slack = createClients(config, logger)
  const roll = await openRoll(config, patience, logger)
  // What was opened, to be closed in the opposite order: also when a later step fails.
  const opened: (() => Promise<void>)[] = [() => roll.close()]
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= closeAll(opened)
    return stopped
  }
  try {
    const identity = await identify(slack, patience)
    const port = await openBot({ config, overrides, logger, slack, roll, identity }, opened)
    logger.info('bot.ready', { team: identity.teamId, ...(port === undefined ? {} : { port }) })
    return { port, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function closeAll(opened: (() => Promise<void>)[]): Promise<void> {
  for (const close of opened.reverse()) await close()
}

interface Parts {
  readonly config: Config
  readonly overrides: Overrides
  readonly logger: Logger
  readonly slack: Slack
  readonly roll: OpenRoll
  readonly identity: Identity
}

async function openBot(parts: Parts, opened: (() => Promise<void>)[]): Promise<number | undefined> {
  const { config, overrides, logger, slack, identity } = parts
  const now = overrides.now ?? Date.now
  const date = () => new Date(now())
  const roll = new Roll(parts.roll.database)
  const transport = new Transport(parts.roll.database.pool)
  const groups = new UserGroups(slack.interactive, config.roleUsers, now, logger)
  const people = new People(slack.interactive, identity.teamId, now)
  const ear = createEar(config, logger, Date.now)
  const flight = new Flight()
  const actors = new Actors(identity.teamId, people, groups, roll, date)
  const events = new WorkspaceEvents(identity.teamId, groups, people, logger)
  const routes = overrides.routes ?? routeTable()
  createApp({
    routes,
    actors,
    people,
    roll,
    transport,
    slack,
    logger,
    now: date,
    ear,
    identity,
    events,
    flight,
  })

  const worker = await startWorker(
    parts.roll.url,
    jobHandlers({ roll, slack, people, actors, transport, logger, now: date, mail: mailOf(config) }),
    logger,
  )
  opened.push(() => worker.stop())
  const sealer = startLoop(SEAL_MS, createSealer(roll, now), (error) =>
    logger.warn('audit.not-sealed', { err: error }),
  )
  opened.push(() => sealer.stop())
  const due = startLoop(DUE_MS, createDue({ roll, now: date, logger }), (error) =>
    logger.warn('due.not-looked', { err: error }),
  )
  opened.push(() => due.stop())
  const health = { database: () => transport.ping(), slack: ear.state }
  const pages = createPages({ roll, now: date, logger, flight, publicUrl: config.publicUrl })
  const listeners = { slack: ear.listener, pages }
  const server = config.http === undefined ? undefined : await openServer(config.http, health, listeners)
  opened.push(() => silence(ear, server, flight, logger))
  await ear.open()
  return server?.port
}

/** Mail needs a server, a sender, and an address for its links. */
function mailOf({ smtpUrl, mailFrom, publicUrl }: Config): JobDeps['mail'] {
  if (smtpUrl === undefined || mailFrom === undefined || publicUrl === undefined) return undefined
  return { mailer: createMailer(smtpUrl, mailFrom), publicUrl }
}

/** Hears no more, and lets end what was heard: acks still need the connection, so that it closes last. */
async function silence(
  ear: Ear,
  server: HttpServer | undefined,
  flight: Flight,
  logger: Logger,
): Promise<void> {
  const closed = server?.close()
  await flight.landed(DRAIN_MS)
  await ear.close()
  // What came in between the drain and the end of the connection.
  if (!(await flight.landed(DRAIN_MS))) logger.warn('bot.undrained', { count: flight.count })
  const cap = new Promise<void>((resolve) => {
    setTimeout(resolve, DRAIN_MS).unref()
  })
  await Promise.race([closed, cap])
}

const WAITING = 'Slack に接続できません。接続できるまで待ちます。 / Slack can’t be reached; waiting for it.'

/** Slack's words for a token that no waiting mends. */
const BAD_TOKEN = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
])

function badToken(error: unknown): string | undefined {
  const code = errorCode(error)
  if (!(error instanceof WebAPIPlatformError) || code === undefined || !BAD_TOKEN.has(code)) return undefined
  return `SLACK_BOT_TOKEN が無効です。 / SLACK_BOT_TOKEN is not accepted by Slack (${code}).`
}

async function identify({ interactive }: Slack, patience: Patience): Promise<Identity> {
  const ask = () => interactive.auth.test()
  const {
    team_id: teamId,
    bot_id: botId,
    user_id: botUserId,
  } = await patiently(patience, ask, WAITING, badToken)
  if (teamId === undefined || botId === undefined || botUserId === undefined)
    throw new CannotStart(
      'SLACK_BOT_TOKEN はボットのトークンではありません。 / SLACK_BOT_TOKEN is not a bot token.',
    )
  return { teamId, botId, botUserId }
}
