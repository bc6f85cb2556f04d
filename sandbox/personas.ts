/**
 * The people, user groups and channels of the local workspace. All of them are made up and named by their role, so that a
 * demo, a training session and a test speak of the same persons.
 */

export interface Persona {
  id: string
  /** Handle, as in `@jimukyoku-a`. */
  name: string
  real_name: string
  title: string
  locale: 'ja-JP' | 'en-US'
  /** Guest (multi-channel guest in Slack's words). */
  is_restricted: boolean
  deleted: boolean
  /** Avatar colour, six hex digits with `#`. */
  color: string
}

export interface UserGroup {
  id: string
  handle: string
  name: string
  users: string[]
  disabled: boolean
}

export interface Channel {
  id: string
  name: string
  kind: 'public' | 'private' | 'external' | 'im'
  members: string[]
}

export const TEAM = { id: 'T_MEIBO', name: '架空学会ワークスペース', domain: 'kakuu-gakkai' } as const
export const APP_ID = 'A_MEIBO'
export const BOT_USER = 'U_MEIBO'
export const BOT_ID = 'B_MEIBO'

type Seed = Pick<Persona, 'id' | 'name' | 'real_name' | 'title' | 'color'> & Partial<Persona>

const person = (seed: Seed): Persona => ({ locale: 'ja-JP', is_restricted: false, deleted: false, ...seed })

/** A fresh copy of all personas. */
export function personas(): Persona[] {
  return [
    {
      id: 'U_SECRETARIAT',
      name: 'jimukyoku-a',
      real_name: '事務局 担当A',
      title: '事務局',
      color: '#1f6f8b',
    },
    {
      id: 'U_SECRETARIAT2',
      name: 'jimukyoku-b',
      real_name: '事務局 担当B',
      title: '事務局',
      color: '#3a7d44',
    },
    { id: 'U_OFFICER', name: 'kanji-c', real_name: '幹事 担当C', title: '幹事', color: '#8b5e1f' },
    { id: 'U_TREASURER', name: 'kaikei-d', real_name: '会計 担当D', title: '会計', color: '#8b1f3f' },
    { id: 'U_TREASURER2', name: 'kaikei-e', real_name: '会計 担当E', title: '会計', color: '#6b3fa0' },
    { id: 'U_NOROLE', name: 'iin-f', real_name: '委員 F', title: '役割なし', color: '#5f6b76' },
    {
      id: 'U_GUEST',
      name: 'guest-g',
      real_name: 'ゲスト G',
      title: '外部の協力者',
      color: '#a0522d',
      is_restricted: true,
    },
    {
      id: 'U_ENGLISH',
      name: 'officer-h',
      real_name: 'Officer H',
      title: 'Officer (English)',
      color: '#2f4fa0',
      locale: 'en-US' as const,
    },
  ].map((seed) => person(seed))
}

/** A fresh copy of all user groups. */
export function userGroups(): UserGroup[] {
  return [
    {
      id: 'S_SECRETARIAT',
      handle: 'secretariat',
      name: '事務局',
      users: ['U_SECRETARIAT', 'U_SECRETARIAT2'],
      disabled: false,
    },
    { id: 'S_OFFICER', handle: 'officer', name: '幹事', users: ['U_OFFICER', 'U_ENGLISH'], disabled: false },
    {
      id: 'S_TREASURER',
      handle: 'treasurer',
      name: '会計',
      users: ['U_TREASURER', 'U_TREASURER2'],
      disabled: false,
    },
  ]
}

const STAFF = [
  'U_SECRETARIAT',
  'U_SECRETARIAT2',
  'U_OFFICER',
  'U_TREASURER',
  'U_TREASURER2',
  'U_NOROLE',
  'U_ENGLISH',
]

/** A fresh copy of all channels, the direct messages with the bot included (`D_<user>`). */
export function channels(): Channel[] {
  return [
    { id: 'C_GENERAL', name: '全体連絡', kind: 'public', members: [...STAFF, BOT_USER] },
    {
      id: 'C_TREASURERS',
      name: '会計',
      kind: 'private',
      members: ['U_TREASURER', 'U_TREASURER2', BOT_USER],
    },
    { id: 'C_EXTERNAL', name: '共催学会との連絡', kind: 'external', members: [...STAFF, 'U_GUEST'] },
    ...personas().map(
      (persona): Channel => ({
        id: `D_${persona.id}`,
        name: 'Meibo',
        kind: 'im',
        members: [persona.id, BOT_USER],
      }),
    ),
  ]
}
