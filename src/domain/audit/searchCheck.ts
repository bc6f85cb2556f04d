import { type Context, change, readerOf, written } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import { type Verification, verifyAudit } from './verify.ts'

/** A chain up to this long is verified while somebody waits: well within the three seconds that Slack gives to open a screen. */
const MOST_AT_ONCE = 5000

/**
 * Verifies the society's audit chain; a long one is left to the job `audit.verify`. Errors: forbidden.
 *
 * @returns null where the job tells the outcome
 */
export async function checkChain(context: Context): Promise<Result<Verification | null, DomainError>> {
  const { actor } = context
  if (!may(actor, 'audit.read')) return err({ code: 'forbidden', permission: 'audit.read' })
  const { societyId, key: requestedBy } = actor
  const last = await readerOf(context).auditSeal.findFirst({
    where: { societyId },
    orderBy: { n: 'desc' },
    select: { n: true },
  })
  if ((last?.n ?? 0n) <= MOST_AT_ONCE) return verifyChain(context)
  const jobs = [{ job: 'audit.verify', payload: { societyId, requestedBy } }] as const
  return change(context, 'audit.read', undefined, async () =>
    written(null, [{ action: 'audit.verification-asked' }], jobs),
  )
}

/** Verifies the chain, however long, and writes down what was found. Errors: forbidden. */
export async function verifyChain(context: Context): Promise<Result<Verification, DomainError>> {
  const { societyId } = context.actor
  if (!may(context.actor, 'audit.read')) return err({ code: 'forbidden', permission: 'audit.read' })
  const value = await verifyAudit(readerOf(context), societyId)
  const { sealed, flaws } = value
  const facts = { sealed: Number(sealed), flaws: flaws.length }
  return change(context, 'audit.read', undefined, async () =>
    ok({ value, audit: [{ action: 'audit.verified', facts }] }),
  )
}
