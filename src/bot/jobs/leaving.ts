import { WebAPIPlatformError } from '@slack/web-api'
import type { JobPayloads } from '../../domain/core/jobs.ts'
import { leftMessage } from '../../views/accounts.ts'
import { textOf } from '../../views/text.ts'
import type { JobDeps } from './deps.ts'
import { postDm } from './dm.ts'

/** Tells the secretariat, by number, that a member has left by themselves. Tried again, it tells nobody twice. */
export async function tellLeaving(
  { roll, slack, people, actors, transport, logger }: JobDeps,
  { societyId, memberId }: JobPayloads['leaving.tell'],
): Promise<void> {
  const where = { societyId_id: { societyId, id: memberId } }
  const [{ number }, society, workspace] = await Promise.all([
    roll.read.member.findUniqueOrThrow({ where, select: { number: true } }),
    roll.read.society.findUniqueOrThrow({ where: { id: societyId }, select: { name: true, nameEn: true } }),
    roll.read.workspace.findFirst({ where: { societyId }, select: { teamId: true } }),
  ])
  for (const userId of await actors.holders(societyId, 'credentials.reset')) {
    const subject = { societyId, kind: `leaving.${userId}`, id: memberId }
    if ((await transport.messagesOf(subject)).length > 0) continue
    const { locale } = await people.find(userId)
    try {
      const posted = await postDm(slack, userId, leftMessage(number, society, textOf(locale)))
      await transport.keepMessage(subject, { teamId: workspace?.teamId ?? '', ...posted })
    } catch (error) {
      // Somebody whom Slack can't reach keeps nobody else from knowing.
      if (!(error instanceof WebAPIPlatformError)) throw error
      logger.warn('leaving.unreached', { user: userId, err: error })
    }
  }
}
