import type { Reader } from '../core/roll.ts'
import type { TypeChoice } from '../withdrawal/rejoin.ts'
import {
  type FieldChoice,
  type FormField,
  fieldOf,
  keysOf,
  MOST_ANSWER,
  SECTIONS,
  type Values,
} from './fields.ts'
import type { MemberKindCode } from './row.ts'

/** 会員種別 as a field: none is possible, and means 無料. */
export function typeField(types: readonly TypeChoice[], value: string | null): FormField {
  const choices = types.map(({ id, label }): FieldChoice => ({ value: String(id), label }))
  return { key: 'memberType', control: { kind: 'choice', choices }, required: false, label: null, value }
}

const QUESTION = /^question-([1-9]\d{0,8})$/u

/** The field of one of the society's own questions. */
function questionKey(id: number): string {
  return `question-${id}`
}

/** The question of such a field; null for another field. */
export function questionOf(key: string): number | null {
  const id = QUESTION.exec(key)?.[1]
  return id === undefined ? null : Number(id)
}

/** Longest choice, as Slack takes it back. */
const MOST_CHOICE = 75
/** More than one form can bear: such a question is answered in words. */
const MOST_CHOICES = 300

/** 追加質問 that are asked now, in their order, as fields with what was answered. */
export async function loadQuestionFields(
  read: Pick<Reader, 'question' | 'answer'>,
  societyId: number,
  memberId: number | null,
): Promise<readonly FormField[]> {
  const questions = await read.question.findMany({
    where: { societyId, retiredAt: null },
    orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }],
    select: { id: true, label: true, labelEn: true, choices: true, required: true },
  })
  const answers =
    memberId === null
      ? []
      : await read.answer.findMany({
          where: { societyId, memberId, value: { not: '' } },
          select: { questionId: true, value: true },
        })
  const given = new Map(answers.map(({ questionId, value }) => [questionId, value]))
  return questions.map(({ id, label, labelEn, choices, required }) => {
    const texts = Array.isArray(choices) ? choices.filter((one) => typeof one === 'string') : []
    const values = [...new Set(texts.map((one) => one.slice(0, MOST_CHOICE)).filter((one) => one !== ''))]
    const control =
      values.length === 0 || values.length > MOST_CHOICES
        ? ({ kind: 'text', most: MOST_ANSWER, long: true } as const)
        : ({
            kind: 'choice',
            choices: values.map((one) => ({ value: one, label: { ja: one, en: one } })),
          } as const)
    return {
      key: questionKey(id),
      control,
      required,
      label: { ja: label, en: labelEn },
      value: given.get(id) ?? null,
    }
  })
}

/** Fields and bytes that one form bears beside the rest of it (Slack: 100 blocks, 250 KB), what changes being listed above. */
const MOST_FIELDS = 35
const MOST_BYTES = 90_000

/** About what a field takes of a form, in bytes: its words, its choices, and a text that may be shown old and new. */
function weightOf({ label, control }: FormField): number {
  const words = 4 * Math.min(2000, Math.max(label?.ja.length ?? 0, label?.en.length ?? 0))
  if (control.kind !== 'choice') return 2 * words + 4500
  return (
    2 * words +
    800 +
    control.choices.reduce((sum, { value }) => sum + 160 + 4 * Math.min(75, value.length), 0)
  )
}

/** The fields of many questions, on as many forms as they need; one page at least. Pure. */
export function pagesOf(fields: readonly FormField[]): readonly (readonly FormField[])[] {
  const pages: FormField[][] = [[]]
  let bytes = 0
  for (const field of fields) {
    const page = pages.at(-1) ?? []
    const weight = weightOf(field)
    if (page.length > 0 && (page.length >= MOST_FIELDS || bytes + weight > MOST_BYTES)) {
      pages.push([field])
      bytes = weight
    } else {
      page.push(field)
      bytes += weight
    }
  }
  return pages
}

/** What is not known of somebody who only now comes in. */
const LATER: ReadonlySet<string> = new Set(['deceasedOn', 'postReturned'])

/** The form of somebody new: every section in its order, filled with the usual. */
export function newMemberFields(
  kind: MemberKindCode,
  types: readonly TypeChoice[],
  usual: Values,
): readonly FormField[] {
  return SECTIONS.flatMap((section) => {
    const fields = keysOf(section, kind)
      .filter((key) => !LATER.has(key))
      .map((key) => fieldOf(key, kind, usual))
    return section === 'registration' ? [typeField(types, null), ...fields] : fields
  })
}
