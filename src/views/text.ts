import { errors as errorsEn } from './words/en/errors.ts'
import { members as membersEn } from './words/en/members.ts'
import { ROLE_NAMES as rolesEn } from './words/en/roles.ts'
import { screens as screensEn } from './words/en/screens.ts'
import type { ErrorTexts } from './words/errorTexts.ts'
import { errors as errorsJa } from './words/ja/errors.ts'
import { type MemberWords, members as membersJa } from './words/ja/members.ts'
import { ROLE_NAMES as rolesJa } from './words/ja/roles.ts'
import { type ScreenWords, screens as screensJa } from './words/ja/screens.ts'

export type Locale = 'ja' | 'en'

/** Everything that is said in one language. */
export interface Text {
  readonly locale: Locale
  readonly errors: ErrorTexts
  readonly members: MemberWords
  readonly screens: ScreenWords
  readonly roles: Readonly<Record<string, string>>
  /** The word of a label in this language. */
  readonly pick: (label: { readonly ja: string; readonly en: string }) => string
}

const TEXTS: Readonly<Record<Locale, Text>> = {
  ja: {
    locale: 'ja',
    errors: errorsJa,
    members: membersJa,
    screens: screensJa,
    roles: rolesJa,
    pick: ({ ja }) => ja,
  },
  en: {
    locale: 'en',
    errors: errorsEn,
    members: membersEn,
    screens: screensEn,
    roles: rolesEn,
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
