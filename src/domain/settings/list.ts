import type { Tx } from '../../database/client.ts'
import { type Context } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import type { Result } from '../core/result.ts'
import type { Reader } from '../core/roll.ts'
import type { Label } from '../members/row.ts'
import type { Field, Values } from './field.ts'

/** The lists that a society's settings are made of, in the order of the screen. */
export const SETTING_LISTS = [
  'society',
  'series',
  'kind',
  'type',
  'year',
  'item',
  'office',
  'rule',
  'role',
  'leaving',
  'settling',
  'question',
  'template',
  'channel',
] as const
export type SettingListCode = (typeof SETTING_LISTS)[number]

/** One setting of a list. */
export interface Entry {
  /** Its key in the list. */
  readonly key: string
  readonly label: Label
  /** Of a rule: what it requires or excludes; the label is whom it binds. */
  readonly object?: Label
  readonly retired: boolean
  readonly values: Values
}

/** What a list is and how its settings are written. */
export interface SettingList {
  /** Settings can be added. */
  readonly grows: boolean
  /** In the order in which they are shown. */
  readonly load: (read: Reader, societyId: number) => Promise<readonly Entry[]>
  /** The fields of one setting; null: of one to be made. */
  readonly fields: (read: Reader, societyId: number, entry: Entry | null) => Promise<readonly Field[]>
  /**
   * Writes one setting, whose values are read and are not those it had; returns its key. The society's settings are locked. An error takes back
   * what was written.
   */
  readonly save: (change: SettingChange) => Promise<Result<string, DomainError>>
}

export interface SettingChange {
  readonly tx: Tx
  readonly context: Context
  /** Null: it is to be made. */
  readonly before: Entry | null
  readonly values: Values
}

/** The settings after one that is new get an id of their own by the database; its key is that. */
export function keyOf(id: number): string {
  return String(id)
}

export function idOf(entry: Entry | null): number {
  return Number(entry?.key ?? 0)
}

/** A code as rows of a society have it: never changed once it is there. */
export const CODE = /^[a-z][a-z0-9_]{0,39}$/u
