import type { IncomingMessage, RequestListener } from 'node:http'
import { type App, HTTPReceiver, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt'
import type { Config } from '../config.ts'
import type { Logger } from '../logger.ts'
import { SeenSignatures } from './replay.ts'
import { slackLogger } from './slackLogger.ts'

/** The bot's ear to Slack, whichever way it hears. */
export interface Ear {
  readonly receiver: SocketModeReceiver | HTTPReceiver
  /** Takes Slack's requests in HTTP mode; the HTTP server is ours, as it also answers `/healthz`. */
  readonly listener?: RequestListener
  readonly state: () => 'connected' | 'disconnected' | 'http'
  open(): Promise<void>
  /** Ends the connection; waits two seconds at most, as socket-mode's own end may hang. */
  close(): Promise<void>
}

export function createEar(config: Config, logger: Logger, now: () => number): Ear {
  const { connection } = config
  return connection.mode === 'socket'
    ? socketEar(connection.appToken, config.slackApiUrl, logger)
    : httpEar(connection.signingSecret, logger, now)
}

const CLOSE_MS = 2000

/**
 * The receiver gets client options of its own, made here: those given to `App` are changed by it, and headers in them
 * would send the bot's token where the app's belongs. Reconnecting never gives up.
 */
function socketEar(appToken: string, slackApiUrl: string, logger: Logger): Ear {
  const own = slackLogger(logger, 'receiver')
  const receiver = new SocketModeReceiver({
    appToken,
    logger: own,
    // A reconnect waits for this times the attempt's number.
    clientPingTimeout: 3000,
    serverPingTimeout: 30_000,
    installerOptions: {
      clientOptions: {
        slackApiUrl,
        timeout: 10_000,
        retryConfig: { forever: true, minTimeout: 1000, maxTimeout: 30_000 },
      },
    },
  })
  let connected = false
  receiver.client.on('connected', () => {
    connected = true
    logger.info('slack.connected')
  })
  for (const state of ['disconnected', 'reconnecting', 'disconnecting', 'close'] as const)
    receiver.client.on(state, () => {
      if (connected) logger.info('slack.disconnected')
      connected = false
    })
  return {
    receiver,
    state: () => (connected ? 'connected' : 'disconnected'),
    open: async () => {
      await receiver.start()
    },
    close: async () => {
      const cap = new Promise<void>((resolve) => {
        setTimeout(resolve, CLOSE_MS).unref()
      })
      await Promise.race([receiver.client.disconnect(), cap])
    },
  }
}

/** The request was heard already, or comes from the future. */
class ReplayRefused extends Error {
  override readonly name = 'ReplayRefused'
}

/** Bolt takes a signed request twice, and one that is dated tomorrow. This receiver takes neither. */
class StrictHttpReceiver extends HTTPReceiver {
  readonly #seen: SeenSignatures
  readonly #logger: Logger

  constructor(signingSecret: string, logger: Logger, now: () => number) {
    super({
      signingSecret,
      logger: slackLogger(logger, 'receiver'),
      customPropertiesExtractor: proofOf,
      processEventErrorHandler: async ({ error, response }) => {
        if (response.headersSent) return true
        response.writeHead(error instanceof ReplayRefused ? 401 : 500).end()
        // True stops the timer of the missing ack.
        return true
      },
    })
    this.#seen = new SeenSignatures(now)
    this.#logger = logger
  }

  /** Between the check of the signature and Bolt: what is refused here is never acknowledged nor seen by a route. */
  override init(app: App): void {
    const processEvent = async (event: ReceiverEvent) => {
      const { signature, timestamp } = event.customProperties as RequestProof
      const verdict = this.#seen.judge(signature, timestamp)
      if (verdict !== 'fresh') {
        this.#logger.warn('request.refused', { code: verdict })
        throw new ReplayRefused(verdict)
      }
      await app.processEvent(event)
    }
    super.init({ processEvent } as App)
  }
}

/** What proves an HTTP request; Bolt hands it on in `context`. */
export interface RequestProof {
  readonly signature: string
  /** Seconds. */
  readonly timestamp: number
}

function proofOf({ headers }: IncomingMessage): RequestProof & Record<string, unknown> {
  return {
    signature: String(headers['x-slack-signature']),
    timestamp: Number(headers['x-slack-request-timestamp']),
  }
}

function httpEar(signingSecret: string, logger: Logger, now: () => number): Ear {
  const receiver = new StrictHttpReceiver(signingSecret, logger, now)
  return {
    receiver,
    listener: receiver.requestListener,
    state: () => 'http',
    open: async () => {},
    close: async () => {},
  }
}
