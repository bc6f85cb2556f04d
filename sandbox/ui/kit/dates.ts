import type { Datepicker, DateTimepicker, Timepicker } from '@slack/types'
import { h, type VNode } from '../dom.ts'
import type { ElementState } from '../types.ts'
import { choose, naming, type Slot, stateOf } from './slot.ts'

/** While a year is typed the browser reports years like 0020: such a date is not yet meant. */
const FIRST_YEAR = 1000

export function datepicker(element: Datepicker, slot: Slot): VNode {
  const state = stateOf(slot, element)
  const value = (state ? state.selected_date : element.initial_date) ?? ''
  return picker('date', value, element, slot, (typed) => ({ selected_date: typed || null }))
}

export function timepicker(element: Timepicker, slot: Slot): VNode {
  const state = stateOf(slot, element)
  const value = (state ? state.selected_time : element.initial_time) ?? ''
  return picker('time', value, element, slot, (typed) => ({ selected_time: typed || null }))
}

const JAPAN_OFFSET_MS = 9 * 3_600_000

/** Unix seconds, shown and read as Japanese time. */
export function datetimepicker(element: DateTimepicker, slot: Slot): VNode {
  const state = stateOf(slot, element)
  const seconds = state ? state.selected_date_time : element.initial_date_time
  const value = seconds ? new Date(seconds * 1000 + JAPAN_OFFSET_MS).toISOString().slice(0, 16) : ''
  return picker('datetime-local', value, element, slot, (typed) => ({
    selected_date_time: typed ? (Date.parse(`${typed}Z`) - JAPAN_OFFSET_MS) / 1000 : null,
  }))
}

function picker(
  kind: 'date' | 'time' | 'datetime-local',
  value: string,
  element: Datepicker | Timepicker | DateTimepicker,
  slot: Slot,
  read: (typed: string) => Partial<ElementState>,
): VNode {
  return h('input', {
    ...naming(slot, element),
    class: 'input input-date',
    type: kind,
    'data-shown': value,
    // Written only when the value itself changes: writing while a part of a date is typed would erase it.
    updated: (input) => {
      const field = input as HTMLInputElement
      if (field.dataset['written'] === value) return
      field.dataset['written'] = value
      if (field.value !== value) field.value = value
    },
    on: {
      change: (event: Event) => {
        const input = event.target as HTMLInputElement
        const year = Number.parseInt(input.value, 10)
        if (kind !== 'time' && input.value !== '' && year < FIRST_YEAR) return
        if (input.value === '' && input.validity.badInput) return
        input.dataset['written'] = input.value
        void choose(slot, element, { type: element.type, ...read(input.value) })
      },
    },
  })
}
