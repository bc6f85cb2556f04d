import type { Source } from '../../domain/core/audit.ts'
import { auditRefusal, type Context } from '../../domain/core/change.ts'
import type { DomainError } from '../../domain/core/errors.ts'
import { err } from '../../domain/core/result.ts'
import { may } from '../../domain/core/roles.ts'
import type { Roll } from '../../domain/core/roll.ts'
import { takeSocietyKey } from '../../domain/society/resolve.ts'
import { errorCode, type Logger } from '../logger.ts'
import type { Interaction } from '../slack/interaction.ts'
import type { Locale, People, Person } from '../slack/people.ts'
import type { Transport } from '../slack/transport.ts'
import type { Acting, Actors } from './actor.ts'
import { newIncident } from './incident.ts'
import { type Outcome, repliesTo } from './refuse.ts'
import { type Ack, deliver, OneAck } from './reply.ts'
import type { Call, Slack } from './route.ts'
import type { RouteTable } from './routeTable.ts'
import { screensOf } from './screens.ts'

export interface HandleDeps {
  readonly routes: RouteTable
  readonly actors: Actors
  readonly people: People
  readonly roll: Roll
  readonly transport: Transport
  readonly slack: Slack
  readonly logger: Logger
  readonly now: () => Date
}

/** Slack gives three seconds for an answer in the ack; what is left is the way back. */
const ANSWER_MS = 2500

/** The payloads whose ack carries no answer, and is given before anything else is done. */
const ACKED_FIRST = new Set<Interaction['kind']>(['command', 'action', 'closed', 'shortcut'])

class TooSlow extends Error {
  override readonly name = 'TooSlow'
  readonly code = 'too-slow'
}

/**
 * One interaction from its payload to its answer: ack → who → which route → rights → input → use case → reply. The only
 * place that catches: what is thrown is logged under an incident number that the user is told. Never throws.
 *
 * @param claim key under which the request is done once over all processes; a replay ends in silence, as it was answered
 */
export async function handle(
  deps: HandleDeps,
  interaction: Interaction,
  boltAck: Ack | undefined,
  claim: string | undefined,
): Promise<void> {
  const ack = new OneAck(boltAck ?? (async () => {}))
  const seen: { person?: Person | undefined } = {}
  try {
    if (ACKED_FIRST.has(interaction.kind) || boltAck === undefined) await ack.give()
    if (claim !== undefined && !(await deps.transport.claim(claim))) {
      deps.logger.warn('request.replayed', { kind: interaction.kind, route: interaction.id })
      if (!ack.given) await ack.give()
      return
    }
    const work = decide(deps, interaction, seen)
    const outcome = await (ack.given ? work : inTime(work, deps, interaction))
    const replies = repliesTo(interaction, screensOf(localeOf(seen.person)), outcome)
    await deliver(deps, interaction, ack, replies)
  } catch (error) {
    await confess(deps, interaction, ack, localeOf(seen.person), error)
  }
}

function localeOf(person: Person | undefined): Locale {
  return person?.locale ?? 'ja'
}

async function decide(
  deps: HandleDeps,
  interaction: Interaction,
  seen: { person?: Person | undefined },
): Promise<Outcome> {
  const person = await deps.actors.person(interaction)
  seen.person = person
  if (person?.staff !== true) return refused(deps, interaction, { code: 'guest' })
  const spoken =
    interaction.kind === 'command' ? takeSocietyKey(interaction.text) : { rest: interaction.text }
  const found = deps.routes.find(interaction, spoken.rest)
  const route = found.ok ? found.value.route : undefined
  const asked = { named: spoken.named, societyId: (route?.societyIn ?? societyIn)(interaction) }
  const acting = await deps.actors.actor(interaction, person, asked, route?.roles ?? 'cached')
  if (!acting.ok) {
    // A screen that was opened with a role that is gone: its society is known, so its audit tells.
    if (asked.societyId !== undefined && ROLE_LOST.has(acting.error.code))
      await audit(deps, interaction, asked.societyId, { code: acting.error.code })
    return refused(deps, interaction, acting.error)
  }
  if (!found.ok) return found
  const { permission } = found.value.route
  if (permission !== null && !may(acting.value.actor, permission)) {
    await audit(deps, interaction, acting.value.actor.societyId, { code: 'forbidden', permission })
    return refused(deps, interaction, { code: 'forbidden', permission })
  }
  return await found.value.route.run(callOf(deps, interaction, acting.value, person.locale), found.value.rest)
}

const ROLE_LOST = new Set<DomainError['code']>(['no-role', 'role-conflict'])

async function audit(
  { roll, now }: HandleDeps,
  interaction: Interaction,
  societyId: number,
  facts: Readonly<Record<string, string>>,
): Promise<void> {
  const actor = { key: `${interaction.teamId}:${interaction.userId}`, societyId }
  const route = `${interaction.kind} ${interaction.id}`
  await auditRefusal({ roll, now, actor, source: sourceOf(interaction) }, { ...facts, route })
}

function refused(
  { logger }: HandleDeps,
  { kind, id, teamId, userId }: Interaction,
  error: DomainError,
): Outcome {
  logger.info('refused', { kind, route: id, team: teamId, user: userId, code: error.code })
  return err(error)
}

function callOf(
  deps: HandleDeps,
  interaction: Interaction,
  { actor, societies }: Acting,
  locale: Locale,
): Call {
  const context: Context = { roll: deps.roll, actor, source: sourceOf(interaction), now: deps.now }
  return {
    context,
    societies,
    locale,
    interaction,
    slack: deps.slack,
    people: deps.people,
    rightsOf: (userId) => deps.actors.rightsOf(userId, actor.societyId),
    membership: () => deps.actors.membership(),
    keepReplyUrl: async () =>
      interaction.responseUrl === undefined
        ? undefined
        : await deps.transport.keepReplyUrl(interaction.teamId, interaction.userId, interaction.responseUrl),
  }
}

const VIA: Record<Interaction['kind'], Source['via']> = {
  command: 'command',
  action: 'action',
  submission: 'modal',
  closed: 'modal',
  shortcut: 'shortcut',
  options: 'action',
  event: 'event',
}

function sourceOf({ kind, channelId, messageTs, view }: Interaction): Source {
  return {
    via: kind === 'action' && view?.type === 'home' ? 'home' : VIA[kind],
    ...(channelId === undefined ? {} : { channelId }),
    ...(messageTs === undefined ? {} : { messageTs }),
  }
}

/** Screens carry their society first: `3.120` in a button's value, `3…` in a view's metadata, or `{"society": 3}`. */
function societyIn({ kind, text, view }: Interaction): number | undefined {
  if (kind === 'command') return undefined
  const carried = view === undefined || view.privateMetadata === '' ? text : view.privateMetadata
  const digits =
    /^(\d{1,9})(?:\.|$)/.exec(carried)?.[1] ?? /^\{.*?"society(?:Id)?":(\d{1,9})\b/.exec(carried)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** The work goes on when it is late; use cases are idempotent, so that a second try finds it done. */
async function inTime(work: Promise<Outcome>, { logger }: HandleDeps, { id }: Interaction): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow('no answer in time')), ANSWER_MS)
  })
  work.catch((error: unknown) => logger.debug('work.failed', { route: id, err: error }))
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

async function confess(
  deps: HandleDeps,
  interaction: Interaction,
  ack: OneAck,
  locale: Locale,
  error: unknown,
): Promise<void> {
  const incident = newIncident()
  const { kind, id, teamId, userId } = interaction
  const code = errorCode(error)
  const facts = { incident, kind, route: id, team: teamId, user: userId, err: error }
  deps.logger.error('incident', code === undefined ? facts : { ...facts, code })
  try {
    await deliver(deps, interaction, ack, repliesTo(interaction, screensOf(locale), { ok: false, incident }))
  } catch (second) {
    deps.logger.error('incident.untold', { incident, err: second })
  }
}
