import { anchorMessage } from '../../views/anchor.ts'
import { textOf } from '../../views/text.ts'
import { post } from '../slack/clients.ts'
import type { JobDeps } from './deps.ts'

/** Posted twice after a crash between post and commit: the same hash again does no harm. */
export async function postAnchors({ roll, slack }: JobDeps, day: string): Promise<void> {
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
