import { dayOf } from '../../domain/core/calendar.ts'
import type { JobPayloads } from '../../domain/core/jobs.ts'
import { delegateMessage } from '../../views/delegate.ts'
import { textOf } from '../../views/text.ts'
import type { JobDeps } from './deps.ts'
import { postDm } from './dm.ts'

/** Tells somebody that they stand in for the treasurers, and who named them; nothing where it was ended meanwhile. */
export async function tellDelegate(
  { roll, slack, people }: JobDeps,
  { societyId, delegateId }: JobPayloads['delegate.tell'],
): Promise<void> {
  const [found, society] = await Promise.all([
    roll.read.delegate.findUnique({ where: { societyId_id: { societyId, id: delegateId } } }),
    roll.read.society.findUniqueOrThrow({ where: { id: societyId }, select: { name: true, nameEn: true } }),
  ])
  if (found === null) return
  const { userId, namedBy } = found
  const days = { fromOn: dayOf(found.fromOn), toOn: dayOf(found.toOn) }
  const { locale } = await people.find(userId)
  await postDm(slack, userId, delegateMessage({ ...days, namedBy, society }, textOf(locale)))
}
