import { promiseLinks } from '../../domain/accounts/links.ts'
import { sweepAccounts } from '../../domain/accounts/sweep.ts'
import { tokyoDay } from '../../domain/core/calendar.ts'
import { sweepDossiers } from '../../domain/dossier/sweep.ts'
import { sweepStores } from '../../domain/search/sweep.ts'
import type { JobHandlers } from '../worker.ts'
import { postAnchors } from './anchors.ts'
import { askApproval, tellApproval } from './approvals.ts'
import { verifyLongChain } from './audits.ts'
import { tellDelegate } from './delegates.ts'
import { askDeletion, tellDeletion } from './deletions.ts'
import type { JobDeps } from './deps.ts'
import { sendDocument, storeDocument } from './dossiers.ts'
import { tellLeaving } from './leaving.ts'
import { sendLetter, tellLostLetter } from './letters.ts'
import { remindRoles } from './roleReview.ts'
import { postRoll } from './rolls.ts'
import { completeWithdrawals, tellHeld, tellPlanned } from './withdrawals.ts'

/** What is done for each job of the outbox. */
export function jobHandlers(deps: JobDeps): JobHandlers {
  return {
    'store.sweep': async () => {
      await sweepStores(deps.roll, deps.now())
      await sweepAccounts(deps.roll, deps.now())
      await sweepDossiers(deps.roll, deps.now)
    },
    'roll.post': (promised) => postRoll(deps, promised),
    // The schedule gives no day of its own.
    'audit.anchor': ({ day }) => postAnchors(deps, day ?? tokyoDay(deps.now())),
    // Either is silent about a request of the other's.
    'approval.ask': async (job) => {
      await askApproval(deps, job)
      await askDeletion(deps, job)
    },
    'approval.tell': async (job) => {
      await tellApproval(deps, job)
      await tellDeletion(deps, job)
    },
    'attachment.store': (job) => storeDocument(deps, job),
    'attachment.send': (job) => sendDocument(deps, job),
    'audit.verify': (job) => verifyLongChain(deps, job),
    'delegate.tell': (job) => tellDelegate(deps, job),
    'withdrawal.complete': (job) => completeWithdrawals(deps, job),
    'withdrawal.tell': (job) => tellHeld(deps, job),
    'letter.send': (job) => sendLetter(deps, job),
    'letter.tell': (job) => tellLostLetter(deps, job),
    'link.send': (job) => promiseLinks(deps.roll, deps.now, job),
    'leaving.tell': (job) => tellLeaving(deps, job),
    'planned.tell': (job) => tellPlanned(deps, job),
    'roles.remind': (job) => remindRoles(deps, job),
  }
}
