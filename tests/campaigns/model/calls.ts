/** A calendar day `YYYY-MM-DD`. */
export type Day = string

/** People, bills, payments and the like are numbered in the order in which they came to be, from 0. */
export interface Choice {
  readonly bill: number
  readonly settlement: 'cancel' | 'paid_manually'
  readonly reason: string
}

export interface Share {
  readonly bill: number
  readonly yen: number
}

export interface Leaving {
  readonly acceptedOn: Day
  readonly withdrawnOn: Day
  readonly reason: string
  readonly endPositions: boolean
}

/** What somebody does; `by` is one of the four of the office. */
export type Deed =
  | ({ readonly do: 'issue'; readonly by: number; readonly member: number; readonly yen: number } & (
      | { readonly item: number; readonly year: number; readonly another: boolean }
      | { readonly replaces: number }
    ))
  | {
      readonly do: 'pay'
      readonly by: number
      readonly member: number
      readonly receivedOn: Day
      readonly yen: number
      readonly shares: readonly Share[]
    }
  | {
      readonly do: 'deposit'
      readonly by: number
      readonly member: number
      readonly payment: number
      readonly shares: readonly Share[]
    }
  | {
      readonly do: 'request'
      readonly by: number
      readonly member: number
      readonly choices: readonly Choice[]
    }
  | {
      readonly do: 'rebook'
      readonly by: number
      readonly member: number
      readonly booking: number
      readonly to: number | null
    }
  | {
      readonly do: 'decide'
      readonly by: number
      readonly request: number
      readonly yes: boolean
      readonly note: string | null
    }
  | { readonly do: 'take back'; readonly by: number; readonly request: number }
  | (Leaving & {
      readonly do: 'withdraw'
      readonly by: number
      readonly member: number
      /** The dialog is older than the member. */
      readonly stale: boolean
      readonly choices: readonly Choice[]
      readonly hold: boolean
    })
  | { readonly do: 'cancel plan' | 'cancel hold'; readonly by: number; readonly member: number }
  | {
      readonly do: 'rejoin'
      readonly by: number
      readonly member: number
      readonly stale: boolean
      readonly rejoinedOn: Day
      readonly plan: 'paid' | 'free'
      readonly type: number | null
      readonly board: 'poster' | 'reader'
      readonly application: number | null
    }
  /** `term` is the mark of a term that there is or was. */
  | {
      readonly do: 'undo withdrawal' | 'undo rejoin'
      readonly by: number
      readonly member: number
      readonly term: number
    }

/** What happens beside that: by the clock, by a job, or in settings that have no use case yet. */
export type Event =
  | { readonly do: 'nothing' }
  /** The same deed with the same key once more; `of` counts the deeds that were done. */
  | { readonly do: 'again'; readonly of: number }
  | { readonly do: 'advance'; readonly hours: number }
  | { readonly do: 'due' }
  | { readonly do: 'complete'; readonly request: number }
  | { readonly do: 'role'; readonly of: number; readonly role: Role }
  | { readonly do: 'close year'; readonly year: number }
  | { readonly do: 'appoint'; readonly member: number }
  | { readonly do: 'plan type'; readonly member: number }

export type Call = Deed | Event

export type Role = 'secretariat' | 'treasurer' | 'officer'

/** What came of a call. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: string }

export function done(value: unknown = null): Outcome {
  return { ok: true, value }
}

export function refused(code: string): Outcome {
  return { ok: false, code }
}
