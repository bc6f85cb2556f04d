/** Building blocks of payloads for the validator's tests. */
import type { Json } from './script.ts'
import { plain } from './script.ts'

export const x = (length: number) => 'あ'.repeat(length)
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
export const section = (more: Json = {}) => ({ type: 'section', text: plain('本文'), ...more })
export const button = (more: Json = {}) => ({ type: 'button', action_id: 'a', text: plain('押す'), ...more })
export const buttons = (count: number) => many(count, (index) => button({ action_id: `${index}` }))
export const actions = (...elements: Json[]) => ({ type: 'actions', elements })
export const option = (index: number | string) => ({ text: plain(`${index}`), value: `${index}` })
export const select = (more: Json = {}) => ({ type: 'static_select', options: many(2, option), ...more })
export const group = (label: string, count: number) => ({ label: plain(label), options: many(count, option) })
export const grouped = (...groups: Json[]) => ({ type: 'static_select', option_groups: groups })
export const input = (element: Json, more: Json = {}) => ({
  type: 'input',
  label: plain('欄'),
  element,
  ...more,
})
export const text = (more: Json = {}) => ({ type: 'plain_text_input', ...more })
export const table = (rows: number, cells: number) => ({
  type: 'table',
  rows: many(rows, () => many(cells, () => ({ type: 'raw_text', text: '値' }))),
})
export const modal = (more: Json = {}) => ({
  type: 'modal',
  title: plain('題'),
  submit: plain('送信'),
  blocks: [section()],
  ...more,
})
export const inModal = (...blocks: Json[]) => modal({ blocks })

/** Slack's line, from its words and the pointer behind the last space. */
export function line(expected: string): string {
  const at = expected.lastIndexOf(' /')
  return `[ERROR] ${expected.slice(0, at)} [json-pointer:${expected.slice(at + 1)}]`
}
