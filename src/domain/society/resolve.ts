import type { DomainError, SocietyChoice } from '../core/errors.ts'
import { err, type Result } from '../core/result.ts'
import type { Actor } from '../core/roles.ts'
import { foldText } from '../search/fold.ts'
import type { Caller, SocietyAccess } from './access.ts'
import { type ActorRefusal, contactsOf, type Membership, planActor } from './actor.ts'

/** What a request says about its society: the typed `学会:` key, or the id that a screen carries. */
export interface Asked {
  readonly named?: string | undefined
  readonly societyId?: number | undefined
}

export type SocietyRefusal =
  | ActorRefusal
  | Extract<DomainError, { code: 'society-needed' | 'unknown-society' | 'no-society' }>

/**
 * The society of a request and the caller's rights in it: the id on the screen, else the `学会:` key, else the
 * channel's default, else the only society where the caller has a role, else asks. Choices never name a society in
 * which the caller has no role.
 */
export function resolveActor(
  societies: readonly SocietyAccess[],
  caller: Caller,
  membership: Membership,
  asked: Asked,
): Result<Actor, SocietyRefusal> {
  if (societies.length === 0) return err({ code: 'no-society' })
  const actorIn = (society: SocietyAccess) => planActor(society, caller, membership)
  const own = societies.filter((society) => actorIn(society).ok)
  if (asked.societyId !== undefined) {
    const society = societies.find(({ id }) => id === asked.societyId)
    return society === undefined ? err({ code: 'no-society' }) : actorIn(society)
  }
  if (asked.named !== undefined) {
    const society = findNamed(societies, asked.named)
    return society === undefined
      ? err({ code: 'unknown-society', value: asked.named, choices: own.map(choiceOf) })
      : actorIn(society)
  }
  const [only] = own.length === 1 ? own : societies.length === 1 ? societies : []
  const society = societies.find(({ channelDefault }) => channelDefault) ?? only
  if (society !== undefined) return actorIn(society)
  if (own.length > 1) return err({ code: 'society-needed', choices: own.map(choiceOf) })
  const conflict = societies
    .map(actorIn)
    .find((result) => !result.ok && result.error.code === 'role-conflict')
  return conflict ?? err({ code: 'no-role', contacts: contactsOf(societies, membership) })
}

/** The societies in which the caller has a role, by id: what a choice between societies offers. */
export function ownSocieties(
  societies: readonly SocietyAccess[],
  caller: Caller,
  membership: Membership,
): readonly SocietyChoice[] {
  return societies.filter((society) => planActor(society, caller, membership).ok).map(choiceOf)
}

function findNamed(societies: readonly SocietyAccess[], named: string): SocietyAccess | undefined {
  const wanted = foldText(named)
  return societies.find(({ id, code, name, nameEn }) =>
    [String(id), code, name, nameEn ?? ''].some((word) => word !== '' && foldText(word) === wanted),
  )
}

function choiceOf({ id, code, name, nameEn }: SocietyAccess): SocietyChoice {
  return { id, code, name, nameEn }
}

const SOCIETY_KEY = /(^|\s)(?:学会|研究会|society)[:：](?:"([^"]*)"|「([^」]*)」|(\S+))/iu

/** Takes the `学会:` (`society:`) key out of a command's text. */
export function takeSocietyKey(text: string): { readonly named?: string; readonly rest: string } {
  const match = SOCIETY_KEY.exec(text)
  if (match === null) return { rest: text }
  const named = match[2] ?? match[3] ?? match[4] ?? ''
  const rest = `${text.slice(0, match.index)}${match[1]}${text.slice(match.index + match[0].length)}`.trim()
  return { named, rest }
}
