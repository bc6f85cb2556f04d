import { type ChatPostMessageArguments, WebClient } from '@slack/web-api'
import type { Slack } from '../answer/route.ts'
import type { Config } from '../config.ts'
import type { Logger } from '../logger.ts'
import { slackLogger } from './slackLogger.ts'

/**
 * One client for answers that a person waits for: within the three seconds, never tried twice, a rate limit told at
 * once. One for jobs, which may wait and try again. web-api's defaults (30 minutes of retries, no time limit, a 429
 * that pauses the whole client) fit neither.
 */
export function createClients({ botToken, slackApiUrl }: Config, logger: Logger): Slack {
  const shared = { slackApiUrl, logger: slackLogger(logger, 'client') }
  return {
    interactive: new WebClient(botToken, {
      ...shared,
      timeout: 2500,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    }),
    background: new WebClient(botToken, {
      ...shared,
      timeout: 30_000,
      retryConfig: { retries: 5, factor: 2, minTimeout: 1000, maxTimeout: 30_000 },
    }),
  }
}

/** `chat.postMessage`; by its name, since the linter takes the method for the browser's. */
export async function post(
  client: WebClient,
  message: ChatPostMessageArguments,
): Promise<{ readonly channelId: string; readonly ts: string }> {
  const posted = (await client.apiCall('chat.postMessage', { ...message })) as {
    readonly channel?: string
    readonly ts?: string
  }
  return { channelId: posted.channel ?? '', ts: posted.ts ?? '' }
}
