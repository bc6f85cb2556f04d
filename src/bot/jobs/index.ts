import { WebAPIPlatformError } from '@slack/web-api'
import { tokyoDay } from '../domain/core/calendar.ts'
import type { RollPost } from '../domain/core/jobs.ts'
import type { Roll } from '../domain/core/roll.ts'
import { openPage } from '../domain/search/roll.ts'
import { sweepStores } from '../domain/search/sweep.ts'
import { anchorMessage } from '../views/anchor.ts'
import { message, section } from '../views/kit.ts'
import { rollMessage } from '../views/results.ts'
import { textOf } from '../views/text.ts'
import type { Slack } from './answer/route.ts'
import { post } from './slack/clients.ts'
import type { JobHandlers } from './worker.ts'

export interface JobDeps {
  readonly roll: Roll
  readonly slack: Slack
  readonly now: () => Date
}

/** What is done for each job of the outbox. */
export function jobHandlers(deps: JobDeps): JobHandlers {
  return {
    'store.sweep': async () => {
      await sweepStores(deps.roll, deps.now())
    },
    'roll.post': (promised) => postRoll(deps, promised),
    // The schedule gives no day of its own.
    'audit.anchor': ({ day }) => postAnchors(deps, day ?? tokyoDay(deps.now())),
  }
}

/** Posted twice after a crash between post and commit: the same hash again does no harm. */
async function postAnchors({ roll, slack }: JobDeps, day: string): Promise<void> {
  const channels = await roll.read.channel.findMany({ where: { purpose: 'audit' } })
  for (const { societyId, channelId } of channels) {
    const newest = await roll.read.auditSeal.findFirst({ where: { societyId }, orderBy: { n: 'desc' } })
    if (newest === null) continue
    const anchor = { societyId, day, n: newest.n, hash: newest.hash }
    await post(slack.background, {
      channel: channelId,
      ...anchorMessage(anchor, [textOf('ja'), textOf('en')]),
    })
  }
}

/** A roll that comes later than this would surprise whoever reads the channel by then. */
const ROLL_LATE_MS = 10 * 60_000

/** Posts what was promised; tells who asked where that can't be done, or not in time. */
async function postRoll({ roll, slack, now }: JobDeps, promised: RollPost): Promise<void> {
  const { societyId, teamId, userId, channelId, resultSetId } = promised
  const text = textOf(promised.locale)
  const tellFailure = async () => {
    const sentence = text.screens.results.postFailed
    const { channel } = await slack.background.conversations.open({ users: userId })
    await post(slack.background, { channel: channel?.id ?? '', ...message(sentence, [section(sentence)]) })
  }
  if (now().getTime() - Date.parse(promised.promisedAt) > ROLL_LATE_MS) return await tellFailure()
  const permissions = new Set(promised.permissions)
  const actor = { key: `${teamId}:${userId}`, teamId, userId, societyId, roles: [], permissions }
  const found = await openPage({ roll, actor, source: { via: 'job' }, now }, resultSetId, promised.page)
  if (!found.ok) return await tellFailure()
  try {
    await post(slack.background, { channel: channelId, ...rollMessage(found.value, userId, text) })
  } catch (error) {
    // Slack's no stays a no; anything else is tried again.
    if (!(error instanceof WebAPIPlatformError)) throw error
    await tellFailure()
  }
}
