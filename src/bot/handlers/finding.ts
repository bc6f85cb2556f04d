import type { DomainError } from '../../domain/core/errors.ts'
import { ok, type Result } from '../../domain/core/result.ts'
import { may } from '../../domain/core/roles.ts'
import type { Conditions } from '../../domain/search/conditions.ts'
import { describeSearch } from '../../domain/search/describe.ts'
import { findMembers, type ResultPage } from '../../domain/search/find.ts'
import { keepResultSet, openResultSet } from '../../domain/search/resultSets.ts'
import { openPage } from '../../domain/search/roll.ts'
import type { Message } from '../../views/kit.ts'
import { resultsMessage } from '../../views/results.ts'
import { textOf } from '../../views/text.ts'
import type { Call } from '../answer/route.ts'
import { type Searching, searchingOf } from './searching.ts'

/** Runs a new search, keeps it for its pages, and draws its first page. */
export async function searchAnew(
  call: Call,
  searching: Searching,
  conditions: Conditions,
): Promise<Result<Message, DomainError>> {
  const found = await findMembers(call.context, { conditions, page: 1 })
  if (!found.ok) return found
  const kept = await keepResultSet(call.context, conditions, found.value.total)
  return kept.ok ? ok(draw(call, searching, kept.value.id, found.value)) : kept
}

/** Draws a page of a kept search, as it is now. */
export async function turnTo(
  call: Call,
  resultSetId: number,
  page: number,
): Promise<Result<Message, DomainError>> {
  const [found, searching] = await Promise.all([openPage(call.context, resultSetId, page), searchingOf(call)])
  return found.ok ? ok(draw(call, searching, resultSetId, found.value)) : found
}

/** Runs a kept search with something changed, as a new one: another order, or withdrawn members too. */
export async function searchChanged(
  call: Call,
  resultSetId: number,
  alter: (conditions: Conditions, searching: Searching) => Conditions,
): Promise<Result<Message, DomainError>> {
  const kept = await openResultSet(call.context, resultSetId)
  if (!kept.ok) return kept
  const searching = await searchingOf(call)
  return searchAnew(call, searching, alter(kept.value.conditions, searching))
}

function draw(
  { context, locale }: Call,
  { grammar }: Searching,
  resultSetId: number,
  page: ResultPage,
): Message {
  return resultsMessage(
    {
      page,
      resultSetId,
      conditions: describeSearch(page.conditions, grammar),
      sorts: grammar.sortChoices(),
      mayPost: may(context.actor, 'roll.post'),
      mayWrite: may(context.actor, 'member.write'),
    },
    textOf(locale),
  )
}
