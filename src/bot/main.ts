import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DataDirectoryInUse, DataDirectoryUnusable, EmbeddedUnavailable } from '../database/errors.ts'
import { type Bot, startBot } from './bot.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { createLogger, type Logger } from './logger.ts'
import { CannotStart } from './patience.ts'
import { PortUnusable } from './server.ts'

export { type Bot, type Overrides, startBot } from './bot.ts'

const EXPECTED = [CannotStart, PortUnusable, DataDirectoryInUse, DataDirectoryUnusable, EmbeddedUnavailable]

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}

/** The sandbox moves the bot's clock by messages over IPC; without it nobody can. */
function clockOf({ sandbox }: Config): () => number {
  let offset = 0
  if (sandbox && process.send !== undefined) {
    process.on('message', (message: unknown) => {
      const { clock } = (message ?? {}) as { clock?: unknown }
      if (typeof clock === 'number' && Number.isFinite(clock)) offset = clock
    })
  }
  return () => Date.now() + offset
}

/**
 * The bot as a process. Exit codes: 0 after SIGTERM or SIGINT, 2 for a wrong environment, 1 for anything else that
 * ends it. A second signal ends it at once.
 */
export async function main(): Promise<void> {
  let config: Config
  try {
    config = readConfig()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    say(error.message)
    process.exitCode = 2
    return
  }
  const logger = createLogger(config.logLevel)
  const end = endOnce(logger)
  try {
    const starting = startBot(config, { logger, say, now: clockOf(config), abort: end.abort })
    end.whenAsked(starting)
    await starting
  } catch (error) {
    if (end.isUnderWay()) return
    if (EXPECTED.some((kind) => error instanceof kind)) say((error as Error).message)
    else logger.error('bot.not-started', { err: error })
    process.exit(1)
  }
}

interface Ending {
  /** Aborted when the end begins. */
  readonly abort: AbortSignal
  isUnderWay(): boolean
  whenAsked(starting: Promise<Bot>): void
}

/** Ends the process by a signal, or by a bug that nobody caught. */
function endOnce(logger: Logger): Ending {
  let bot: Promise<Bot | undefined> = Promise.resolve(undefined)
  let ending = false
  const abort = new AbortController()
  const end = async (code: number) => {
    if (ending) process.exit(code === 0 ? 130 : code)
    ending = true
    abort.abort()
    try {
      await (await bot)?.stop()
      logger.info('bot.stopped')
    } catch (error) {
      logger.error('bot.stopped-badly', { err: error })
      process.exit(1)
    }
    process.exit(code)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(0))
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      logger.error('bot.crashed', { err: error })
      // socket-mode throws where an end meets a reconnect (node-slack-sdk #2656): while ending, that changes nothing.
      if (!ending) void end(1)
    })
  return {
    abort: abort.signal,
    isUnderWay: () => ending,
    whenAsked: (starting) => {
      bot = starting.catch(() => undefined)
    },
  }
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main()
