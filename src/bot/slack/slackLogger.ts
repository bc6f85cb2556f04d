import { LogLevel, type Logger as SlackLogger } from '@slack/bolt'
import { errorCode, type Logger } from '../logger.ts'

/**
 * What Slack's libraries are known to say, and our word for it. Their lines quote payloads and error messages, so only
 * the word is logged; a line that is not listed is counted as `slack-sdk.other`, its text withheld.
 */
const SENTENCES: readonly (readonly [opening: string, event: string])[] = [
  ['WebSocket error', 'slack.websocket-error'],
  ['Failed to retrieve a new WSS URL', 'slack.connection-refused'],
  ["A pong wasn't received", 'slack.pong-missing'],
  ["A ping wasn't received", 'slack.ping-missing'],
  ['Now connected to Slack', 'slack.connected'],
  ['An incoming event was not acknowledged', 'slack.not-acknowledged'],
  ['An unhandled error occurred after ack', 'slack.failed-after-ack'],
  ['An unhandled error occurred while Bolt processed', 'slack.failed'],
  ['Failed to parse and verify the request data', 'slack.request-refused'],
  ['Failed to parse the request body', 'slack.request-malformed'],
  ['Malformed request body', 'slack.request-malformed'],
  ['Request body exceeded', 'slack.request-too-large'],
  ['Unhandled HTTP request', 'slack.path-unknown'],
  ['Could not determine the type of an incoming event', 'slack.type-unknown'],
  ['http request failed', 'slack.call-failed'],
  ['API Call failed due to rate limiting', 'slack.rate-limited'],
]

/** Bolt's, socket-mode's and web-api's logger: warnings and errors as fixed words into ours. */
export function slackLogger(logger: Logger, source: 'bolt' | 'receiver' | 'client'): SlackLogger {
  const forward =
    (level: 'info' | 'warn' | 'error') =>
    (...said: unknown[]) => {
      const [first] = said
      const text = typeof first === 'string' ? first : ''
      const event = SENTENCES.find(([opening]) => text.startsWith(opening))?.[1] ?? 'slack-sdk.other'
      const err = said.find((item) => item instanceof Error)
      const code =
        errorCode(err) ??
        /\b(invalid_auth|not_authed|ratelimited|[A-Z]{2,}[A-Z0-9_]*REFUSED)\b/.exec(text)?.[1]
      logger[level](event, {
        source,
        ...(code === undefined ? {} : { code }),
        ...(err === undefined ? {} : { err }),
      })
    }
  const silent = () => {}
  return {
    debug: silent,
    info: (...said) => {
      if (typeof said[0] === 'string' && said[0].startsWith('Now connected')) forward('info')(...said)
    },
    warn: forward('warn'),
    error: forward('error'),
    setLevel: silent,
    getLevel: () => (logger.level === 'debug' ? LogLevel.INFO : LogLevel.WARN),
    setName: silent,
  }
}
