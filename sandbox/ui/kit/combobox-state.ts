import { invalidate, ui } from '../store.ts'
import type { Option, OptionGroup } from '../types.ts'
import { sameOption } from './slot.ts'

/** What a list offers for a query; `note` explains an empty list. */
export interface Offer {
  groups: OptionGroup[]
  note?: string
  /** The options belong to an earlier query; the answer to this one is awaited. */
  pending?: boolean
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
export const open = { id: '', query: '', active: -1 }

export function setOpen(combo: Combobox, value: boolean): void {
  ui.popup = value ? combo.id : null
  open.id = combo.id
  open.query = ''
  open.active = -1
  invalidate()
}

/** The highlighted option's index, -1 for none; the list may have become shorter meanwhile. */
export function activeOf(count: number): number {
  return Math.min(open.active, count - 1)
}

/** Takes an option: in a list of several, a second time takes it away again. */
export function pick(combo: Combobox, option: Option): void {
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
