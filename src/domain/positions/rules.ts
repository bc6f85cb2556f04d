import type { Day } from '../core/calendar.ts'
import type { Label } from '../members/row.ts'

/** A rule of the society: whoever is `subject` has to be `object`, or must not be. Both as `position:CODE`, `group:CODE`, `type:CODE`, `role:CODE`, `member`. */
export interface Rule {
  readonly effect: 'requires' | 'excludes'
  readonly subject: string
  readonly object: string
}

/** A rule with what a refusal cites of it. */
export interface CitedRule extends Rule {
  readonly code: string
  readonly article: string | null
  readonly subjectLabel: Label
  readonly objectLabel: Label
}

/** What somebody is on one day; codes without their kind. */
export interface Standing {
  readonly member: boolean
  readonly positions: readonly string[]
  readonly groups: readonly string[]
  readonly type: string | null
  /** Types that they have, and had before. */
  readonly types: readonly string[]
  /** Roles of their Slack account, where these are known. */
  readonly roles: readonly string[]
}

/** An office over time, the last day not included. */
export interface Tenure {
  /** Null for one that is about to be made. */
  readonly id: number | null
  readonly position: string
  readonly group: string
  readonly startedOn: Day
  readonly endedOn: Day | null
}

/** What rules have to know of somebody. */
export interface Person extends Pick<Standing, 'member' | 'type' | 'types' | 'roles'> {
  readonly id: number
  readonly number: string
  readonly tenures: readonly Tenure[]
}

/** Whether an office is held on a day. */
export function holdsOn({ startedOn, endedOn }: Pick<Tenure, 'startedOn' | 'endedOn'>, day: Day): boolean {
  return startedOn <= day && (endedOn === null || day < endedOn)
}

function standingOn({ tenures, ...person }: Person, day: Day): Standing {
  const held = tenures.filter((tenure) => holdsOn(tenure, day))
  const positions = held.map(({ position }) => position)
  return { ...person, positions, groups: held.map(({ group }) => group) }
}

/** The rules that somebody breaks. Pure. */
export function brokenRules<R extends Rule>(standing: Standing, rules: readonly R[]): readonly R[] {
  return rules.filter(({ effect, subject, object }) => {
    if (!is(standing, subject)) return false
    return effect === 'excludes' ? is(standing, object) : !meets(standing, subject, object)
  })
}

function is(standing: Standing, term: string): boolean {
  if (term === 'member') return standing.member
  const [kind, code = ''] = term.split(':')
  if (kind === 'position') return standing.positions.includes(code)
  if (kind === 'group') return standing.groups.includes(code)
  if (kind === 'type') return standing.member && standing.type === code
  return kind === 'role' && standing.roles.includes(code)
}

/** A type that comes only after another (名誉会員 only from 世話人) is kept and given back to whoever had either before. */
function meets(standing: Standing, subject: string, object: string): boolean {
  if (!subject.startsWith('type:') || !object.startsWith('type:')) return is(standing, object)
  return [subject, object].some((term) => standing.types.includes(term.slice('type:'.length)))
}

export interface Breach {
  readonly rule: CitedRule
  /** The first day on which it is broken. */
  readonly on: Day
  readonly number: string
}

/**
 * The first rule that a change breaks, from a day on: one that was broken before is nobody's new fault. Looked at on each day on which an office of theirs
 * begins or ends, since an office that is needed may end before the one that needs it. Pure.
 *
 * @param before undefined: every rule counts
 */
export function findBreach(
  before: Person | undefined,
  after: Person,
  rules: readonly CitedRule[],
  from: Day,
): Breach | null {
  for (const on of turningDays(after, from)) {
    const old = before === undefined ? [] : brokenRules(standingOn(before, on), rules)
    const rule = brokenRules(standingOn(after, on), rules).find((one) => !old.includes(one))
    if (rule !== undefined) return { rule, on, number: after.number }
  }
  return null
}

function turningDays({ tenures }: Person, from: Day): readonly Day[] {
  const days = tenures.flatMap(({ startedOn, endedOn }) => [
    startedOn,
    ...(endedOn === null ? [] : [endedOn]),
  ])
  return [...new Set([from, ...days.filter((day) => day > from)])].sort()
}
