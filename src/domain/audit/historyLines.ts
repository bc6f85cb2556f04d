import type { Prisma } from '../../../prisma/generated/client.ts'
import type { Json, Source } from '../core/audit.ts'
import { tokyoMinute } from '../core/calendar.ts'
import { type Actor, may } from '../core/roles.ts'
import type { Reader } from '../core/roll.ts'
import { DUES_REASONS } from '../members/registration.ts'
import type { Label } from '../members/row.ts'
import { loadReasons } from '../withdrawal/reasons.ts'

/** One thing that an audit row says beside its action: a value, or what it was before and after. */
export interface AuditValue {
  readonly field: string
  readonly was?: string
  readonly is: string
}

/** One audit row as a reader may see it. */
export interface AuditLine {
  /** `YYYY-MM-DD HH:MM` in Japan. */
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly refused: boolean
  readonly member: { readonly id: number; readonly number: string } | null
  readonly source: Source
  readonly values: readonly AuditValue[]
}

/** What a line is made from. */
export const LINE = {
  at: true,
  actor: true,
  action: true,
  outcome: true,
  facts: true,
  source: true,
  member: { select: { id: true, number: true } },
  details: { select: { detail: true } },
} as const satisfies Prisma.AuditEntrySelect

type Row = Prisma.AuditEntryGetPayload<{ select: typeof LINE }>

export function lineOf(
  { at, actor, action, outcome, facts, source, member, details }: Row,
  reader: Actor,
): AuditLine {
  const seen = Object.entries(facts as Record<string, Json>).filter(
    ([field, value]) => may(reader, 'dues.read') || !tellsOfDues(field, value),
  )
  return {
    at: tokyoMinute(at),
    actor,
    action,
    refused: outcome === 'refused',
    member,
    source: source as unknown as Source,
    values: [
      ...seen.flatMap(factOf),
      ...Object.entries((details?.detail ?? {}) as Record<string, Json>).flatMap(detailOf),
    ],
  }
}

/** A reason or a cause that says that dues were not paid. */
function tellsOfDues(field: string, value: Json): boolean {
  return (
    field === 'cause' || (field === 'reason' && typeof value === 'string' && DUES_REASONS.includes(value))
  )
}

/** What a row says for good; several words are one text, and what holds rows of its own is left to its own screen. */
function factOf([field, value]: readonly [string, Json]): readonly AuditValue[] {
  const words = (Array.isArray(value) ? value : [value]).map(wordOf)
  const is = words.join(', ')
  return words.includes(null) || is === '' ? [] : [{ field, is }]
}

/** What is personal: two values are what was and what is. */
function detailOf([field, value]: readonly [string, Json]): readonly AuditValue[] {
  if (!Array.isArray(value) || value.length !== 2) return factOf([field, value])
  const [was, is] = value.map(wordOf)
  return was === null || was === undefined || is === null || is === undefined ? [] : [{ field, was, is }]
}

function wordOf(value: Json): string | null {
  if (value === null) return ''
  return typeof value === 'object' ? null : String(value)
}

/** The society's own words for what rows name by id or code: by `field:value`, and of its questions by `label:field`. */
export type AuditNames = Readonly<Record<string, Label>>

export async function loadNames(read: Reader, societyId: number): Promise<AuditNames> {
  const where = { societyId }
  const [types, positions, questions, reasons] = await Promise.all([
    read.memberType.findMany({ where, select: { id: true, name: true, nameEn: true } }),
    read.position.findMany({ where, select: { code: true, name: true, nameEn: true } }),
    read.question.findMany({ where, select: { id: true, label: true, labelEn: true } }),
    loadReasons(read, societyId),
  ])
  return Object.fromEntries([
    ...types.flatMap(({ id, name: ja, nameEn: en }) =>
      ['memberType', 'memberTypeId'].map((field) => [`${field}:${id}`, { ja, en }] as const),
    ),
    ...positions.map(({ code, name: ja, nameEn: en }) => [`position:${code}`, { ja, en }] as const),
    ...questions.map(({ id, label: ja, labelEn: en }) => [`label:question-${id}`, { ja, en }] as const),
    ...reasons.withdrawal.map(({ code, label }) => [`reason:${code}`, label] as const),
  ])
}
