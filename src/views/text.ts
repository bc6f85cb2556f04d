import type { Part } from './kit.ts'
import { accounts as accountsEn } from './words/en/accounts.ts'
import { deletion as deletionEn } from './words/en/deletion.ts'
import { dossier as dossierEn } from './words/en/dossier.ts'
import { dues as duesEn } from './words/en/dues.ts'
import { editing as editingEn } from './words/en/editing.ts'
import { errors as errorsEn } from './words/en/errors.ts'
import { history as historyEn } from './words/en/history.ts'
import { members as membersEn } from './words/en/members.ts'
import { pages as pagesEn } from './words/en/pages.ts'
import { positions as positionsEn } from './words/en/positions.ts'
import { registration as registrationEn } from './words/en/registration.ts'
import { PERMISSION_NAMES as permissionsEn, ROLE_NAMES as rolesEn } from './words/en/roles.ts'
import { screens as screensEn } from './words/en/screens.ts'
import { settings as settingsEn } from './words/en/settings.ts'
import { settlement as settlementEn } from './words/en/settlement.ts'
import { withdrawal as withdrawalEn } from './words/en/withdrawal.ts'
import type { ErrorTexts } from './words/errorTexts.ts'
import { type AccountWords, accounts as accountsJa } from './words/ja/accounts.ts'
import { type DeletionWords, deletion as deletionJa } from './words/ja/deletion.ts'
import { type DossierWords, dossier as dossierJa } from './words/ja/dossier.ts'
import { type DuesWords, dues as duesJa } from './words/ja/dues.ts'
import { type EditingWords, editing as editingJa } from './words/ja/editing.ts'
import { errors as errorsJa } from './words/ja/errors.ts'
import { type HistoryWords, history as historyJa } from './words/ja/history.ts'
import { type MemberWords, members as membersJa } from './words/ja/members.ts'
import { type PageWords, pages as pagesJa } from './words/ja/pages.ts'
import { type PositionWords, positions as positionsJa } from './words/ja/positions.ts'
import { type RegistrationWords, registration as registrationJa } from './words/ja/registration.ts'
import { PERMISSION_NAMES as permissionsJa, ROLE_NAMES as rolesJa } from './words/ja/roles.ts'
import { type ScreenWords, screens as screensJa } from './words/ja/screens.ts'
import { type SettingWords, settings as settingsJa } from './words/ja/settings.ts'
import { type SettlementWords, settlement as settlementJa } from './words/ja/settlement.ts'
import { type WithdrawalWords, withdrawal as withdrawalJa } from './words/ja/withdrawal.ts'

export type Locale = 'ja' | 'en'

/** Everything that is said in one language. */
export interface Text {
  readonly locale: Locale
  readonly errors: ErrorTexts
  readonly members: MemberWords
  readonly screens: ScreenWords
  /** ログイン・パスワード */
  readonly accounts: AccountWords
  /** 公開ページ */
  readonly pages: PageWords
  /** 請求・入金 */
  readonly dues: DuesWords
  /** 請求取消・手動で支払済み, and their decision. */
  readonly settlement: SettlementWords
  /** 退会・再入会 */
  readonly withdrawal: WithdrawalWords
  /** 学会役職 */
  readonly positions: PositionWords
  /** 会員の削除 */
  readonly deletion: DeletionWords
  /** 対応メモ・書類 */
  readonly dossier: DossierWords
  /** 履歴・監査 */
  readonly history: HistoryWords
  /** 登録・入会承認 */
  readonly registration: RegistrationWords
  /** 編集・所属メンバー・統合 */
  readonly editing: EditingWords
  /** 設定 */
  readonly settings: SettingWords
  readonly roles: Readonly<Record<string, string>>
  readonly permissions: Readonly<Record<string, string>>
  /** The word of a label in this language. */
  readonly pick: (label: { readonly ja: string; readonly en: string }) => string
}

const TEXTS: Readonly<Record<Locale, Text>> = {
  ja: {
    locale: 'ja',
    errors: errorsJa,
    members: membersJa,
    screens: screensJa,
    accounts: accountsJa,
    pages: pagesJa,
    dues: duesJa,
    settlement: settlementJa,
    withdrawal: withdrawalJa,
    positions: positionsJa,
    deletion: deletionJa,
    dossier: dossierJa,
    history: historyJa,
    registration: registrationJa,
    editing: editingJa,
    settings: settingsJa,
    roles: rolesJa,
    permissions: permissionsJa,
    pick: ({ ja }) => ja,
  },
  en: {
    locale: 'en',
    errors: errorsEn,
    members: membersEn,
    screens: screensEn,
    accounts: accountsEn,
    pages: pagesEn,
    dues: duesEn,
    settlement: settlementEn,
    withdrawal: withdrawalEn,
    positions: positionsEn,
    deletion: deletionEn,
    dossier: dossierEn,
    history: historyEn,
    registration: registrationEn,
    editing: editingEn,
    settings: settingsEn,
    roles: rolesEn,
    permissions: permissionsEn,
    pick: ({ en }) => en,
  },
}

/** A society's name in this language, where it has one. */
export function societyName(
  { name, nameEn }: { readonly name: string; readonly nameEn: string | null },
  { locale }: Text,
): string {
  return locale === 'ja' ? name : (nameEn ?? name)
}

export function textOf(locale: Locale): Text {
  return TEXTS[locale]
}

/** Who did it, of an actor's key `team:user`; what runs by itself has a name too. */
export function personOf(key: string, { screens }: Text): Part {
  const user = key.slice(key.indexOf(':') + 1)
  if (user === MEMBER_USER) return screens.byMember
  return user === CLOCK_USER ? screens.clock : { user }
}

/** The user of `clockActor`. Views take no values from the domain; a test holds the two together. */
const CLOCK_USER = 'clock'
/** The user of what a member does on the public pages. */
const MEMBER_USER = 'member'
