import { WebAPIPlatformError } from '@slack/web-api'
import { type ApprovalFacts, loadApproval } from '../../domain/approvals/load.ts'
import { tokyoDay } from '../../domain/core/calendar.ts'
import type { JobPayloads } from '../../domain/core/jobs.ts'
import { findChairs } from '../../domain/society/delegate.ts'
import type { Message } from '../../views/kit.ts'
import {
  approvalMessage,
  nameDelegateMessage,
  outcomeMessage,
  vacancyMessage,
} from '../../views/settlement.ts'
import { type Locale, type Text, textOf } from '../../views/text.ts'
import { post } from '../slack/clients.ts'
import type { JobDeps } from './deps.ts'
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
  if (room !== undefined) await postOnce(deps, approval, 'ja', room.channelId)
  const holders = await deps.actors.holders(societyId, 'settlement.decide')
  const deciders = holders.filter((userId) => userId !== requester)
  for (const userId of deciders.filter((one) => room?.members.includes(one) !== true)) {
    const { locale } = await deps.people.find(userId)
    await reach(deps, userId, (channelId) => postOnce(deps, approval, locale, channelId))
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

/** An actor's key `team:user`. */
function personOf(key: string): { readonly teamId: string; readonly userId: string } {
  const [teamId = '', userId = ''] = key.split(':')
  return { teamId, userId }
}

/** What is kept of a message names its language, so that it is brought up to date in the same. */
const LOCALES: readonly Locale[] = ['ja', 'en']

function subjectOf({ society, id }: ApprovalFacts, kind: Locale | 'vacancy') {
  return { societyId: society.id, kind: `approval.${kind}`, id }
}

async function postOnce(
  { slack, transport }: JobDeps,
  approval: ApprovalFacts,
  locale: Locale,
  channelId: string,
): Promise<void> {
  const subject = subjectOf(approval, locale)
  if ((await transport.messagesOf(subject)).some((place) => place.channelId === channelId)) return
  const message = approvalMessage(approval, textOf(locale))
  const posted = await post(slack.background, { channel: channelId, ...message })
  await transport.keepMessage(subject, { teamId: personOf(approval.requestedBy).teamId, ...posted })
}

/** A direct message that Slack refuses to carry, to somebody who has left for instance, keeps nobody else from theirs. */
async function reach<T>(
  { slack, logger }: JobDeps,
  userId: string,
  send: (channelId: string) => Promise<T>,
): Promise<T | undefined> {
  try {
    const { channel } = await slack.background.conversations.open({ users: userId })
    return await send(channel?.id ?? '')
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error
    logger.warn('approval.unreached', { user: userId, err: error })
    return undefined
  }
}

async function tell(deps: JobDeps, userId: string, message: (text: Text) => Message) {
  const { locale } = await deps.people.find(userId)
  return reach(deps, userId, (channelId) =>
    post(deps.slack.background, { channel: channelId, ...message(textOf(locale)) }),
  )
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

/** Slack's words for a message that is gone or out of reach: then there is nothing to bring up to date. */
const GONE = new Set([
  'message_not_found',
  'channel_not_found',
  'cant_update_message',
  'edit_window_closed',
  'not_in_channel',
  'is_archived',
  'is_inactive',
])

async function bringUpToDate({ slack, transport }: JobDeps, approval: ApprovalFacts): Promise<void> {
  for (const locale of LOCALES) {
    const message = approvalMessage(approval, textOf(locale))
    for (const { channelId, ts } of await transport.messagesOf(subjectOf(approval, locale))) {
      try {
        await slack.background.chat.update({ channel: channelId, ts, ...message })
      } catch (error) {
        if (!(error instanceof WebAPIPlatformError) || !GONE.has(error.data.error)) throw error
      }
    }
  }
}
