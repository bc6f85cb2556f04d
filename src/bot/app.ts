import { App, type AuthorizeResult } from '@slack/bolt'
import { type HandleDeps, handle } from './answer/handle.ts'
import type { Ack } from './answer/reply.ts'
import type { Flight } from './flight.ts'
import type { WorkspaceEvents } from './slack/events.ts'
import { type Interaction, readInteraction } from './slack/interaction.ts'
import type { Ear, RequestProof } from './slack/receiver.ts'
import { slackLogger } from './slack/slackLogger.ts'

/** Who the bot is, as `auth.test` said. */
export interface Identity {
  readonly teamId: string
  readonly botId: string
  readonly botUserId: string
}

export interface AppDeps extends HandleDeps {
  readonly ear: Ear
  readonly identity: Identity
  readonly events: WorkspaceEvents
  readonly flight: Flight
}

interface Heard {
  readonly body: object
  readonly context: object
  readonly ack?: Ack
}

/**
 * Bolt between the receiver and `handle`: one outermost middleware that never calls `next`, so that nothing reaches
 * anything without passing the guard, and no listener can be added beside the route table.
 *
 * The identity was asked for before. With a token instead, Bolt would ask in its constructor and end the process by an
 * unhandled rejection when the token is bad.
 */
export function createApp(deps: AppDeps): App {
  const { identity, logger } = deps
  const authorized: AuthorizeResult = {
    botId: identity.botId,
    botUserId: identity.botUserId,
    teamId: identity.teamId,
  }
  const app = new App({
    receiver: deps.ear.receiver,
    authorize: async () => authorized,
    logger: slackLogger(logger, 'bolt'),
    // The guard takes events by an allow-list, in which no message is; and it must be the first.
    ignoreSelf: false,
    convoStore: false,
    extendedErrorHandler: true,
  })
  app.use(async (heard) => {
    await deps.flight.run(() => receive(deps, heard as Heard))
  })
  app.error(async ({ error }: { readonly error: Error }) => {
    logger.error('bolt.failed', { err: error })
    // Swallowed here, an HTTP request would wait three seconds for its 404.
    throw error
  })
  return app
}

async function receive(deps: AppDeps, { body, context, ack }: Heard): Promise<void> {
  const interaction = readInteraction(body as Readonly<Record<string, unknown>>)
  if (interaction === undefined) {
    deps.logger.warn('payload.unknown')
    return await ack?.()
  }
  if (interaction.kind === 'event') {
    const home = interaction.id === 'app_home_opened' && interaction.event?.['tab'] !== 'messages'
    if (deps.events.take(interaction) || !home) return
  }
  await handle(deps, interaction, ack, claimOf(interaction, context))
}

/** What makes the request one of its kind: an event by its id, an HTTP request by its signature. */
function claimOf({ kind, eventId }: Interaction, context: object): string | undefined {
  if (kind === 'event') return eventId === undefined ? undefined : `event:${eventId}`
  const { signature } = context as Partial<RequestProof>
  return signature === undefined ? undefined : `request:${signature}`
}
