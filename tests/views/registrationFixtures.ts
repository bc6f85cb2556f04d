import type { AffiliatesForm } from '../../src/domain/members/affiliates.ts'
import type { EditForm } from '../../src/domain/members/editForm.ts'
import { type FormField, fieldOf, keysOf, SECTIONS, type Section } from '../../src/domain/members/fields.ts'
import { newMemberFields, pagesOf, typeField } from '../../src/domain/members/formFields.ts'
import type { MergePreview } from '../../src/domain/members/merge.ts'
import type { MemberKindCode } from '../../src/domain/members/row.ts'
import type { ApplicationPreview } from '../../src/domain/registration/applications.ts'
import type { RegistrationForm } from '../../src/domain/registration/register.ts'
import { type Fill, nameBy } from './fixtures.ts'

export const KINDS: readonly MemberKindCode[] = ['individual', 'institution', 'supporting']
const TODAY = '2026-11-24'

const typesBy = (fill: Fill) =>
  Array.from({ length: 100 }, (_, index) => ({
    id: index + 1,
    code: `type${index}`,
    label: { ja: fill('種別'), en: fill('type') },
    feePlan: index % 2 === 0 ? ('paid' as const) : ('free' as const),
  }))

/** 200 questions, every tenth with 100 choices. */
export const questionsBy = (fill: Fill): FormField[] =>
  Array.from({ length: 200 }, (_, index) => ({
    key: `question-${index + 1}`,
    control:
      index % 10 === 0
        ? {
            kind: 'choice',
            choices: Array.from({ length: 100 }, (_one, choice) => ({
              value: `${choice} ${fill('選択肢')}`.slice(0, 75),
              label: { ja: fill('選択肢'), en: fill('choice') },
            })),
          }
        : { kind: 'text', most: 1000, long: true },
    required: index % 2 === 0,
    label: { ja: fill('質問'), en: fill('question') },
    value: index % 10 === 0 ? null : fill('回答').slice(0, 1000),
  }))

export function registrationBy(fill: Fill, kind: MemberKindCode): RegistrationForm {
  const [questions = [], ...rest] = pagesOf(questionsBy(fill))
  return {
    societyId: 1234,
    kind,
    kindLabel: { ja: fill('区分'), en: fill('kind') },
    nextNumber: 'DEMO00301',
    fields: newMemberFields(kind, typesBy(fill), { boardAccess: 'poster', notices: 'yes', joinedOn: TODAY }),
    questions,
    questionsLeft: rest.flat().length,
    today: TODAY,
  }
}

export const duplicatesBy = (fill: Fill) =>
  Array.from({ length: 5 }, (_, index) => ({
    id: index + 1,
    number: `DEMO${index}`,
    name: fill('氏名'),
    affiliation: fill('所属'),
    lifecycle: index === 0 ? ('withdrawn' as const) : ('active' as const),
    withdrawnOn: index === 0 ? '2025-03-31' : null,
    rejoins: index === 0,
    why: 'name' as const,
  }))

/** A form of a record with everything at its longest. */
export function editBy(fill: Fill, section: Section, kind: MemberKindCode, page = 1): EditForm {
  const values = Object.fromEntries(
    keysOf(section, kind).map((key) => {
      const { control } = fieldOf(key, kind, {})
      if (control.kind === 'text') return [key, fill(key).slice(0, control.most)]
      if (control.kind === 'choice') return [key, control.choices[0]?.value ?? null]
      return [key, control.kind === 'day' ? TODAY : '3']
    }),
  )
  const own = keysOf(section, kind).map((key) => fieldOf(key, kind, values))
  const pages = pagesOf(questionsBy(fill))
  return {
    societyId: 1234,
    memberId: 55,
    number: 'DEMO00055',
    name: nameBy(fill),
    kind,
    lifecycle: 'active',
    section,
    page,
    pages: section === 'answers' ? pages.length : 1,
    fields:
      section === 'answers'
        ? (pages[page - 1] ?? [])
        : section === 'registration'
          ? [typeField(typesBy(fill), '1'), ...own]
          : own,
  }
}

export const previewBy = (fill: Fill): ApplicationPreview => ({
  societyId: 1234,
  member: {
    ...nameBy(fill),
    id: 1,
    number: 'DEMO00001',
    version: 3,
    kind: 'individual',
    lifecycle: 'applicant',
    affiliation: fill('所属'),
    feePlan: 'free',
    boardAccess: 'poster',
    memberTypeId: 2,
    type: null,
    memorialTypeId: null,
    joinedOn: null,
    approvedOn: null,
    typeSince: null,
    acceptedOn: null,
    withdrawnOn: null,
    withdrawalReason: null,
    termId: null,
    deceasedOn: null,
    openInvoices: [],
    holdings: [],
    planned: null,
    held: null,
  },
  email: 'x@example.com',
  types: typesBy(fill),
  today: TODAY,
})

export function mergeBy(fill: Fill): MergePreview {
  const { fields: _, section: __, page: ___, pages: ____, ...subject } = editBy(fill, 'basic', 'individual')
  const keys = SECTIONS.flatMap((section) => keysOf(section, 'individual'))
  return {
    kept: { ...subject, version: 3 },
    other: { ...subject, memberId: 56, number: 'DEMO00056', version: 4 },
    differences: keys.map((key) => ({
      field: { ...fieldOf(key, 'individual', {}), value: fill('残す') },
      other: fill('まとめる'),
    })),
  }
}

export function affiliatesBy(fill: Fill, count: number): AffiliatesForm {
  const { fields: _, section: __, page: ___, pages: ____, ...subject } = editBy(fill, 'basic', 'institution')
  const affiliates = Array.from({ length: count }, (_one, index) => ({
    id: index + 1,
    number: `DEMO${index}`,
    name: nameBy(fill),
  }))
  return { ...subject, affiliates, more: count, capacity: 5, units: 2 }
}
