import { type Context, change, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { locateMember } from '../members/locate.ts'
import { staysIn } from '../settings/stay.ts'
import type { Membership } from '../society/actor.ts'

/** Which member somebody of Slack is. */
export interface LinkInput {
  /** Slack user id, of the society's workspace. */
  readonly userId: string
  /** As typed; null: nobody, the link is taken away. */
  readonly number: string | null
}

/**
 * Links an account of Slack to the member who uses it, or takes the link away.
 *
 * Errors: elected-unknown; setting-taken, where somebody else is linked to that member; setting-unchanged; setting-locks-out, where a rule keeps the
 * caller's role from being a member.
 */
export async function linkIdentity(
  context: Context,
  { userId, number }: LinkInput,
  membership: Membership,
  key: string,
): Promise<Result<LinkInput, DomainError>> {
  const { societyId, teamId } = context.actor
  const memberId = number === null ? null : await locateMember(readerOf(context), societyId, { number })
  if (number !== null && memberId === null) return err({ code: 'elected-unknown', field: 'number', number })
  const operation = { key, action: 'identity.link', members: memberId === null ? [] : [memberId] }
  return change(context, 'settings', operation, async (tx) => {
    const where = { societyId_teamId_userId: { societyId, teamId, userId } }
    const before = await tx.slackIdentity.findUnique({ where })
    if ((before?.memberId ?? null) === memberId) return err({ code: 'setting-unchanged' })
    if (memberId !== null) {
      const other = await tx.slackIdentity.count({ where: { societyId, teamId, memberId } })
      if (other > 0) return err({ code: 'setting-taken', field: 'number', value: number ?? '' })
    }
    if (before !== null) await tx.slackIdentity.delete({ where })
    if (memberId !== null) await tx.slackIdentity.create({ data: { societyId, teamId, userId, memberId } })
    if (!(await staysIn(tx, context, membership))) return err({ code: 'setting-locks-out' })
    const about = memberId ?? before?.memberId
    const action = memberId === null ? 'identity.unlinked' : 'identity.linked'
    const facts = { teamId, userId, was: before?.memberId ?? null }
    return ok({
      value: { userId, number },
      audit: [{ action, facts, ...(about === undefined ? {} : { memberId: about }) }],
    })
  })
}
