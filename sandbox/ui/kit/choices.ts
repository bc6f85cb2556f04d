import type { Checkboxes, RadioButtons } from '@slack/types'
import { h, type VNode } from '../dom.ts'
import { textOf } from '../text/mrkdwn.ts'
import type { ElementState, Option } from '../types.ts'
import { choose, idOf, naming, type Slot, sameOption, stateOf } from './slot.ts'

export function checkboxes(element: Checkboxes, slot: Slot): VNode {
  const chosen = stateOf(slot, element)?.selected_options ?? element.initial_options ?? []
  return group(element, slot, 'checkbox', (option) => {
    const others = chosen.filter((other) => !sameOption(other, option))
    const selected = others.length < chosen.length
    const all = element.options.filter((one) => [...others, option].some((other) => sameOption(other, one)))
    return { selected, next: { selected_options: selected ? others : all } }
  })
}

export function radioButtons(element: RadioButtons, slot: Slot): VNode {
  const state = stateOf(slot, element)
  const chosen = state ? state.selected_option : element.initial_option
  return group(element, slot, 'radio', (option) => ({
    selected: sameOption(chosen, option),
    next: { selected_option: option },
  }))
}

type Read = (option: Option) => { selected: boolean; next: Partial<ElementState> }

function group(
  element: Checkboxes | RadioButtons,
  slot: Slot,
  kind: 'checkbox' | 'radio',
  read: Read,
): VNode {
  const id = idOf(slot, element)
  const attributes = naming(slot, element)
  return h(
    'div',
    {
      ...attributes,
      class: 'choices',
      role: kind === 'radio' ? 'radiogroup' : 'group',
      tabindex: -1,
      'aria-labelledby': slot.label ? undefined : `${id}/label`,
    },
    element.options.map((option, index) => {
      const { selected, next } = read(option)
      return h(
        'label',
        { class: 'choice', key: option.value ?? String(index) },
        h('input', {
          type: kind,
          name: id,
          checked: selected,
          on: { change: () => void choose(slot, element, { type: element.type, ...next }) },
        }),
        h(
          'span',
          { class: 'choice-text' },
          h('span', null, textOf(option.text)),
          option.description && h('span', { class: 'choice-description' }, textOf(option.description)),
        ),
      )
    }),
  )
}
