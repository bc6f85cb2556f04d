import type { MemberName, MemberRow } from '../domain/members/row.ts'
import { cleanLine, cut } from './kit.ts'
import type { Text } from './text.ts'

/** 山田 太郎, or the organisation. */
export function nameOf(name: MemberName): string {
  return joined([name.organisationName, joined([name.familyName, name.givenName], ' ')], '　')
}

export function kanaOf(name: MemberName): string {
  return joined([name.organisationKana, joined([name.familyKana, name.givenKana], ' ')], '　')
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

/** The parts that there are, on one line, with the language's separator: a line end in a value can't pass for a line of ours. */
export function joined(parts: readonly (string | null | undefined)[], separator: string): string {
  return parts
    .map((part) => cleanLine(part ?? ''))
    .filter((part) => part !== '')
    .join(separator)
}

const LINE = 120

/** A line of a list, cut so that one can't push out the others. */
export function listLine(text: string): string {
  return cut(cleanLine(text), LINE)
}
