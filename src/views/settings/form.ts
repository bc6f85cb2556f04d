import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import type { Choice, Field, Value } from '../../domain/settings/field.ts'
import type { OpenSetting } from '../../domain/settings/open.ts'
import { fieldAction } from '../fieldIds.ts'
import { ACTION, block, CALLBACK } from '../ids.ts'
import {
  actions,
  alert,
  button,
  channelSelect,
  checkboxes,
  context,
  cut,
  datepicker,
  groupedSelect,
  header,
  input,
  modal,
  multiSelect,
  numberInput,
  type Part,
  select,
  textInput,
} from '../kit.ts'
import type { Text } from '../text.ts'
import { entryName } from './list.ts'
import { NEW_SETTING, type SettingRef, settingRef } from './ref.ts'

export interface SettingGiven {
  readonly setting: OpenSetting
  readonly reply?: number | undefined
  readonly notice?: readonly Part[]
  /** It was saved just now. */
  readonly saved?: boolean
}

/** Boxes that can be ticked in a row; more go into a select. */
const MOST_BOXES = 10

/** One setting, by its fields. */
export function settingModal({ setting, reply, notice, saved }: SettingGiven, text: Text): ModalView {
  const { settings, screens } = text
  const { societyId, list, entry, fields, print } = setting
  const name = entry === null ? settings.newEntry : entryName(list, entry, text)
  const place: SettingRef = { societyId, list, key: entry?.key ?? NEW_SETTING, print, reply }
  const code = entry?.values['code']
  return modal({
    callback: CALLBACK.setting,
    title: settings.list(list),
    submit: settings.submit,
    close: screens.close,
    metadata: settingRef(place),
    blocks: [
      ...(notice === undefined ? [] : [alert(notice, 'warning')]),
      ...(saved ? [alert(settings.saved(name), 'info')] : []),
      header(name),
      ...(typeof code === 'string' ? [context(settings.code(code))] : []),
      ...(list === 'society' && entry !== null ? [context(settings.code(entry.key))] : []),
      ...(list === 'society' ? [] : [backBlock(place, text)]),
      ...fields.map((field) => fieldBlock(setting, field, text)),
    ],
  })
}

function backBlock(place: SettingRef, { settings }: Text): KnownBlock {
  const value = settingRef({ ...place, key: NEW_SETTING, print: 0 })
  return actions(block('back'), [button({ action: ACTION.openSettingList, label: settings.back, value })])
}

function fieldBlock({ list, entry }: OpenSetting, field: Field, text: Text): InputBlock {
  const { settings, pick } = text
  const { key, feeOf } = field
  const hint = settings.hint(list, key)
  // Another setting's field is another control: nothing that was typed there is kept here.
  const action = fieldAction(`${list}.${entry?.key ?? NEW_SETTING}.${key}`)
  return input({
    id: key,
    label:
      feeOf === undefined ? settings.field(list, key) : settings.fee(feeOf.year, cut(pick(feeOf.item), 60)),
    element: elementOf(field, action, entry?.values[key] ?? null, text),
    required: field.kind !== 'flags' && field.required,
    ...(hint === '' ? {} : { hint }),
  })
}

function elementOf(field: Field, action: string, value: Value, text: Text): InputBlock['element'] {
  const { settings } = text
  const placeholder = settings.choosePlaceholder
  const chosen = typeof value === 'string' ? { initial: value } : {}
  switch (field.kind) {
    case 'line':
    case 'lines':
      return textInput({ action, ...chosen, max: field.most, multiline: field.kind === 'lines' })
    case 'number': {
      const initial = typeof value === 'number' ? { initial: value } : {}
      return numberInput({ action, ...initial, least: field.least, most: field.most })
    }
    case 'day':
      return datepicker({ action, ...chosen })
    case 'channel':
      return channelSelect({
        action,
        ...(typeof value === 'string' ? { chosen: value } : {}),
        placeholder: settings.chooseChannel,
      })
    case 'choice':
      return choiceElement(field, action, typeof value === 'string' ? value : undefined, text)
    case 'flags': {
      const items = field.choices.map((one) => itemOf(field.key, one, text))
      const ticked = Array.isArray(value) ? { chosen: value as readonly string[] } : {}
      return items.length <= MOST_BOXES
        ? checkboxes({ action, items, ...ticked })
        : multiSelect({ action, items, ...ticked, placeholder })
    }
  }
}

/** The two sides of a rule are chosen under headings: there may be an office and a type of one name. */
function choiceElement(
  { key, choices }: Field & { readonly kind: 'choice' },
  action: string,
  value: string | undefined,
  text: Text,
): InputBlock['element'] {
  const { settings } = text
  const placeholder = settings.choosePlaceholder
  const kindOf = (choice: Choice) => choice.value.split(':')[0] ?? ''
  const kinds = [...new Set(choices.map(kindOf))].filter((kind) => kind in settings.terms)
  if (kinds.length === 0) {
    const items = choices.map((one) => itemOf(key, one, text))
    return select({ action, items, chosen: value === undefined ? [] : [value], placeholder })
  }
  const groups = kinds.flatMap((kind) => {
    const own = choices.filter((choice) => kindOf(choice) === kind).map((one) => itemOf(key, one, text))
    const heading = settings.terms[kind] ?? kind
    const parts: { label: string; items: typeof own }[] = []
    for (let start = 0; start < own.length; start += 100)
      parts.push({ label: heading, items: own.slice(start, start + 100) })
    return parts
  })
  return groupedSelect({ action, groups, placeholder, ...(value === undefined ? {} : { chosen: value }) })
}

function itemOf(key: string, { value, label }: Choice, { settings, pick, permissions }: Text) {
  if (label !== null) return { value, label: pick(label) }
  return { value, label: key === 'permissions' ? (permissions[value] ?? value) : settings.choice(key, value) }
}
