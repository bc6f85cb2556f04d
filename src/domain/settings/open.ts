import { type Context, readerOf } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import { may } from '../core/roles.ts'
import type { Field, Values } from './field.ts'
import { fingerprint } from './fingerprint.ts'
import { type Entry, SETTING_LISTS, type SettingListCode } from './list.ts'
import { LISTS } from './lists.ts'

/** A list of settings as its screen shows it. */
export interface OpenList {
  readonly societyId: number
  readonly list: SettingListCode
  readonly entries: readonly Entry[]
  readonly grows: boolean
}

/** One setting as its form shows it. */
export interface OpenSetting {
  readonly societyId: number
  readonly list: SettingListCode
  /** Null: it is to be made. */
  readonly entry: Entry | null
  readonly fields: readonly Field[]
  /** Stands for the values as they are shown; 0 for what is to be made. */
  readonly print: number
}

function isList(code: string): code is SettingListCode {
  return (SETTING_LISTS as readonly string[]).includes(code)
}

/** Errors: forbidden; setting-gone, where there is no such list. */
export async function openList(context: Context, code: string): Promise<Result<OpenList, DomainError>> {
  const { actor } = context
  if (!may(actor, 'settings')) return err({ code: 'forbidden', permission: 'settings' })
  if (!isList(code)) return err({ code: 'setting-gone' })
  const { load, grows } = LISTS[code]
  const { societyId } = actor
  return ok({ societyId, list: code, entries: await load(readerOf(context), societyId), grows })
}

/** Errors: forbidden, setting-gone. @param key null: of one to be made */
export async function openSetting(
  context: Context,
  code: string,
  key: string | null,
): Promise<Result<OpenSetting, DomainError>> {
  const opened = await openList(context, code)
  if (!opened.ok) return opened
  const { societyId, list, entries, grows } = opened.value
  const entry = key === null ? null : entries.find((one) => one.key === key)
  if (entry === undefined || (entry === null && !grows)) return err({ code: 'setting-gone' })
  const fields = await LISTS[list].fields(readerOf(context), societyId, entry)
  return ok({ societyId, list, entry, fields, print: printOf(entry?.values) })
}

export function printOf(values: Values | undefined): number {
  return values === undefined ? 0 : fingerprint(values)
}
