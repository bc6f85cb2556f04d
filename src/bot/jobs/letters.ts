import { DRAFT_HOURS, issueConfirmation } from '../../domain/accounts/application.ts'
import { letterContext } from '../../domain/accounts/home.ts'
import { issueSecret, loadAnswer } from '../../domain/accounts/issue.ts'
import { claimLetter, endLetter, findLost, type Letter } from '../../domain/accounts/letters.ts'
import { LINK_HOURS } from '../../domain/accounts/links.ts'
import type { JobPayloads } from '../../domain/core/jobs.ts'
import { err, ok, type Result } from '../../domain/core/result.ts'
import { lostLetterMessage } from '../../views/accounts.ts'
import {
  answerLetter,
  confirmLetter,
  farewellLetter,
  type LetterWords,
  leaveLetter,
  resetLetter,
  welcomeLetter,
} from '../../views/mails/letters.ts'
import { textOf } from '../../views/text.ts'
import type { JobDeps } from './deps.ts'
import { postDm } from './dm.ts'

type Job = JobPayloads['letter.send']

/** A letter ready to go. */
interface Ready extends LetterWords {
  readonly to: string
  readonly society: string
}

/** The server took no mail for now; the job is tried again. */
class MailAway extends Error {
  override readonly name = 'MailAway'
  readonly code = 'mail-away'
}

/**
 * Sends one letter. What is secret in it is made and committed only now. It is sent once: where a try broke off so that it may have arrived, who asked is
 * told, and asks for another. Without a mail server the letter fails at once, and who asked is told what to set.
 *
 * @throws MailAway where the server is away: the letter waits
 */
export async function sendLetter(deps: JobDeps, job: Job): Promise<void> {
  const { roll, now, mail } = deps
  const letter = await claimLetter(roll, job, now())
  if (letter === null) return
  if (letter === 'unknown') return await lose(deps, job, 'unknown', 'broken-off')
  if (mail === undefined) return await lose(deps, job, 'failed', 'not-set-up')
  const ready = await write(deps, letter, mail.publicUrl)
  if (!ready.ok) return await lose(deps, job, 'failed', ready.error)
  const { to, society, subject, text } = ready.value
  const outcome = await mail.mailer.send({
    to,
    fromName: society,
    subject,
    text,
    messageId: letter.messageId,
  })
  switch (outcome) {
    case 'sent':
      return await endLetter(roll, job, 'sent', null, now())
    case 'later':
      await endLetter(roll, job, 'queued', 'away', now())
      throw new MailAway('the mail server takes no mail now')
    case 'refused':
      return await lose(deps, job, 'failed', 'refused')
    case 'unknown':
      return await lose(deps, job, 'unknown', 'broken-off')
  }
}

async function write(deps: JobDeps, letter: Letter, publicUrl: string): Promise<Result<Ready, string>> {
  const { societyId, kind, memberId, draftId } = letter
  const { roll, now } = deps
  if (kind === 'confirm') {
    const given = await issueConfirmation(roll, societyId, draftId ?? 0, now())
    if (given === null) return err('gone')
    return ok({
      to: given.address,
      society: given.society.name,
      ...confirmLetter(given, publicUrl, DRAFT_HOURS),
    })
  }
  if (kind === 'farewell') return farewell(deps, letter)
  if (kind === 'declined' || kind === 'asked-back') {
    const given = await loadAnswer(roll.read, societyId, memberId ?? 0, kind)
    if (given === null) return err('gone')
    return ok({ to: given.address, society: given.society.name, ...answerLetter(kind, given) })
  }
  const issued = await issueSecret(letterContext(roll, societyId, now), kind, memberId ?? 0)
  if (!issued.ok) return err(issued.error.code)
  const given = issued.value
  const words = {
    welcome: () => welcomeLetter(given, publicUrl),
    reset: () => resetLetter(given, publicUrl, LINK_HOURS),
    leave: () => leaveLetter(given, publicUrl, LINK_HOURS),
  }[kind]()
  return ok({ to: given.address, society: given.society.name, ...words })
}

async function farewell(
  { roll }: JobDeps,
  { societyId, memberId, address }: Letter,
): Promise<Result<Ready, string>> {
  if (address === null || memberId === null) return err('gone')
  const [{ number }, society] = await Promise.all([
    roll.read.member.findUniqueOrThrow({
      where: { societyId_id: { societyId, id: memberId } },
      select: { number: true },
    }),
    roll.read.society.findUniqueOrThrow({ where: { id: societyId }, select: { name: true } }),
  ])
  return ok({ to: address, society: society.name, ...farewellLetter(number, society) })
}

/** The letter ends without having arrived for sure. */
async function lose(
  { roll, logger, now }: JobDeps,
  job: Job,
  state: 'failed' | 'unknown',
  outcome: string,
): Promise<void> {
  await endLetter(roll, job, state, outcome, now())
  logger.warn('letter.lost', { code: outcome, society: job.societyId, jobId: String(job.letterId) })
}

/** Tells whoever asked for a letter, by number, that it did not arrive for sure. */
export async function tellLostLetter({ roll, slack, people }: JobDeps, job: Job): Promise<void> {
  const lost = await findLost(roll.read, job)
  if (lost === null) return
  const userId = lost.requestedBy.slice(lost.requestedBy.indexOf(':') + 1)
  const { locale } = await people.find(userId)
  await postDm(slack, userId, lostLetterMessage({ ...lost, societyId: job.societyId }, textOf(locale)))
}
