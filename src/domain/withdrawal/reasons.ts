import { z } from 'zod'
import { Prisma } from '../../../prisma/generated/client.ts'
import type { Reader } from '../core/roll.ts'
import type { Label } from '../members/row.ts'
import type { FiscalYearFacts } from './facts.ts'

/** A code that the roll stores and what the society calls it. */
export interface Reason {
  readonly code: string
  readonly label: Label
}

/** The reason that says that a member has died. */
export const DEATH = 'death'

/** The office deleted the record of somebody who was still active. */
export const DELETED = 'deleted'

/** Has died, and stays in the roll as 物故会員: the type changes, the membership does not end. Offered where the society's rules allow it. */
export const MEMORIAL = 'memorial'

export const MEMORIAL_REASON: Reason = {
  code: MEMORIAL,
  label: { ja: '死亡（物故会員として残す）', en: 'Death (stays as a deceased member)' },
}

const WITHDRAWAL_REASONS: readonly Reason[] = [
  { code: 'personal', label: { ja: '本人の希望', en: 'Own wish' } },
  { code: 'year_end', label: { ja: '年度末退会', en: 'End of the fiscal year' } },
  { code: 'retirement', label: { ja: '退職・転職', en: 'Retirement or change of job' } },
  { code: DEATH, label: { ja: '死亡', en: 'Death' } },
  { code: 'lapsed', label: { ja: '資格喪失', en: 'Lapse of membership' } },
]

const SETTLEMENT_REASONS: readonly Reason[] = [
  { code: 'mistake', label: { ja: '誤請求', en: 'Billed by mistake' } },
  { code: DEATH, label: { ja: '死亡', en: 'Death' } },
  { code: 'exemption', label: { ja: '免除', en: 'Exemption' } },
  { code: 'year_end', label: { ja: '年度末退会', en: 'End of the fiscal year' } },
  { code: 'lapsed', label: { ja: '資格喪失・徴収不能', en: 'Lapsed or uncollectable' } },
]

export interface Reasons {
  readonly withdrawal: readonly Reason[]
  readonly settlement: readonly Reason[]
}

const STORED = z
  .array(
    z.object({
      code: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
      label: z.object({ ja: z.string().min(1), en: z.string().min(1) }),
    }),
  )
  .min(1)
  .max(50)

/** Where a society keeps its own. */
export const REASON_KEYS = { withdrawal: 'reasons.withdrawal', settlement: 'reasons.settlement' } as const

/** The society's own reasons where its settings have some, else those that come ready. */
export async function loadReasons(reader: Reader, societyId: number): Promise<Reasons> {
  const rows = await reader.societySetting.findMany({
    where: { societyId, key: { in: Object.values(REASON_KEYS) } },
    select: { key: true, value: true },
  })
  return reasonsOf(Object.fromEntries(rows.map(({ key, value }) => [key, value])))
}

function reasonsOf(settings: Readonly<Record<string, unknown>>): Reasons {
  const stored = (key: string, ready: readonly Reason[]): readonly Reason[] => {
    const read = STORED.safeParse(settings[key])
    return read.success ? read.data : ready
  }
  return {
    withdrawal: stored(REASON_KEYS.withdrawal, WITHDRAWAL_REASONS),
    settlement: stored(REASON_KEYS.settlement, SETTLEMENT_REASONS),
  }
}

/** What every withdrawal is checked against beside the member, in one statement. */
export async function loadReasonsAndYears(
  read: Pick<Reader, '$queryRaw'>,
  societyId: number,
): Promise<{ readonly reasons: Reasons; readonly years: readonly FiscalYearFacts[] }> {
  const [row] = await read.$queryRaw<
    { readonly settings: Record<string, unknown>; readonly years: readonly FiscalYearFacts[] }[]
  >(Prisma.sql`/* prepared */
    SELECT (SELECT coalesce(json_object_agg(s.key, s.value), '{}') FROM society_setting s
        WHERE s.society_id = ${societyId}::int AND s.key IN (${REASON_KEYS.withdrawal}, ${REASON_KEYS.settlement})) AS settings,
      (SELECT coalesce(json_agg(json_build_object('year', y.year, 'startsOn', y.starts_on, 'endsOn', y.ends_on,
          'closed', y.closed_at IS NOT NULL) ORDER BY y.year), '[]')
        FROM fiscal_year y WHERE y.society_id = ${societyId}::int) AS years`)
  return { reasons: reasonsOf(row?.settings ?? {}), years: row?.years ?? [] }
}
