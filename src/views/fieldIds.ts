/** The ids of a form's controls, by the keys of its fields. */

import { readRef } from './refs.ts'

/** The choice that empties a field, beside values that are members' words. */
export const EMPTY_CHOICE = 'meibo:empty'

/** `action_id` of a form's control. */
export function fieldAction(field: string): string {
  return `form.${field}`
}

/**
 * `block_id` of a form's control: the field's key, with `#n` once it was emptied or filled by us n times. Slack keeps what was typed for as long
 * as the block_id stays.
 */
export function fieldBlock(field: string, resets = 0): string {
  return resets === 0 ? field : `${field}#${resets}`
}

/** The field's key of a `block_id`. */
export function fieldOfBlock(blockId: string): string {
  return blockId.replace(/#\d+$/u, '')
}

/** The field of one invoice in a form that settles; an error of the whole field `settlements` shows under the first. */
export function settlementField(invoiceId: number): string {
  return `settlements-${invoiceId}`
}

/** The invoice of such a field; null for another field. */
export function invoiceOfField(field: string): number | null {
  return readRef(/^settlements-(\d+)$/u.exec(field)?.[1], 1)?.[0] ?? null
}

/** The field of what one invoice gets of a payment; an error of the whole field `allocations` shows under the first. */
export function allocationField(invoiceId: number): string {
  return `allocations-${invoiceId}`
}

/** The invoice of such a field; null for another field. */
export function invoiceOfAllocation(field: string): number | null {
  return readRef(/^allocations-(\d+)$/u.exec(field)?.[1], 1)?.[0] ?? null
}

/** The field of who is to hold one office, in the form of an 改選. */
export function electionField(positionId: number): string {
  return `elect-${positionId}`
}

/** The office of such a field; null for another field. */
export function officeOfField(field: string): number | null {
  return readRef(/^elect-(\d+)$/u.exec(field)?.[1], 1)?.[0] ?? null
}

/** The field in which the value of one of two records is chosen. */
export function mergeField(key: string): string {
  return `merge-${key}`
}

/** The field of a member of such a choice; null for another field. */
export function keyOfMerge(field: string): string | null {
  return /^merge-([A-Za-z]+)$/u.exec(field)?.[1] ?? null
}
