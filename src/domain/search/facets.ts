import { facetToken } from './tokenCodes.ts'
import type { TokenList } from './tokenList.ts'

/** A facet's name is the id of its field in the field table; its values are the codes of that list. */
export type FacetValues = Readonly<Record<string, readonly string[]>>

/** In the row, something is owed (未納 or 一部入金); 滞納 is this, with the oldest due date before today. */
export const OWING = 'owing'
/** The dues states that are combined with other facets: the ones the secretariat asks for every day. */
const COMBINED_DUES: readonly string[] = ['open', OWING]

/**
 * Facets that one token answers together (perf-facts.md: 2–5 times faster than one token each). The first that fits a query is taken, so
 * the widest stands first.
 */
export const COMBINATIONS: readonly (readonly string[])[] = [
  ['status', 'prefecture', 'dues'],
  ['status', 'prefecture'],
  ['status', 'kind'],
  ['status', 'memberType'],
  ['status', 'dues'],
]

/** The token of one facet's value. Facets belong to a society, so that one index over many societies stays selective. */
export function facetTokenOf(societyId: number, name: string, value: string): number {
  return facetToken(`${societyId}|${name}=${value}`)
}

/** The tokens of every way of taking one value of each named facet; empty if one of them has none. */
export function combinedTokens(
  societyId: number,
  names: readonly string[],
  facets: FacetValues,
): readonly number[] {
  let ways = [`${societyId}|`]
  for (const name of names) {
    const longer: string[] = []
    for (const way of ways) {
      for (const value of facets[name] ?? []) longer.push(`${way}&${name}=${value}`)
    }
    ways = longer
  }
  return ways.map(facetToken)
}

/** Adds the tokens of a member's facets and of their combinations. */
export function addFacets(tokens: TokenList, societyId: number, facets: FacetValues): void {
  for (const name in facets) {
    for (const value of facets[name] ?? []) tokens.add(facetTokenOf(societyId, name, value))
  }
  const dues = facets['dues']?.filter((value) => COMBINED_DUES.includes(value)) ?? []
  const combined = { ...facets, dues }
  for (const names of COMBINATIONS) {
    for (const token of combinedTokens(societyId, names, combined)) tokens.add(token)
  }
}
