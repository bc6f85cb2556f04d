import type { DocumentKind } from '../dossier/kinds.ts'
import type { Day } from './calendar.ts'
import type { Permission } from './roles.ts'

/** A page of a kept search to post, by whom it was promised and with which rights. */
export interface RollPost {
  readonly societyId: number
  readonly resultSetId: number
  readonly page: number
  readonly channelId: string
  readonly locale: 'ja' | 'en'
  readonly teamId: string
  readonly userId: string
  readonly permissions: readonly Permission[]
  /** ISO instant; a roll that is late by minutes is no longer what somebody waits for. */
  readonly promisedAt: string
}

interface ApprovalJob {
  readonly societyId: number
  readonly approvalId: number
}

/**
 * Every job's payload: ids and codes only, never a name, an address or a secret. A job is enqueued in the transaction
 * of the change that promises it.
 */
export interface JobPayloads {
  /** Posts the newest audit hash of each society to its audit channel: the anchor outside. */
  'audit.anchor': { readonly day: string }
  /** Asks those who decide: a request waits. */
  'approval.ask': ApprovalJob
  /** Brings every message about a request up to date, and tells who asked how it ended. */
  'approval.tell': ApprovalJob
  /** Tells somebody that they stand in for the treasurers. */
  'delegate.tell': { readonly societyId: number; readonly delegateId: number }
  /** Completes the withdrawals that were held for a request, now that it is approved. */
  'withdrawal.complete': ApprovalJob
  /** Tells who asked what became of withdrawals that were held, in one message; all were asked for by one person. */
  'withdrawal.tell': { readonly societyId: number; readonly heldIds: readonly number[] }
  /** Tells who asked what became of a dated withdrawal. */
  'planned.tell': { readonly societyId: number; readonly plannedId: number }
  /** Reminds whoever may change the settings of the yearly look at the roles. */
  'roles.remind': { readonly societyId: number }
  /** Posts a 簡易名簿. */
  'roll.post': RollPost
  /** Sends one mail to one person. */
  'letter.send': { readonly societyId: number; readonly letterId: number }
  /** Tells whoever asked for a mail that it did not arrive for sure. */
  'letter.tell': { readonly societyId: number; readonly letterId: number }
  /** Finds out whom a link was asked for, and promises the mails; empty where nobody has what was typed. */
  'link.send': {
    readonly purpose: 'reset' | 'leave'
    readonly accounts: readonly number[]
    /** The request's own name: tried again, it promises no second mail. */
    readonly ask: string
  }
  /** Tells the secretariat that a member has left by themselves. */
  'leaving.tell': { readonly societyId: number; readonly memberId: number }
  /** Fetches a document that was dropped into a form, and keeps it. */
  'attachment.store': {
    readonly societyId: number
    readonly memberId: number
    /** Slack's. */
    readonly fileId: string
    readonly document: DocumentKind
    readonly retainUntil: Day
    /** An actor's key. */
    readonly requestedBy: string
  }
  /** Sends a kept document to who asked for it. */
  'attachment.send': {
    readonly societyId: number
    readonly attachmentId: number
    readonly requestedBy: string
  }
  /** Verifies a long audit chain, and tells who asked. */
  'audit.verify': { readonly societyId: number; readonly requestedBy: string }
  /** Sweeps what has expired: result sets, reply URLs, seen requests, notes and documents. */
  'store.sweep': Record<string, never>
}
export type JobName = keyof JobPayloads

export type JobDraft = {
  readonly [Name in JobName]: {
    readonly job: Name
    readonly payload: JobPayloads[Name]
    /** A job with the same key that has not run yet is replaced. */
    readonly key?: string
    readonly runAt?: Date
  }
}[JobName]
