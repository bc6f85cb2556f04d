import type { InputBlock } from '@slack/types'
import { h, type VNode } from '../dom.ts'
import { icon } from '../icons.ts'
import { t } from '../store.ts'
import { withEmoji } from '../text/emoji.ts'
import { element } from './elements.ts'
import { idOf, type Slot, type Surface } from './slot.ts'

/** A labelled input with its hint and, after a refused submission, its error. */
export function inputBlock(block: InputBlock, blockId: string, surface: Surface): VNode {
  const one = block.element
  const slot: Slot = { surface, blockId, input: block }
  const id = idOf(slot, one)
  const error = surface.errors[blockId]
  const isGroup = one.type === 'checkboxes' || one.type === 'radio_buttons'
  const label = [
    withEmoji(block.label.text),
    block.optional && h('span', { class: 'optional' }, t().optional),
  ]
  const described = [block.hint && `${id}/hint`, error && `${id}/error`].filter(Boolean).join(' ')
  if (described) slot.describedBy = described
  if (error) slot.invalid = true
  return h(
    'div',
    { class: error ? 'input-block invalid' : 'input-block', 'data-error': error ? 'true' : undefined },
    isGroup
      ? h('div', { class: 'label', id: `${id}/label` }, label)
      : h('label', { class: 'label', for: id }, label),
    element(one, slot),
    error &&
      h('p', { class: 'field-error', role: 'alert', id: `${id}/error`, key: 'error' }, icon('alert'), error),
    block.hint && h('p', { class: 'hint', id: `${id}/hint`, key: 'hint' }, withEmoji(block.hint.text)),
  )
}
