import type { JobPayloads } from '../../domain/core/jobs.ts'
import { reviewReminder } from '../../views/settings/review.ts'
import { textOf } from '../../views/text.ts'
import type { JobDeps } from './deps.ts'
import { postDm } from './dm.ts'

/** Reminds everybody who may change the settings, each in their language. */
export async function remindRoles(
  { roll, actors, people, slack }: JobDeps,
  { societyId }: JobPayloads['roles.remind'],
): Promise<void> {
  const [society, users] = await Promise.all([
    roll.read.society.findUniqueOrThrow({
      where: { id: societyId },
      select: { id: true, name: true, nameEn: true },
    }),
    actors.holders(societyId, 'settings'),
  ])
  for (const userId of users) {
    const { locale } = await people.find(userId)
    await postDm(slack, userId, reviewReminder(society, textOf(locale)))
  }
}
