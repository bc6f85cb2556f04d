import { z } from 'zod'
import type { Reader } from '../core/roll.ts'
import type { Label } from '../members/row.ts'

/** A code that the roll stores and what the society calls it. */
export interface Reason {
  readonly code: string
  readonly label: Label
}

/** The reason that says that a member has died. */
export const DEATH = 'death'

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

/** The society's own reasons where its settings have some (`reasons.withdrawal`, `reasons.settlement`), else those that come ready. */
export async function loadReasons(reader: Reader, societyId: number): Promise<Reasons> {
  const rows = await reader.societySetting.findMany({
    where: { societyId, key: { in: ['reasons.withdrawal', 'reasons.settlement'] } },
    select: { key: true, value: true },
  })
  const stored = (key: string, ready: readonly Reason[]): readonly Reason[] => {
    const read = STORED.safeParse(rows.find((row) => row.key === key)?.value)
    return read.success ? read.data : ready
  }
  return {
    withdrawal: stored('reasons.withdrawal', WITHDRAWAL_REASONS),
    settlement: stored('reasons.settlement', SETTLEMENT_REASONS),
  }
}
