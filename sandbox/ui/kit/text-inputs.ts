import type { EmailInput, NumberInput, PlainTextInput, URLInput } from '@slack/types'
import { h, type VNode } from '../dom.ts'
import { belongsToInputMethod } from '../keys.ts'
import { t } from '../store.ts'
import type { ElementState } from '../types.ts'
import { act, dispatchesOnEnter, naming, type Slot, stateOf, type as typeInto } from './slot.ts'

type TextInput = PlainTextInput | EmailInput | NumberInput | URLInput

const KINDS = {
  plain_text_input: { type: 'text', inputmode: 'text' },
  email_text_input: { type: 'text', inputmode: 'email' },
  number_input: { type: 'text', inputmode: 'decimal' },
  url_text_input: { type: 'text', inputmode: 'url' },
} as const

/** How near the limit the remaining characters are shown. */
const COUNTER_FROM = 0.8

export function textInput(element: TextInput, slot: Slot): VNode {
  const state = stateOf(slot, element)
  const value = (state ? state.value : element.initial_value) ?? ''
  const multiline = element.type === 'plain_text_input' && element.multiline === true
  const control = h(multiline ? 'textarea' : 'input', {
    ...naming(slot, element),
    ...(multiline ? { rows: 4 } : KINDS[element.type]),
    class: 'input',
    autocomplete: 'off',
    placeholder: element.placeholder?.text,
    value,
    on: {
      input: (event: InputEvent) => typeInto(slot, element, read(element, event.target)),
      keydown: (event: KeyboardEvent) => {
        if (
          event.key !== 'Enter' ||
          belongsToInputMethod(event) ||
          multiline ||
          !dispatchesOnEnter(slot, element)
        )
          return
        event.preventDefault()
        void act(slot, element, read(element, event.target))
      },
    },
  })
  return h('div', { class: 'text-input' }, control, counter(element, value))
}

function read(element: TextInput, target: EventTarget | null): ElementState {
  const { value } = target as HTMLInputElement | HTMLTextAreaElement
  return { type: element.type, value: value === '' ? null : value }
}

function counter(element: TextInput, value: string): VNode | null {
  if (element.type !== 'plain_text_input' || element.max_length === undefined) return null
  if (value.length < element.max_length * COUNTER_FROM) return null
  const left = element.max_length - value.length
  return h('span', { class: left < 0 ? 'counter over' : 'counter', role: 'status' }, t().charsLeft(left))
}
