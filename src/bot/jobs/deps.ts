import type { Roll } from '../../domain/core/roll.ts'
import type { Actors } from '../answer/actor.ts'
import type { Slack } from '../answer/route.ts'
import type { Logger } from '../logger.ts'
import type { Mailer } from '../mailer.ts'
import type { People } from '../slack/people.ts'
import type { Transport } from '../slack/transport.ts'

/** What the handlers of jobs work with. */
export interface JobDeps {
  readonly roll: Roll
  readonly slack: Slack
  readonly people: People
  readonly actors: Actors
  readonly transport: Transport
  readonly logger: Logger
  readonly now: () => Date
  /** Undefined where the configuration names no mail server, no sender or no address for links. */
  readonly mail: { readonly mailer: Mailer; readonly publicUrl: string } | undefined
}
