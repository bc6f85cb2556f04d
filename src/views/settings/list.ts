import type { KnownBlock, ModalView } from '@slack/types'
import type { Entry, SettingListCode } from '../../domain/settings/list.ts'
import type { OpenList } from '../../domain/settings/open.ts'
import { ACTION, block, CALLBACK, numbered } from '../ids.ts'
import { actions, alert, button, context, cut, header, modal, section, select } from '../kit.ts'
import { listLine } from '../memberLine.ts'
import { refWithReply } from '../refs.ts'
import { societyName, type Text } from '../text.ts'
import { NEW_SETTING, settingRef } from './ref.ts'

export interface SettingsGiven {
  readonly society: { readonly id: number; readonly name: string; readonly nameEn: string | null }
  readonly lists: readonly SettingListCode[]
  readonly reply?: number | undefined
}

/** `/member 設定`: every list with what it is for. */
export function settingsModal({ society, lists, reply }: SettingsGiven, text: Text): ModalView {
  const { settings, screens } = text
  return modal({
    callback: CALLBACK.settings,
    title: settings.title,
    close: screens.close,
    metadata: refWithReply([society.id], reply),
    blocks: [
      header(settings.heading(societyName(society, text))),
      context(settings.intro),
      ...lists.map((list) => {
        const place = { societyId: society.id, list, key: NEW_SETTING, print: 0, reply }
        const accessory = button({
          action: list === 'society' ? ACTION.openSetting : ACTION.openSettingList,
          label: settings.open,
          value: settingRef(place),
          spoken: settings.openSpoken(settings.list(list)),
        })
        return section([{ bold: settings.list(list) }, `\n${settings.about(list)}`], {
          id: block(`settings-${list}`),
          accessory,
        })
      }),
      reviewRow(society.id, reply, text),
    ],
  })
}

function reviewRow(societyId: number, reply: number | undefined, { settings }: Text): KnownBlock {
  const { review } = settings
  const accessory = button({
    action: ACTION.openRoleReview,
    label: settings.open,
    value: refWithReply([societyId], reply),
    spoken: settings.openSpoken(review.title),
  })
  return section([{ bold: review.title }, `\n${review.about}`], { id: block('settings-review'), accessory })
}

export interface ListGiven extends OpenList {
  /** Counted from 0. */
  readonly page: number
  readonly reply?: number | undefined
  /** What was saved just now. */
  readonly saved?: string
}

/** Settings that one page offers: a view has room for no more. */
const PAGE = 200

function pageOf(entries: readonly Entry[], page: number): readonly Entry[] {
  return entries.slice(page * PAGE, (page + 1) * PAGE)
}

/** Lines that a list shows before anything is chosen; the select has them all. */
const SHOWN = 40

/** One list: its settings to choose from, and a button for another. */
export function settingListModal(given: ListGiven, text: Text): ModalView {
  const { settings, screens } = text
  const { societyId, list, entries, reply, saved, page } = given
  return modal({
    callback: CALLBACK.settings,
    title: settings.list(list),
    close: screens.close,
    metadata: refWithReply([societyId], reply),
    blocks: [
      ...(saved === undefined ? [] : [alert(settings.saved(saved), 'info')]),
      context(settings.about(list)),
      ...chooserBlocks(given, text),
      ...entryLines(pageOf(entries, page), list, text),
    ],
  })
}

function chooserBlocks(
  { societyId, list, entries, grows, reply, page }: ListGiven,
  text: Text,
): KnownBlock[] {
  const { settings, screens } = text
  const place = (key: string) => settingRef({ societyId, list, key, print: 0, reply })
  const shown = pageOf(entries, page)
  const items = shown.map((entry) => ({ value: place(entry.key), label: entryName(list, entry, text) }))
  const add = button({ action: ACTION.openSetting, label: settings.add, value: place(NEW_SETTING) })
  const turn = (index: 0 | 1, label: string) =>
    button({
      action: numbered(ACTION.openSettingList, index),
      label,
      value: settingRef({ societyId, list, key: NEW_SETTING, print: page + index * 2 - 1, reply }),
    })
  const controls = [
    ...(items.length === 0
      ? []
      : [select({ action: ACTION.chooseSetting, items, placeholder: settings.choose })]),
    ...(grows ? [add] : []),
    ...(page > 0 ? [turn(0, screens.results.previous)] : []),
    ...(entries.length > (page + 1) * PAGE ? [turn(1, screens.results.next)] : []),
  ]
  return controls.length === 0 ? [] : [actions(block('entries'), controls)]
}

function entryLines(entries: readonly Entry[], list: SettingListCode, text: Text): KnownBlock[] {
  const { settings, members } = text
  if (entries.length === 0) return [context(settings.none)]
  const lines = entries.slice(0, SHOWN).map((entry) => listLine(entryName(list, entry, text)))
  return [
    section(lines.join('\n')),
    ...(entries.length > SHOWN ? [context(members.more(entries.length - SHOWN))] : []),
  ]
}

/** What a setting is called, on whatever screen. */
export function entryName(list: SettingListCode, entry: Entry, { settings, members, pick }: Text): string {
  const { channel, purpose, effect, article } = entry.values
  const name =
    entry.object !== undefined
      ? settings.rule(
          effect === 'requires',
          typeof article === 'string' ? article : '',
          pick(entry.label),
          pick(entry.object),
        )
      : list === 'channel'
        ? `${settings.purpose(String(purpose))} ${String(channel)}`
        : list === 'year'
          ? `${members.fiscalYear(Number(entry.key))}　${pick(entry.label)}`
          : pick(entry.label)
  const shown = cut(name, 60)
  if (!entry.retired) return shown
  return list === 'year' ? settings.closed(shown) : settings.retired(shown)
}
