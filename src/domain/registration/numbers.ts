import { Prisma } from '../../../prisma/generated/client.ts'
import type { Tx } from '../../database/client.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { Reader } from '../core/roll.ts'
import type { MemberKindCode } from '../members/row.ts'
import { foldNumber } from '../search/fold.ts'

/** Where numbers come from: prefix and zero-padded counter; both ends of the test range are in it. */
export interface Series {
  readonly prefix: string
  readonly width: number
  readonly next: number
  readonly testFrom: number | null
  readonly testTo: number | null
}

/** A number that a member is to have. */
export interface TakenNumber {
  readonly number: string
  readonly isTest: boolean
}

/** Longest run of digits that a number may have. */
const MOST_DIGITS = 12

/** The number that the next member of a kind gets if nobody is faster; shown, not taken. */
export async function peekNumber(
  read: Pick<Reader, '$queryRaw'>,
  societyId: number,
  kind: MemberKindCode,
): Promise<string> {
  const [row] = await read.$queryRaw<{ number: string }[]>(Prisma.sql`
    SELECT n.next_number AS number FROM member_kind k, next_member_number(k.society_id, k.series_id) n
    WHERE k.society_id = ${societyId}::int AND k.kind = ${kind}`)
  if (row === undefined) throw new Error(`no number series for ${kind}`)
  return row.number
}

/**
 * Takes the next number of a kind: the next caller waits for this transaction, so that a refused one leaves no gap. Take it as late as possible. Numbers of
 * the test range are never among them.
 */
export async function takeNumber(tx: Tx, societyId: number, kind: MemberKindCode): Promise<TakenNumber> {
  const [row] = await tx.$queryRaw<{ number: string }[]>(
    Prisma.sql`SELECT take_member_number(${societyId}::int, ${kind}) AS number`,
  )
  if (row === undefined) throw new Error(`no number series for ${kind}`)
  return { number: row.number, isTest: false }
}

/**
 * Reads a number that the office gives itself: one of the imported roll, or of the test range. Pure. Errors: number-format.
 *
 * @param all every series of the society
 */
export function readNumber(typed: string, all: readonly Series[]): Result<TakenNumber, DomainError> {
  const number = typed.normalize('NFKC').replace(/[\s\p{Pd}]/gu, '')
  const [, letters = '', digits = ''] = /^([A-Za-z]*)([0-9]+)$/u.exec(number) ?? []
  const series = all.find(({ prefix }) => prefix.toLowerCase() === letters.toLowerCase())
  const least = letters === '' ? 1 : 5
  if (series === undefined || digits.length < least || digits.length > MOST_DIGITS) {
    const examples = all.map(({ prefix, width, next }) => prefix + String(next).padStart(width, '0'))
    return err({ code: 'number-format', field: 'number', examples })
  }
  const { testFrom, testTo } = series
  const isTest =
    testFrom !== null && testTo !== null && testFrom <= Number(digits) && Number(digits) <= testTo
  return ok({ number, isTest })
}

/** As `readNumber`, and held against the numbers that were ever taken. Errors: number-format, number-taken. */
export async function claimNumber(
  tx: Tx,
  societyId: number,
  typed: string,
): Promise<Result<TakenNumber, DomainError>> {
  // One at a time, so that the second of two who type the same number is told.
  const all = await tx.$queryRaw<Series[]>(Prisma.sql`
    SELECT prefix, width, next, test_from AS "testFrom", test_to AS "testTo"
    FROM number_series WHERE society_id = ${societyId}::int ORDER BY id FOR UPDATE`)
  const read = readNumber(typed, all)
  if (!read.ok) return read
  const { number } = read.value
  const key = { societyId_folded: { societyId, folded: foldNumber(number) } }
  const taken = await tx.memberNumber.findUnique({ where: key, select: { number: true } })
  return taken === null ? read : err({ code: 'number-taken', field: 'number', number: taken.number })
}
