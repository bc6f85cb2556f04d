import { type ApprovalFacts, loadApproval } from '../../domain/approvals/load.ts'
import { tokyoDay } from '../../domain/core/calendar.ts'
import type { JobPayloads } from '../../domain/core/jobs.ts'
import { findChairs } from '../../domain/society/delegate.ts'
import {
  approvalMessage,
  nameDelegateMessage,
  outcomeMessage,
  vacancyMessage,
} from '../../views/settlement.ts'
import { type Locale, textOf } from '../../views/text.ts'
import type { JobDeps } from './deps.ts'
import { bringTo, LOCALES, personOf, postOnce, reach, tell } from './requests.ts'
import { treasurersRoom } from './treasurersRoom.ts'

type Job = JobPayloads['approval.ask']

/**
 * Asks those who decide about a request that waits: in the treasurers' channel where it is safe, and by direct message whoever decides and is not in it.
 * Where nobody is left to decide, who asked and the 会長 are told. May run again, after a failure or for a new 会計代行者: nobody is asked twice.
 */
export async function askApproval(deps: JobDeps, job: Job): Promise<void> {
  const approval = await load(deps, job)
  if (approval?.state !== 'pending') return
  const { societyId } = job
  const { teamId, userId: requester } = personOf(approval.requestedBy)
  const room = await treasurersRoom(deps, societyId, teamId)
  const postIn = (locale: Locale, channelId: string) =>
    postOnce(deps, subjectOf(approval, locale), approvalMessage(approval, textOf(locale)), {
      teamId,
      channelId,
    })
  if (room !== undefined) await postIn('ja', room.channelId)
  const holders = await deps.actors.holders(societyId, 'settlement.decide')
  const deciders = holders.filter((userId) => userId !== requester)
  for (const userId of deciders.filter((one) => room?.members.includes(one) !== true)) {
    const { locale } = await deps.people.find(userId)
    await reach(deps, userId, (channelId) => postIn(locale, channelId))
  }
  if (deciders.length === 0) await tellVacancy(deps, approval)
  // It may have ended while it was asked about, and been told of before these messages stood.
  const now = await load(deps, job)
  if (now !== null && now.state !== 'pending') await bringUpToDate(deps, now)
}

/** Brings every message about a request up to date, and tells who asked how it ended. */
export async function tellApproval(deps: JobDeps, job: Job): Promise<void> {
  const approval = await load(deps, job)
  if (approval === null || approval.state === 'pending') return
  await bringUpToDate(deps, approval)
  // Who takes back what they asked for has seen it.
  if (approval.decidedBy === approval.requestedBy) return
  const { userId } = personOf(approval.requestedBy)
  await tell(deps, userId, (text) => outcomeMessage(approval, text))
}

function load({ roll, now }: JobDeps, { societyId, approvalId }: Job) {
  return loadApproval(roll.read, societyId, approvalId, now())
}

function subjectOf({ society, id }: ApprovalFacts, kind: Locale | 'vacancy') {
  return { societyId: society.id, kind: `approval.${kind}`, id }
}

/** Told once for each request: the message to who asked is the mark of it. */
async function tellVacancy(deps: JobDeps, approval: ApprovalFacts): Promise<void> {
  const { transport, roll, now } = deps
  const subject = subjectOf(approval, 'vacancy')
  if ((await transport.messagesOf(subject)).length > 0) return
  const { teamId, userId } = personOf(approval.requestedBy)
  const chairs = await findChairs(roll.read, { societyId: approval.society.id, teamId }, tokyoDay(now()))
  for (const chair of chairs) await tell(deps, chair, (text) => nameDelegateMessage(approval, text))
  const told = await tell(deps, userId, (text) => vacancyMessage(approval.id, chairs.length > 0, text))
  if (told !== undefined) await transport.keepMessage(subject, { teamId, ...told })
}

async function bringUpToDate(deps: JobDeps, approval: ApprovalFacts): Promise<void> {
  for (const locale of LOCALES)
    await bringTo(deps, subjectOf(approval, locale), approvalMessage(approval, textOf(locale)))
}
