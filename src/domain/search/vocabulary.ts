import { Prisma } from '../../../prisma/generated/client.ts'
import type { SocietyChoice } from '../core/errors.ts'
import type { Reader } from '../core/roll.ts'
import type { Choice } from './choices.ts'
import type { SearchVocabulary } from './grammar.ts'

/**
 * The words of a society for the search language and the form: its member types in their order (retired ones too, since members may have
 * had them), its names for the kinds, and the 診療科カテゴリ that its members have.
 *
 * @param societies those that the caller may choose between
 */
export async function loadVocabulary(
  reader: Reader,
  societyId: number,
  societies: readonly SocietyChoice[],
): Promise<SearchVocabulary> {
  const [society, types, kinds, categories] = await Promise.all([
    reader.society.findUniqueOrThrow({ where: { id: societyId }, select: { fiscalYearStartMonth: true } }),
    reader.memberType.findMany({
      where: { societyId },
      orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }],
      select: { id: true, code: true, name: true, nameEn: true },
    }),
    reader.memberKind.findMany({ where: { societyId }, select: { kind: true, label: true, labelEn: true } }),
    loadCategories(reader, societyId),
  ])
  return {
    societies: societies.map(societyChoice),
    memberTypes: types.map(({ id, code, name, nameEn }) => ({
      code: String(id),
      ja: name,
      en: nameEn,
      aliases: [code],
    })),
    kinds: kinds.map(({ kind, label, labelEn }) => ({ code: kind, ja: label, en: labelEn })),
    departmentCategories: categories.map((name) => ({ code: name, ja: name, en: name })),
    fiscalYearStartMonth: society.fiscalYearStartMonth,
  }
}

function societyChoice({ id, code, name, nameEn }: SocietyChoice): Choice {
  return { code, ja: name, en: nameEn ?? name, aliases: [String(id)] }
}

/** Hops from one value to the next greater: with the index on it a look-up a value, however many members there are. */
async function loadCategories(reader: Reader, societyId: number): Promise<readonly string[]> {
  const rows = await reader.$queryRaw<{ category: string }[]>(Prisma.sql`
    WITH RECURSIVE found(category) AS (
      (SELECT department_category FROM member WHERE society_id = ${societyId}::int AND department_category > ''
        ORDER BY department_category LIMIT 1)
      UNION ALL
      SELECT (SELECT m.department_category FROM member m
        WHERE m.society_id = ${societyId}::int AND m.department_category > f.category ORDER BY m.department_category LIMIT 1)
      FROM found f WHERE f.category IS NOT NULL
    )
    SELECT category FROM found WHERE category IS NOT NULL LIMIT 100`)
  return rows.map(({ category }) => category)
}
