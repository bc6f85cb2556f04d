import { tokyoDay } from '../../domain/core/calendar.ts'
import { readerOf } from '../../domain/core/change.ts'
import { type Grammar, grammarFor } from '../../domain/search/grammar.ts'
import { loadVocabulary } from '../../domain/search/vocabulary.ts'
import type { Call } from '../answer/route.ts'

/** The search language as this caller may use it, and the day it is. */
export interface Searching {
  readonly grammar: Grammar
  /** `YYYY-MM-DD` in Japan. */
  readonly today: string
}

export async function searchingOf({ context, societies }: Call): Promise<Searching> {
  const { societyId, permissions } = context.actor
  const vocabulary = await loadVocabulary(readerOf(context), societyId, societies)
  return { grammar: grammarFor(permissions, vocabulary), today: tokyoDay(context.now()) }
}
