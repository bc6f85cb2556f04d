import { allBlocks, elementsOf } from '../validate/index.ts'
import type { Block, Json } from './model.ts'
import { randomId } from './workspace.ts'

function fillText(value: unknown): void {
  if (Array.isArray(value)) for (const one of value) fillText(one)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  const object = value as Json
  if (object['type'] === 'plain_text') object['emoji'] ??= true
  if (object['type'] === 'mrkdwn') object['verbatim'] ??= false
  for (const one of Object.values(object)) fillText(one)
}

/** Blocks as Slack stores them: a copy with the ids and text flags filled in that the app left out. */
export function normalised(blocks: unknown): Block[] {
  const copy = structuredClone(blocks) as Block[]
  for (const { block } of allBlocks(copy, '')) {
    block['block_id'] ??= randomId('', 5)
    for (const { element } of elementsOf(block)) {
      if (element['type'] !== 'image') element['action_id'] ??= randomId('', 5)
    }
  }
  fillText(copy)
  return copy
}

/** One text object with the flags filled in, or null. */
export function normalisedText(text: unknown): Json | null {
  if (typeof text !== 'object' || text === null) return null
  const copy = structuredClone(text) as Json
  fillText(copy)
  return copy
}
