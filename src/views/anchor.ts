import { type Message, message, section } from './kit.ts'
import type { Text } from './text.ts'

/** The newest hash of a society's audit chain, for the channel outside the database that keeps it. */
export function anchorMessage(
  given: { readonly societyId: number; readonly day: string; readonly n: bigint; readonly hash: string },
  texts: readonly Text[],
): Message {
  const words = texts.map((text) => text.screens.anchor(given.day))
  const command = `npm run audit:verify -- --society ${given.societyId} --anchor ${given.n}:${given.hash}`
  return message(words[0] ?? '', [...words.map((sentence) => section(sentence)), section({ code: command })])
}
