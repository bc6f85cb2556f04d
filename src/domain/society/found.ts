import { z } from 'zod'
import { dateColumn, dayOf, fiscalYearOf, tokyoDay } from '../core/calendar.ts'
import { type Context, change } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import { ok, type Result } from '../core/result.ts'

const group = z.string().regex(/^S[A-Z0-9_]+$/)

/** What a society needs before anybody can open it from Slack; the rest are its settings. */
export const FOUNDING = z.object({
  id: z.coerce.number().int().positive(),
  code: z.string().regex(/^[A-Za-z]{3,}$/),
  name: z.string().min(1).max(100),
  nameEn: z.string().min(1).max(100).optional(),
  fiscalYearStartMonth: z.coerce.number().int().min(1).max(12).default(4),
  teamId: z.string().regex(/^T[A-Z0-9_]+$/),
  secretariat: group,
  officer: group.optional(),
  treasurer: group.optional(),
})
export type Founding = z.infer<typeof FOUNDING>

/** The labels that a society begins with; settings change them. */
const KINDS = [
  { kind: 'individual', label: '個人', labelEn: 'Individual' },
  { kind: 'institution', label: '施設', labelEn: 'Institution' },
  { kind: 'supporting', label: '賛助', labelEn: 'Supporting' },
]

const ROLES = [
  { code: 'secretariat', name: '事務局', nameEn: 'Secretariat' },
  { code: 'officer', name: '幹事', nameEn: 'Officer' },
  { code: 'treasurer', name: '会計', nameEn: 'Treasurer' },
  { code: 'auditor', name: '監事', nameEn: 'Auditor' },
] as const

/**
 * Makes a society in a Slack workspace: kinds, one number series with the code as its prefix (test range 90001–99999), this
 * fiscal year, the ready roles with their user groups, and the rule that the secretariat is exclusive.
 *
 * @throws where the society, or its code, is there already
 */
export async function foundSociety(context: Context, given: Founding): Promise<Result<number, DomainError>> {
  const { id: societyId, code, name, nameEn, fiscalYearStartMonth, teamId } = given
  return change(context, 'settings', undefined, async (tx) => {
    await tx.society.create({
      data: { id: societyId, code, name, nameEn: nameEn ?? null, fiscalYearStartMonth },
    })
    const series = await tx.numberSeries.create({
      data: { societyId, prefix: code.toUpperCase(), width: 5, testFrom: 90_001, testTo: 99_999 },
    })
    await tx.memberKind.createMany({
      data: KINDS.map((kind) => ({ ...kind, societyId, seriesId: series.id })),
    })
    await tx.fiscalYear.create({
      data: { societyId, ...yearOf(tokyoDay(context.now()), fiscalYearStartMonth) },
    })
    await tx.workspace.create({ data: { societyId, teamId } })
    const { secretariat, officer, treasurer } = given
    const groups = { secretariat, officer, treasurer, auditor: undefined }
    await tx.role.createMany({
      data: ROLES.map((role) => ({
        ...role,
        societyId,
        teamId,
        slackGroupId: groups[role.code] ?? null,
        builtIn: true,
      })),
    })
    await tx.rule.createMany({
      data: [...ROLES.slice(1).map((role) => `role:${role.code}`), 'member'].map((object) => ({
        societyId,
        code: `secretariat-excludes-${object.replace('role:', '')}`,
        effect: 'excludes',
        subject: 'role:secretariat',
        object,
      })),
    })
    return ok({ value: societyId, audit: [{ action: 'society.founded', facts: { code, teamId } }] })
  })
}

/** The fiscal year of a day, dues due three months after it begins. */
function yearOf(today: string, startMonth: number) {
  const year = fiscalYearOf(today, startMonth)
  const first = (months: number) => new Date(Date.UTC(year, startMonth - 1 + months, 1))
  const lastDayBefore = (date: Date) => dateColumn(dayOf(new Date(date.getTime() - 86_400_000)))
  return { year, startsOn: first(0), endsOn: lastDayBefore(first(12)), dueOn: lastDayBefore(first(3)) }
}
