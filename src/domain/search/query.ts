import type { ChoiceFilter, Conditions, DateFilter, Filter, TextFilter } from './conditions.ts'
import { COMBINATIONS, combinedTokens, facetTokenOf, OWING } from './facets.ts'
import { SEARCH_FIELDS, type TextField } from './fields.ts'
import { foldSection, gramScope, likePattern } from './searchText.ts'
import { bigram, hasUnigram, isExactGram, unigram } from './tokenCodes.ts'

/** One of several ways to meet a condition: all of its parts. */
export interface Alternative {
  readonly tokens: readonly number[]
  /** LIKE pattern on `search_text`; null: the tokens are the whole answer. */
  readonly like: string | null
  /** Also `oldest_open_due < today`. */
  readonly overdue: boolean
}

/**
 * What a search asks of `member_search`; every part must hold. No hash stands in for text: what tokens can't say exactly is in the
 * patterns. `LIKE` has the escape character `\`.
 */
export interface SearchPlan {
  /** `tokens @> all` */
  readonly all: readonly number[]
  /** `tokens && group`, for each group */
  readonly anyOf: readonly (readonly number[])[]
  /** `NOT tokens && noneOf` */
  readonly noneOf: readonly number[]
  /** `search_text LIKE`, for each */
  readonly like: readonly string[]
  /** `search_text NOT LIKE`, for each */
  readonly notLike: readonly string[]
  /** For each list: one of its alternatives holds. */
  readonly either: readonly (readonly Alternative[])[]
  /** For each: whether `oldest_open_due < today` must be true, or must not (null counts as false). */
  readonly overdue: readonly boolean[]
  /** Day ranges of the member's applied_at (Asia/Tokyo), inclusive; excluded ones also let through who never applied. */
  readonly applied: readonly Pick<DateFilter, 'from' | 'to' | 'excluded'>[]
}

interface Draft {
  readonly all: Set<number>
  readonly anyOf: number[][]
  readonly noneOf: Set<number>
  readonly like: Set<string>
  readonly notLike: Set<string>
  readonly either: Alternative[][]
  readonly overdue: Set<boolean>
}

const FIELDS_BY_ID = new Map(SEARCH_FIELDS.map((field) => [field.id, field]))
/** Above this many combined tokens, separate groups are read faster. */
const MAX_COMBINED = 100

/** A needle's tokens: bigrams alone where there are two letters or more, as unigrams would only lengthen the lists the index reads. */
function gramsOf(scope: number, letters: readonly number[]): readonly number[] {
  const [first = 0] = letters
  if (letters.length === 1) return hasUnigram(first) ? [unigram(scope, first)] : []
  const grams = letters.slice(1).map((letter, index) => bigram(scope, letters[index] ?? 0, letter))
  return [...new Set(grams)]
}

function textAlternative(field: TextField, value: string): Alternative {
  const [section = 'words'] = field.sections === 'words' ? [] : field.sections
  const needle = foldSection(section, value)
  const letters = Array.from(needle, (letter) => letter.codePointAt(0) as number)
  const exact = field.sections === 'words' && isExactGram(letters)
  return {
    tokens: gramsOf(section === 'words' ? 0 : gramScope(section), letters),
    like: exact ? null : likePattern(field.sections, needle),
    overdue: false,
  }
}

function addText(draft: Draft, filter: TextFilter, field: TextField): void {
  const alternatives = filter.values.map((value) => textAlternative(field, value))
  if (filter.excluded) {
    for (const { tokens, like } of alternatives) {
      if (like === null) for (const token of tokens) draft.noneOf.add(token)
      else draft.notLike.add(like)
    }
    return
  }
  addAlternatives(draft, alternatives)
}

function addAlternatives(draft: Draft, alternatives: readonly Alternative[]): void {
  const [only] = alternatives
  if (alternatives.length === 1 && only) {
    for (const token of only.tokens) draft.all.add(token)
    if (only.like !== null) draft.like.add(only.like)
    if (only.overdue) draft.overdue.add(true)
  } else if (
    alternatives.every(({ tokens, like, overdue }) => tokens.length === 1 && like === null && !overdue)
  ) {
    draft.anyOf.push(alternatives.flatMap(({ tokens }) => tokens))
  } else {
    draft.either.push([...alternatives])
  }
}

function choiceAlternative(societyId: number, field: string, value: string): Alternative {
  const overdue = field === 'dues' && value === 'arrears'
  return { tokens: [facetTokenOf(societyId, field, overdue ? OWING : value)], like: null, overdue }
}

function addExcludedChoice(draft: Draft, societyId: number, { field, values }: ChoiceFilter): void {
  for (const value of values) {
    const { tokens, overdue } = choiceAlternative(societyId, field, value)
    if (overdue) draft.overdue.add(false)
    else for (const token of tokens) draft.noneOf.add(token)
  }
}

/** The facet values that combinations may use for a wanted filter; null if it has to stand alone. */
function combinable({ field, values }: ChoiceFilter): readonly string[] | null {
  if (field !== 'dues') return values
  if (values.join() === 'arrears') return [OWING]
  return values.join() === 'open' ? values : null
}

/** Adds combination tokens for as many facets as they cover, and returns the names of those. */
function addCombinations(
  draft: Draft,
  societyId: number,
  facets: Readonly<Record<string, readonly string[]>>,
): ReadonlySet<string> {
  const covered = new Set<string>()
  for (const names of COMBINATIONS) {
    if (names.every((name) => covered.has(name) || name === 'status')) continue
    const tokens = combinedTokens(societyId, names, facets)
    if (tokens.length === 0 || tokens.length > MAX_COMBINED) continue
    addAlternatives(
      draft,
      tokens.map((token) => ({ tokens: [token], like: null, overdue: false })),
    )
    for (const name of names) covered.add(name)
  }
  return covered
}

/** Adds the wanted list filters: combinations first, what they don't cover after. */
function addChoices(draft: Draft, societyId: number, filters: readonly ChoiceFilter[]): void {
  const facets: Record<string, readonly string[]> = {}
  const combined = new Map<string, ChoiceFilter>()
  for (const filter of filters) {
    const values = combinable(filter)
    if (values === null || combined.has(filter.field)) continue
    facets[filter.field] = values
    combined.set(filter.field, filter)
  }
  const covered = addCombinations(draft, societyId, facets)
  for (const filter of filters) {
    const { field, values } = filter
    const done = covered.has(field) && combined.get(field) === filter
    if (!done) {
      addAlternatives(
        draft,
        values.map((value) => choiceAlternative(societyId, field, value)),
      )
    } else if (facets[field]?.[0] === OWING) {
      draft.overdue.add(true)
    }
  }
}

function isWanted(filter: Filter): filter is ChoiceFilter {
  return filter.kind === 'choice' && !filter.excluded
}

/** What the search tokens, search text and dates must be for these conditions, in the society with this id. */
export function queryTokens(conditions: Conditions, societyId: number): SearchPlan {
  const draft: Draft = {
    all: new Set(),
    anyOf: [],
    noneOf: new Set(),
    like: new Set(),
    notLike: new Set(),
    either: [],
    overdue: new Set(),
  }
  addChoices(draft, societyId, conditions.filters.filter(isWanted))
  for (const filter of conditions.filters) {
    const field = FIELDS_BY_ID.get(filter.field)
    if (filter.kind === 'text' && field?.kind === 'text') addText(draft, filter, field)
    if (filter.kind === 'choice' && filter.excluded) addExcludedChoice(draft, societyId, filter)
  }
  return {
    all: [...draft.all].sort((left, right) => left - right),
    anyOf: draft.anyOf,
    noneOf: [...draft.noneOf].sort((left, right) => left - right),
    like: [...draft.like],
    notLike: [...draft.notLike],
    either: draft.either,
    overdue: [...draft.overdue],
    applied: conditions.filters
      .filter((filter) => filter.kind === 'date')
      .map(({ from, to, excluded }) => ({ from, to, excluded })),
  }
}
