import type { Context } from '../../../src/domain/core/change.ts'
import { type BuiltInRole, GRANTS, type Permission } from '../../../src/domain/core/roles.ts'
import { Roll } from '../../../src/domain/core/roll.ts'
import { openCard } from '../../../src/domain/members/card.ts'
import type { MemberCard } from '../../../src/domain/members/cardData.ts'
import type { Conditions } from '../../../src/domain/search/conditions.ts'
import { findMembers, type ResultPage } from '../../../src/domain/search/find.ts'
import { type Grammar, grammarFor } from '../../../src/domain/search/grammar.ts'
import { parseSearch } from '../../../src/domain/search/language.ts'
import { loadVocabulary } from '../../../src/domain/search/vocabulary.ts'
import { demoDatabase, type TestDatabase } from '../../support/database.ts'

/** The demo's day; the clock stands at noon of it in Japan. */
export const TODAY = '2026-11-23'
export const NOW = new Date(`${TODAY}T12:00:00+09:00`)
export const MEDICAL = 1234
export const NURSING = 5678

/** The two demo societies, and somebody in each role. */
export interface World {
  readonly db: TestDatabase
  readonly roll: Roll
  readonly grammar: Grammar
  as(role: BuiltInRole | readonly Permission[], options?: CallerOptions): Context
}

interface CallerOptions {
  readonly societyId?: number
  readonly user?: string
  readonly now?: Date
}

export async function openWorld(): Promise<World> {
  const db = await demoDatabase(TODAY)
  const roll = new Roll({ prisma: db.prisma, pool: db.pool, close: async () => {} })
  const vocabulary = await loadVocabulary(roll.read, MEDICAL, [])
  const as: World['as'] = (role, { societyId = MEDICAL, user, now = NOW } = {}) => {
    const permissions: readonly Permission[] = typeof role === 'string' ? GRANTS[role] : role
    const userId = user ?? (typeof role === 'string' ? `U_${role.toUpperCase()}` : 'U_SOMEBODY')
    return {
      roll,
      actor: {
        key: `T_MEIBO:${userId}`,
        teamId: 'T_MEIBO',
        userId,
        societyId,
        roles: typeof role === 'string' ? [role] : [],
        permissions: new Set(permissions),
      },
      source: { via: 'command' },
      now: () => now,
    }
  }
  return { db, roll, grammar: grammarFor(new Set(GRANTS.treasurer), vocabulary), as }
}

/** What a search typed by the treasurer means. */
export function typed({ grammar }: World, text: string): Conditions {
  const outcome = parseSearch(text, grammar, TODAY)
  if (!outcome.ok) throw new Error(`${text}: ${JSON.stringify(outcome.errors)}`)
  return outcome.conditions
}

/** One page, which must come. */
export async function pageOf(context: Context, conditions: Conditions, page = 1): Promise<ResultPage> {
  const found = await findMembers(context, { conditions, page })
  if (!found.ok) throw new Error(JSON.stringify(found.error))
  return found.value
}

/** The numbers of all pages, in order; every page but the last must be full. */
export async function allNumbers(context: Context, conditions: Conditions): Promise<string[]> {
  const first = await pageOf(context, conditions)
  const numbers = first.rows.map(({ number }) => number)
  for (let page = 2; page <= first.pages; page += 1) {
    const next = await pageOf(context, conditions, page)
    if (next.total !== first.total || next.page !== page)
      throw new Error(`page ${page} of ${first.pages} is another`)
    numbers.push(...next.rows.map(({ number }) => number))
  }
  if (numbers.length !== first.total)
    throw new Error(`${numbers.length} members on the pages, ${first.total} counted`)
  return numbers
}

/** A card, which must open. */
export async function cardOf(context: Context, number: string): Promise<MemberCard> {
  const opened = await openCard(context, { number })
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  return opened.value
}
