import { tokyoDay } from '../../domain/core/calendar.ts'
import { sweepStores } from '../../domain/search/sweep.ts'
import type { JobHandlers } from '../worker.ts'
import { postAnchors } from './anchors.ts'
import { askApproval, tellApproval } from './approvals.ts'
import { tellDelegate } from './delegates.ts'
import type { JobDeps } from './deps.ts'
import { postRoll } from './rolls.ts'
import { completeWithdrawals, tellHeld, tellPlanned } from './withdrawals.ts'

/** What is done for each job of the outbox. */
export function jobHandlers(deps: JobDeps): JobHandlers {
  return {
    'store.sweep': async () => {
      await sweepStores(deps.roll, deps.now())
    },
    'roll.post': (promised) => postRoll(deps, promised),
    // The schedule gives no day of its own.
    'audit.anchor': ({ day }) => postAnchors(deps, day ?? tokyoDay(deps.now())),
    'approval.ask': (job) => askApproval(deps, job),
    'approval.tell': (job) => tellApproval(deps, job),
    'delegate.tell': (job) => tellDelegate(deps, job),
    'withdrawal.complete': (job) => completeWithdrawals(deps, job),
    'withdrawal.tell': (job) => tellHeld(deps, job),
    'planned.tell': (job) => tellPlanned(deps, job),
  }
}
