import type { MemberName, MemberRow } from '../domain/members/row.ts'
import type { Text } from './text.ts'

/** 山田 太郎, or the organisation. */
export function nameOf(name: MemberName): string {
  const person = [name.familyName, name.givenName].filter((part) => part !== null && part !== '').join(' ')
  return [name.organisationName ?? '', person].filter((part) => part !== '').join('　')
}

export function kanaOf(name: MemberName): string {
  const person = [name.familyKana, name.givenKana].filter((part) => part !== null && part !== '').join(' ')
  return [name.organisationKana ?? '', person].filter((part) => part !== '').join('　')
}

/** 〒000-0000 東京都… */
export function addressOf(given: Pick<MemberRow, 'postalCode' | 'prefecture' | 'address'>): string {
  const postal = given.postalCode === null ? '' : `〒${given.postalCode} `
  return `${postal}${given.prefecture ?? ''}${given.address ?? ''}`.trim()
}

/** 有効, 無効（退会済 2025-03-31）, with a mark for test members. */
export function statusOf(
  row: Pick<MemberRow, 'lifecycle' | 'withdrawnOn' | 'isTest'>,
  { members }: Text,
): string {
  const status = members.status(row.lifecycle, row.withdrawnOn)
  return row.isTest ? `${status} / ${members.test}` : status
}

/** The parts that there are, with the language's separator. */
export function joined(parts: readonly (string | null | undefined)[], separator: string): string {
  return parts.filter((part) => part !== null && part !== undefined && part.trim() !== '').join(separator)
}
