import { tokyoDay } from '../domain/core/calendar.ts'
import type { Roll } from '../domain/core/roll.ts'
import { sweepStores } from '../domain/search/sweep.ts'
import { anchorMessage } from '../views/anchor.ts'
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
