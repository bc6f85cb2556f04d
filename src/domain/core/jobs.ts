/**
 * Every job's payload: ids and codes only, never a name, an address or a secret. A job is enqueued in the transaction
 * of the change that promises it.
 */
export interface JobPayloads {
  /** Posts the newest audit hash of each society to its audit channel: the anchor outside. */
  'audit.anchor': { readonly day: string }
  /** Sweeps what has expired: result sets, reply URLs, seen requests. */
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
