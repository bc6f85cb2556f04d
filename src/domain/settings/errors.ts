/** What of the roll rests on a setting, so that it can't be changed. */
export type Resting = 'members' | 'holders' | 'answers' | 'numbers' | 'invoices'

/** What is wrong with what was typed. */
export type Fault =
  | 'required'
  | 'whole-number'
  | 'code'
  | 'prefix'
  | 'registration'
  | 'month-day'
  | 'test-range'
  | 'choices'
  | 'group'
  | 'word'
  | 'rule'
  | 'last'

/** Why a setting is not changed. */
export type SettingError =
  | { readonly code: 'setting-gone' }
  /** Somebody else changed it since it was shown; `by` is `team:user`, where that is known. */
  | { readonly code: 'setting-changed'; readonly by: string | null; readonly at: string }
  | { readonly code: 'setting-unchanged' }
  | { readonly code: 'setting-invalid'; readonly field: string; readonly fault: Fault }
  | { readonly code: 'setting-range'; readonly field: string; readonly least: number; readonly most: number }
  | { readonly code: 'setting-taken'; readonly field: string; readonly value: string }
  | {
      readonly code: 'setting-in-use'
      readonly field: string
      readonly by: Resting
      readonly count: number
    }
  /** Members who would break a rule from now on, the first of them by number. */
  | {
      readonly code: 'rule-breakers'
      readonly field: string
      readonly count: number
      readonly numbers: readonly string[]
    }
  /** Whoever changes it could not open the settings any more. */
  | { readonly code: 'setting-locks-out' }
  | { readonly code: 'setting-full'; readonly limit: number }
