import { KINDS, PREFECTURES } from '../search/choices.ts'
import type { Label, MemberKindCode } from './row.ts'

/** Something to choose; without a label of the society's own the view has the word. */
export interface FieldChoice {
  readonly value: string
  readonly label: Label | null
}

/** How a field is filled in. */
export type FieldControl =
  | { readonly kind: 'text'; readonly most: number; readonly long?: true }
  | { readonly kind: 'choice'; readonly choices: readonly FieldChoice[] }
  | { readonly kind: 'day' }
  | { readonly kind: 'count'; readonly most: number }

/** One field of a form about a member. Every value is text: dates `YYYY-MM-DD`, choices their value, counts in digits; null is empty. */
export interface FormField {
  readonly key: string
  readonly control: FieldControl
  readonly required: boolean
  /** The society's own words; null where the view has them, by `key`. */
  readonly label: Label | null
  readonly value: string | null
}

/** The values of a form by the keys of its fields. */
export type Values = Readonly<Record<string, string | null>>

const text = (most: number): FieldControl => ({ kind: 'text', most })
const long = (most: number): FieldControl => ({ kind: 'text', most, long: true })
const among = (...values: readonly string[]): FieldControl => ({
  kind: 'choice',
  choices: values.map((value) => ({ value, label: null })),
})

/** Longest answer to one of the society's own questions. */
export const MOST_ANSWER = 1000

const PREFECTURE: FieldControl = {
  kind: 'choice',
  choices: PREFECTURES.map(({ code, ja, en }) => ({ value: code, label: { ja, en } })),
}

/** Every column of a member that a form may hold, with what it takes. */
export const CONTROLS = {
  familyName: text(50),
  givenName: text(50),
  familyKana: text(100),
  givenKana: text(100),
  organisationName: text(200),
  organisationKana: text(200),
  deceasedOn: { kind: 'day' },
  email: text(254),
  phone: text(30),
  postalCode: text(20),
  prefecture: PREFECTURE,
  address: text(300),
  postReturned: among('no', 'yes'),
  affiliation: text(200),
  title: text(100),
  qualifications: text(200),
  departmentCategory: text(100),
  department: text(100),
  physicianLicence: among('yes', 'no'),
  boardAccess: among('poster', 'reader'),
  notices: among('yes', 'no'),
  joinedOn: { kind: 'day' },
  termEnd: { kind: 'day' },
  units: { kind: 'count', most: 999 },
  capacity: { kind: 'count', most: 9999 },
  remarks: long(2000),
  representativeName: text(100),
  representativeEmail: text(254),
  representativePhone: text(30),
  contactName: text(100),
  contactEmail: text(254),
  contactPhone: text(30),
} as const satisfies Record<string, FieldControl>
export type FieldKey = keyof typeof CONTROLS

/** Which part of a record a form is about. */
export const SECTIONS = ['basic', 'reach', 'work', 'registration', 'answers', 'contacts', 'remarks'] as const
export type Section = (typeof SECTIONS)[number]

const PERSON = ['familyName', 'givenName', 'familyKana', 'givenKana'] as const
const ORGANISATION = ['organisationName', 'organisationKana'] as const
/** Without these there is nobody to speak of. */
const REQUIRED: ReadonlySet<string> = new Set<FieldKey>([
  'familyName',
  'organisationName',
  'boardAccess',
  'notices',
  'postReturned',
])

/** The fields of a section for a kind, but for 会員種別 and the society's own questions, which are lists of its own. */
export function keysOf(section: Section, kind: MemberKindCode): readonly FieldKey[] {
  const person = kind === 'individual'
  switch (section) {
    case 'basic':
      return person ? [...PERSON, 'deceasedOn'] : [...ORGANISATION, ...PERSON]
    case 'reach':
      return ['email', 'phone', 'postalCode', 'prefecture', 'address', 'postReturned']
    case 'work':
      return person
        ? ['affiliation', 'title', 'qualifications', 'departmentCategory', 'department', 'physicianLicence']
        : []
    case 'registration':
      return [
        'joinedOn',
        'boardAccess',
        'notices',
        'termEnd',
        ...(person ? [] : (['units', 'capacity'] as const)),
      ]
    case 'contacts':
      return person
        ? []
        : [
            'representativeName',
            'representativeEmail',
            'representativePhone',
            'contactName',
            'contactEmail',
            'contactPhone',
          ]
    case 'remarks':
      return ['remarks']
    case 'answers':
      return []
  }
}

/** A field by its key, filled with its value of `values`. An organisation is known by its name, not by a person's. */
export function fieldOf(key: FieldKey, kind: MemberKindCode, values: Values): FormField {
  const needed = key === 'familyName' ? kind === 'individual' : REQUIRED.has(key)
  return { key, control: CONTROLS[key], required: needed, label: null, value: values[key] ?? null }
}

export function isKind(value: string): value is MemberKindCode {
  return KINDS.some(({ code }) => code === value)
}
