import type { Text } from '../text.ts'
import { page, paragraphs } from './layout.ts'

/** A page of one sentence. */
export type PlainPage = 'gone' | 'flooded' | 'stale' | 'missing'

export function plainPage(which: PlainPage, text: Text): string {
  const { title, text: sentence } = text.pages[which]
  return page({ title, body: paragraphs(sentence) }, text)
}

export function outagePage(incident: string, text: Text): string {
  const { title, text: sentence } = text.pages.outage
  return page({ title, body: paragraphs(sentence(incident)) }, text)
}
