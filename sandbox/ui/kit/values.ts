import type { ElementState, View } from '../types.ts'
import { type Surface, stateOf } from './slot.ts'

/** What a submission sends: the state of each `input` block's element, what is being typed included. */
export function submissionOf(view: View, surface: Surface): Record<string, ElementState> {
  const values: Record<string, ElementState> = {}
  for (const block of view.blocks) {
    if (block.type !== 'input') continue
    const blockId = block.block_id ?? ''
    const state = stateOf({ surface, blockId, input: block }, block.element)
    if (state) values[blockId] = state
  }
  return values
}
