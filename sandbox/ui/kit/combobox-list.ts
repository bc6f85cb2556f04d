import { type Child, h, type VNode } from '../dom.ts'
import { icon } from '../icons.ts'
import { t } from '../store.ts'
import { plainOf, textOf } from '../text/mrkdwn.ts'
import type { Option } from '../types.ts'
import { activeOf, type Combobox, type Offer, pick } from './combobox-state.ts'
import { placeAt } from './popup.ts'
import { sameOption } from './slot.ts'

/** The open list of a combobox: its options by group, or why there are none. */
export function optionList(combo: Combobox, offer: Offer): VNode {
  let index = -1
  const active = activeOf(offer.groups.flatMap(({ options }) => options).length)
  const isFull = combo.multiple && combo.max !== undefined && combo.selected.length >= combo.max
  return h(
    'div',
    {
      class: 'popup popup-list',
      role: 'listbox',
      id: `${combo.id}/list`,
      'aria-label': combo.attributes['aria-label'] ?? combo.placeholder,
      'aria-multiselectable': combo.multiple ? 'true' : undefined,
      mounted: place,
      updated: (element) => {
        place(element)
        element.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
      },
      // The field keeps the focus: losing it would close the list before the click arrives.
      on: { mousedown: (event: MouseEvent) => event.preventDefault() },
    },
    isFull && note(t().maxReached(combo.max ?? 0)),
    offer.groups.map((group, at) => {
      const label = plainOf(group.label)
      const options = group.options.map((option) => {
        index += 1
        return item(combo, option, index, index === active)
      })
      if (label === '') return options
      return h(
        'div',
        { key: `group ${at}`, role: 'group', 'aria-label': label },
        h('div', { class: 'popup-group', 'aria-hidden': 'true' }, label),
        options,
      )
    }),
    offer.note && note(offer.note),
  )
}

function note(text: string): Child {
  return h('p', { class: 'popup-note', role: 'status' }, text)
}

function item(combo: Combobox, option: Option, index: number, isActive: boolean): VNode {
  const selected = combo.selected.some((other) => sameOption(other, option))
  return h(
    'div',
    {
      key: `option ${option.value ?? plainOf(option.text)}`,
      id: `${combo.id}/option/${index}`,
      class: 'popup-item',
      role: 'option',
      'aria-selected': selected ? 'true' : 'false',
      'data-active': isActive,
      on: { click: () => pick(combo, option) },
    },
    h(
      'span',
      { class: 'popup-label' },
      textOf(option.text),
      option.description && h('span', { class: 'popup-description' }, textOf(option.description)),
    ),
    selected && icon('check'),
  )
}

function place(element: HTMLElement): void {
  const anchor = element.parentElement?.querySelector('.combo-field')
  if (anchor) placeAt(element, anchor, 'stretch')
}
