import type { JobPayloads } from '../../domain/core/jobs.ts'
import { type DeletionFacts, loadDeletion } from '../../domain/deletion/load.ts'
import { deletionMessage, deletionOutcomeMessage } from '../../views/deletion/messages.ts'
import { message, section } from '../../views/kit.ts'
import { type Locale, textOf } from '../../views/text.ts'
import type { JobDeps } from './deps.ts'
import { bringTo, LOCALES, personOf, postOnce, reach, tell } from './requests.ts'

type Job = JobPayloads['approval.ask']

/**
 * Asks those who may approve a deletion, each by direct message: the others of the secretariat, else the officers and treasurers. Who asked is told
 * where nobody is left. Nothing for a request about something else. May run again after a failure: nobody is asked twice.
 */
export async function askDeletion(deps: JobDeps, job: Job): Promise<void> {
  const request = await load(deps, job)
  if (request?.state !== 'pending') return
  const { teamId, userId: requester } = personOf(request.requestedBy)
  const deciders = await decidersOf(deps, job.societyId, requester)
  for (const userId of deciders) {
    const { locale } = await deps.people.find(userId)
    const asked = deletionMessage(request, textOf(locale))
    await reach(deps, userId, (channelId) =>
      postOnce(deps, subjectOf(request, locale), asked, { teamId, channelId }),
    )
  }
  if (deciders.length === 0) await tellVacancy(deps, request)
  // It may have ended while it was asked about, and been told of before these messages stood.
  const now = await load(deps, job)
  if (now !== null && now.state !== 'pending') await bringUpToDate(deps, now)
}

async function decidersOf({ actors }: JobDeps, societyId: number, requester: string) {
  const [approvers, office] = await Promise.all([
    actors.holders(societyId, 'member.delete.approve'),
    actors.holders(societyId, 'member.delete'),
  ])
  const others = approvers.filter((userId) => userId !== requester)
  const colleagues = others.filter((userId) => office.includes(userId))
  return colleagues.length > 0 ? colleagues : others
}

/** Brings every message about a deletion up to date, and tells who asked how it ended. Nothing for a request about something else. */
export async function tellDeletion(deps: JobDeps, job: Job): Promise<void> {
  const request = await load(deps, job)
  if (request === null || request.state === 'pending') return
  await bringUpToDate(deps, request)
  // Who takes back what they asked for has seen it.
  if (request.decidedBy === request.requestedBy) return
  const { userId } = personOf(request.requestedBy)
  await tell(deps, userId, (text) => deletionOutcomeMessage(request, text))
}

function load({ roll, now }: JobDeps, { societyId, approvalId }: Job) {
  return loadDeletion(roll.read, societyId, approvalId, now())
}

function subjectOf({ society, id }: DeletionFacts, kind: Locale | 'vacancy') {
  return { societyId: society.id, kind: `deletion.${kind}`, id }
}

/** Told once for each request: the message to who asked is the mark of it. */
async function tellVacancy(deps: JobDeps, request: DeletionFacts): Promise<void> {
  const subject = subjectOf(request, 'vacancy')
  if ((await deps.transport.messagesOf(subject)).length > 0) return
  const { teamId, userId } = personOf(request.requestedBy)
  const told = await tell(deps, userId, ({ deletion }) => {
    const sentence = deletion.vacancy(request.id)
    return message(sentence, [section(sentence)])
  })
  if (told !== undefined) await deps.transport.keepMessage(subject, { teamId, ...told })
}

async function bringUpToDate(deps: JobDeps, request: DeletionFacts): Promise<void> {
  for (const locale of LOCALES)
    await bringTo(deps, subjectOf(request, locale), deletionMessage(request, textOf(locale)))
}
