import { CHANNEL } from './channels.ts'
import type { SettingList, SettingListCode } from './list.ts'
import { KIND, SERIES } from './numbers.ts'
import { OFFICE } from './offices.ts'
import { QUESTION } from './questions.ts'
import { LEAVING, SETTLING } from './reasons.ts'
import { ROLE } from './roles.ts'
import { RULE } from './rules.ts'
import { SOCIETY } from './society.ts'
import { TEMPLATE } from './templates.ts'
import { TYPE } from './types.ts'
import { ITEM, YEAR } from './years.ts'

/** Every list of settings. */
export const LISTS: Readonly<Record<SettingListCode, SettingList>> = {
  society: SOCIETY,
  series: SERIES,
  kind: KIND,
  type: TYPE,
  year: YEAR,
  item: ITEM,
  office: OFFICE,
  rule: RULE,
  role: ROLE,
  leaving: LEAVING,
  settling: SETTLING,
  question: QUESTION,
  template: TEMPLATE,
  channel: CHANNEL,
}
