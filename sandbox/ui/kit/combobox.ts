import { h, type VNode } from '../dom.ts'
import { icon } from '../icons.ts'
import { belongsToInputMethod } from '../keys.ts'
import { invalidate, t, ui } from '../store.ts'
import { plainOf } from '../text/mrkdwn.ts'
import type { Option } from '../types.ts'
import { optionList } from './combobox-list.ts'
import { activeOf, type Combobox, type Offer, open, pick, setOpen } from './combobox-state.ts'
import { sameOption } from './slot.ts'

/** A field that chooses among options by typing, arrow keys or the pointer; one choice or several (as chips). */
export function combobox(combo: Combobox): VNode {
  const isOpen = ui.popup === combo.id
  const offer: Offer = isOpen ? combo.offer(open.query) : { groups: [] }
  return h(
    'div',
    { class: 'combo', 'data-popup-root': combo.id },
    h(
      'div',
      {
        class: 'combo-field',
        'aria-busy': combo.busy ? 'true' : undefined,
        on: { mousedown: (event: MouseEvent) => pressBeside(event, combo, isOpen) },
      },
      combo.multiple && combo.selected.map((option) => chip(combo, option)),
      field(combo, isOpen, offer),
      !combo.multiple && combo.clearable && combo.selected.length > 0 && clearButton(combo),
      h('span', { class: 'combo-chevron' }, icon('chevron')),
    ),
    isOpen && optionList(combo, offer),
  )
}

/** A press beside the text, on the chevron or between chips, opens the list, and closes an open one. */
function pressBeside(event: MouseEvent, combo: Combobox, isOpen: boolean): void {
  if ((event.target as Element).closest('button, input')) return
  event.preventDefault()
  ;(event.currentTarget as HTMLElement).querySelector('input')?.focus()
  setOpen(combo, !isOpen)
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

function field(combo: Combobox, isOpen: boolean, offer: Offer): VNode {
  const options = offer.groups.flatMap(({ options }) => options)
  const active = activeOf(options.length)
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
    'aria-activedescendant': isOpen && active >= 0 ? `${combo.id}/option/${active}` : undefined,
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
      keydown: (event: KeyboardEvent) => onKey(event, combo, isOpen, offer.pending ? [] : options),
      blur: () => {
        if (isOpen && ui.popup === combo.id) setOpen(combo, false)
      },
    },
  })
}

function onKey(event: KeyboardEvent, combo: Combobox, isOpen: boolean, options: Option[]): void {
  // Opening empties the field of the chosen text, which must happen before an input method starts to compose.
  const types = belongsToInputMethod(event) || (event.key.length === 1 && !event.ctrlKey && !event.metaKey)
  if (types && !isOpen) setOpen(combo, true)
  if (types) return
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
    const option = options[activeOf(options.length)]
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
