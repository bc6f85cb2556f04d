import { z } from 'zod'
import { readerOf } from '../../domain/core/change.ts'
import type { DomainError } from '../../domain/core/errors.ts'
import { err, ok, type Result } from '../../domain/core/result.ts'
import { SETTING_LISTS } from '../../domain/settings/list.ts'
import { openList, openSetting } from '../../domain/settings/open.ts'
import { saveSetting } from '../../domain/settings/save.ts'
import { ACTION, allNumbered, CALLBACK } from '../../views/ids.ts'
import { type SettingGiven, settingModal } from '../../views/settings/form.ts'
import { entryName, settingListModal, settingsModal } from '../../views/settings/list.ts'
import { NEW_SETTING, readSettingRef, type SettingRef } from '../../views/settings/ref.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, command, type Route, submission } from '../answer/route.ts'
import { refusedForm, submissionKey } from './redraw.ts'
import { carried, valueOf } from './refs.ts'

async function home(call: Call): Promise<Answer> {
  const { societyId } = call.context.actor
  const [society, reply] = await Promise.all([
    readerOf(call.context).society.findUniqueOrThrow({
      where: { id: societyId },
      select: { id: true, name: true, nameEn: true },
    }),
    call.keepReplyUrl(),
  ])
  return ok({
    kind: 'modal',
    view: settingsModal({ society, lists: SETTING_LISTS, reply }, textOf(call.locale)),
  })
}

/** On top of the first screen; in its own place once it is open. */
function kindHere({ interaction }: Call): 'modal' | 'update' {
  const home = interaction.blockId?.startsWith('block.settings-') ?? false
  return home ? 'modal' : 'update'
}

async function list(call: Call, { list: code, print: page, reply }: SettingRef): Promise<Answer> {
  const opened = await openList(call.context, code)
  if (!opened.ok) return opened
  return ok({
    kind: kindHere(call),
    view: settingListModal({ ...opened.value, page, reply }, textOf(call.locale)),
  })
}

async function draw(
  call: Call,
  { list: code, key, reply }: SettingRef,
  more: Pick<SettingGiven, 'notice' | 'saved'>,
): Promise<Result<ReturnType<typeof settingModal>, DomainError>> {
  const chosen = code === 'society' ? await onlyKey(call, code) : key === NEW_SETTING ? null : key
  const setting = await openSetting(call.context, code, chosen)
  return setting.ok
    ? ok(settingModal({ setting: setting.value, reply, ...more }, textOf(call.locale)))
    : setting
}

/** A list of one has nothing to choose. */
async function onlyKey(call: Call, code: string): Promise<string | null> {
  const opened = await openList(call.context, code)
  return opened.ok ? (opened.value.entries[0]?.key ?? null) : null
}

async function open(call: Call, place: SettingRef): Promise<Answer> {
  const view = await draw(call, place, {})
  return view.ok ? ok({ kind: kindHere(call), view: view.value }) : view
}

const form = z.object({ metadata: carried(readSettingRef), fields: z.record(z.string(), z.unknown()) })

async function save(call: Call, { metadata: place, fields: sent }: z.infer<typeof form>): Promise<Answer> {
  const code = SETTING_LISTS.find((one) => one === place.list)
  if (code === undefined) return err({ code: 'setting-gone' })
  const key = place.key === NEW_SETTING ? null : place.key
  const membership = await call.membership()
  // A form that was refused keeps its view: what is submitted then is another attempt.
  const operation = `${submissionKey(call, 'setting')} ${call.interaction.view?.hash ?? ''}`
  const input = { list: code, key, print: place.print, sent }
  const saved = await saveSetting(call.context, input, membership, operation)
  if (!saved.ok) return refusedForm(call, saved.error, (notice) => draw(call, place, { notice }))
  if (code === 'society') {
    const view = await draw(call, place, { saved: true })
    return view.ok ? ok({ kind: 'update', view: view.value }) : view
  }
  const opened = await openList(call.context, code)
  if (!opened.ok) return opened
  const text = textOf(call.locale)
  const entry = opened.value.entries.find((one) => one.key === saved.value.key)
  const name = entry === undefined ? text.settings.list(code) : entryName(code, entry, text)
  const view = settingListModal({ ...opened.value, page: 0, reply: place.reply, saved: name }, text)
  return ok({ kind: 'update', view })
}

/** 設定: the lists, the settings of one, and the form of each. */
export const SETTING_ROUTES: readonly Route[] = [
  command({
    id: 'settings',
    verbs: { ja: ['設定'], en: ['settings'] },
    permission: 'settings',
    roles: 'dialog',
    parse: () => ok(undefined),
    handle: home,
  }),
  ...[ACTION.openSettingList, ...allNumbered(ACTION.openSettingList, 2)].map((id) =>
    action({ id, permission: 'settings', roles: 'dialog', input: valueOf(readSettingRef), handle: list }),
  ),
  ...[ACTION.openSetting, ACTION.chooseSetting].map((id) =>
    action({ id, permission: 'settings', roles: 'dialog', input: valueOf(readSettingRef), handle: open }),
  ),
  submission({ id: CALLBACK.setting, permission: 'settings', input: form, handle: save }),
]
