import { verifyChain } from '../../domain/audit/searchCheck.ts'
import type { JobPayloads } from '../../domain/core/jobs.ts'
import { verificationMessage } from '../../views/history/audit.ts'
import type { JobDeps } from './deps.ts'
import { personOf, tell } from './requests.ts'

/** Verifies a long chain with the rights that whoever asked has now, and tells them. */
export async function verifyLongChain(deps: JobDeps, job: JobPayloads['audit.verify']): Promise<void> {
  const { roll, actors, now } = deps
  const { userId } = personOf(job.requestedBy)
  const actor = await actors.rightsOf(userId, job.societyId)
  if (actor === null) return
  const found = await verifyChain({ roll, actor, source: { via: 'job' }, now })
  if (found.ok) await tell(deps, userId, (text) => verificationMessage(found.value, text))
}
