import { type Child, h, type VNode } from '../dom.ts'
import { icon } from '../icons.ts'
import { invalidate, t, ui } from '../store.ts'
import { plainOf, textOf } from '../text/mrkdwn.ts'
import type { Option, OptionGroup } from '../types.ts'
import { placeAt } from './popup.ts'
import { sameOption } from './slot.ts'

/** What a list offers for a query; `note` explains an empty list. */
export interface Offer {
  groups: OptionGroup[]
  note?: string
}
export interface Combobox {
  /** The DOM id of its text field, unique on the page. */
  id: string
  attributes: Record<string, string | boolean | undefined>
  placeholder: string
  multiple: boolean
  selected: Option[]
  clearable: boolean
  busy: boolean
  offer: (query: string) => Offer
  change: (selected: Option[]) => void
  max?: number | undefined
}

/** The state of the one list that is open. */
const open = { id: '', query: '', active: -1 }

export function comboQuery(): string {
  return open.query
}

function setOpen(combo: Combobox, value: boolean): void {
  ui.popup = value ? combo.id : null
  open.id = combo.id
  open.query = ''
  open.active = -1
  invalidate()
}

/** A field that chooses among options by typing, arrow keys or the pointer; one choice or several (as chips). */
export function combobox(combo: Combobox): VNode {
  const isOpen = ui.popup === combo.id
  const offer = isOpen ? combo.offer(open.query) : { groups: [] }
  const options = offer.groups.flatMap(({ options }) => options)
  if (isOpen && open.active >= options.length) open.active = options.length - 1
  return h(
    'div',
    { class: 'combo', 'data-popup-root': combo.id },
    h(
      'div',
      {
        class: 'combo-field',
        'aria-busy': combo.busy ? 'true' : undefined,
        on: { mousedown: (event: MouseEvent) => focusField(event) },
      },
      combo.multiple && combo.selected.map((option) => chip(combo, option)),
      field(combo, isOpen, options),
      !combo.multiple && combo.clearable && combo.selected.length > 0 && clearButton(combo),
      h('span', { class: 'combo-chevron' }, icon('chevron')),
    ),
    isOpen && list(combo, offer),
  )
}

/** A press beside the text, on the chevron or between chips, is a press on the field. */
function focusField(event: MouseEvent): void {
  const target = event.target as Element
  if (target.closest('button, input')) return
  event.preventDefault()
  const input = (event.currentTarget as HTMLElement).querySelector('input')
  input?.focus()
  input?.click()
}

function chip(combo: Combobox, option: Option): VNode {
  const name = plainOf(option.text)
  return h(
    'span',
    { class: 'chip', key: `chip ${option.value ?? name}` },
    name,
    h(
      'button',
      {
        type: 'button',
        'aria-label': t().remove(name),
        on: { click: () => combo.change(combo.selected.filter((other) => !sameOption(other, option))) },
      },
      icon('close'),
    ),
  )
}

function clearButton(combo: Combobox): VNode {
  return h(
    'button',
    {
      type: 'button',
      class: 'combo-clear',
      'aria-label': t().clear,
      title: t().clear,
      on: { click: () => combo.change([]) },
    },
    icon('close'),
  )
}

function field(combo: Combobox, isOpen: boolean, options: Option[]): VNode {
  const first = combo.selected[0]
  const shown = !combo.multiple && first ? plainOf(first.text) : ''
  const placeholder = combo.multiple && combo.selected.length > 0 ? '' : combo.placeholder
  return h('input', {
    ...combo.attributes,
    key: 'field',
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-autocomplete': 'list',
    'aria-expanded': isOpen ? 'true' : 'false',
    'aria-controls': isOpen ? `${combo.id}/list` : undefined,
    'aria-activedescendant': isOpen && open.active >= 0 ? `${combo.id}/option/${open.active}` : undefined,
    placeholder: isOpen && shown ? shown : placeholder,
    value: isOpen ? open.query : shown,
    on: {
      click: () => {
        if (!isOpen) setOpen(combo, true)
      },
      input: (event: InputEvent) => {
        const { value } = event.target as HTMLInputElement
        if (!isOpen) setOpen(combo, true)
        open.query = value
        open.active = open.query ? 0 : -1
        invalidate()
      },
      keydown: (event: KeyboardEvent) => onKey(event, combo, isOpen, options),
      blur: () => {
        if (isOpen && ui.popup === combo.id) setOpen(combo, false)
      },
    },
  })
}

function onKey(event: KeyboardEvent, combo: Combobox, isOpen: boolean, options: Option[]): void {
  // Opening empties the field of the chosen text, which must happen before an input method starts to compose.
  const types = event.key === 'Process' || (event.key.length === 1 && !event.ctrlKey && !event.metaKey)
  if (types && !isOpen) setOpen(combo, true)
  if (event.isComposing || types) return
  const move = (step: number) => {
    event.preventDefault()
    if (!isOpen) setOpen(combo, true)
    else if (options.length > 0) {
      open.active =
        open.active < 0 && step < 0
          ? options.length - 1
          : (open.active + step + options.length) % options.length
      invalidate()
    }
  }
  if (event.key === 'ArrowDown') move(1)
  else if (event.key === 'ArrowUp') move(-1)
  else if (event.key === 'Enter') {
    event.preventDefault()
    const option = options[open.active]
    if (!isOpen) setOpen(combo, true)
    else if (option) pick(combo, option)
  } else if (event.key === 'Escape' && isOpen) {
    event.preventDefault()
    event.stopPropagation()
    setOpen(combo, false)
  } else if (event.key === 'Backspace' && combo.multiple && open.query === '') {
    combo.change(combo.selected.slice(0, -1))
  }
}

function pick(combo: Combobox, option: Option): void {
  if (!combo.multiple) {
    setOpen(combo, false)
    combo.change([option])
    return
  }
  const without = combo.selected.filter((other) => !sameOption(other, option))
  const removes = without.length < combo.selected.length
  if (!removes && combo.max !== undefined && combo.selected.length >= combo.max) return
  open.query = ''
  combo.change(removes ? without : [...combo.selected, option])
}

function list(combo: Combobox, offer: Offer): VNode {
  let index = -1
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
        return item(combo, option, index)
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

function item(combo: Combobox, option: Option, index: number): VNode {
  const selected = combo.selected.some((other) => sameOption(other, option))
  return h(
    'div',
    {
      key: `option ${option.value ?? plainOf(option.text)}`,
      id: `${combo.id}/option/${index}`,
      class: 'popup-item',
      role: 'option',
      'aria-selected': selected ? 'true' : 'false',
      'data-active': open.active === index,
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
