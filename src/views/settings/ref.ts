/** What the buttons and the form of a setting carry. Where a setting is: the list it belongs to, its own key there (`new` for one to be made), what it was like as shown, a kept response_url. */
export interface SettingRef {
  readonly societyId: number
  readonly list: string
  readonly key: string
  /** Of a list: its page, from 0. */
  readonly print: number
  readonly reply: number | undefined
}

export const NEW_SETTING = 'new'

export function settingRef({ societyId, list, key, print, reply }: SettingRef): string {
  return `${societyId}.${list}.${key}.${print}.${reply ?? 0}`
}

export function readSettingRef(text: string | undefined): SettingRef | null {
  const parts = /^([1-9]\d{0,8})\.([a-z]{1,20})\.([\w-]{1,60})\.(\d{1,10})\.(\d{1,15})$/u.exec(text ?? '')
  if (parts === null) return null
  const [, society, list = '', key = '', print, reply] = parts
  return { societyId: Number(society), list, key, print: Number(print), reply: Number(reply) || undefined }
}
