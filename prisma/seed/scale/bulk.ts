import { type Kind, MEDICAL } from '../societies.ts'
import { countBefore, kindOf, type Life, lifeOf, type ScaleFrame } from './life.ts'

/** Where the ids of the bulk begin, behind those of the demo: each is the last id that is taken. */
export interface Bases {
  readonly member: number
  readonly account: number
  readonly invoice: number
  readonly payment: number
  readonly allocation: number
  /** The next number of each series, by prefix. */
  readonly numbers: Readonly<Record<string, number>>
}

/** A bulk load: how many members, from where. */
export interface Bulk {
  readonly frame: ScaleFrame
  readonly bases: Bases
  readonly count: number
}

/** One table's rows, made as they are read, so that any number needs no memory. */
export interface BulkTable {
  readonly name: string
  readonly columns: readonly string[]
  rows(bulk: Bulk): Generator<readonly unknown[]>
}

/** The society that the bulk belongs to. */
export const SOCIETY = MEDICAL.id
const TEST_RANGE = { from: 90_001, to: 99_999 }

/** The prefix of each kind's numbers. */
export const PREFIXES = { individual: 'DEMO', institution: 'DEMOF', supporting: 'DEMOS' } as const

/** The number that a member of a kind takes at an index: on from the series' next one, over the test range. */
export function nextNumber({ bases }: Bulk, kind: Kind, index: number): number {
  const prefix = PREFIXES[kind]
  const next = bases.numbers[prefix] ?? 1
  const plain = next + countBefore(kind, index)
  const tests = MEDICAL.series.some((series) => series.prefix === prefix && series.tests)
  const jumps = tests && next <= TEST_RANGE.to && plain >= TEST_RANGE.from
  return jumps ? plain + TEST_RANGE.to - TEST_RANGE.from + 1 : plain
}

/** The number of a member of the bulk, as typed. */
export function numberOf(bulk: Bulk, index: number): string {
  const kind = kindOf(index)
  return PREFIXES[kind] + String(nextNumber(bulk, kind, index)).padStart(5, '0')
}

/** All members of the bulk, in the order of their ids. */
export function* lives({ frame, count }: Bulk): Generator<readonly [index: number, life: Life]> {
  for (let index = 0; index < count; index += 1) yield [index, lifeOf(frame, index)]
}
