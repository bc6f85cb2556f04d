import {
  type Choice,
  DIRECTIONS,
  KINDS,
  NO_TYPE,
  SORT_FIELDS,
  type SortField,
  STATUS_ALL,
} from './choices.ts'
import type { Label, Sort } from './conditions.ts'
import { type ChoiceField, SEARCH_FIELDS, type SearchField } from './fields.ts'
import { foldText } from './fold.ts'
import { foldedWords, labelOf, nearestFirst } from './nearest.ts'

/** What the society itself defines. Codes are what the member's row holds (a member type's id as text). */
export interface SearchVocabulary {
  /** Societies that the caller may choose between; the code comes back in `Conditions.society`. */
  readonly societies: readonly Choice[]
  readonly memberTypes: readonly Choice[]
  readonly departmentCategories: readonly Choice[]
  /** The society's own labels of 個人, 施設, 賛助, by code; the standard words stay valid. */
  readonly kinds?: readonly Choice[]
  /** 1–12; 今年度 starts with it. */
  readonly fiscalYearStartMonth: number
}

/** The language as one caller may use it: fields without permission are not in it, so nothing about them can be learnt. */
export interface Grammar {
  readonly fields: readonly SearchField[]
  readonly fiscalYearStartMonth: number
  fieldByKey(key: string): SearchField | undefined
  fieldById(id: string): SearchField | undefined
  /** The values of a list field, in the order of the screen. */
  choices(field: ChoiceField): readonly Choice[]
  /** The value a typed word stands for; for 状態 also 「すべて」, whose code is `all`. */
  choiceByWord(field: ChoiceField, word: string): Choice | undefined
  societyByWord(word: string): Choice | undefined
  sortByWord(word: string): Sort | undefined
  sortChoices(): readonly Choice[]
  nearestKeys(key: string): readonly Label[]
  nearestValues(field: SearchField, word: string): readonly Label[]
}

function byWord<T extends Choice>(choices: readonly T[]): ReadonlyMap<string, T> {
  const found = new Map<string, T>()
  const claim = (word: string, choice: T) => {
    if (word !== '' && !found.has(word)) found.set(word, choice)
  }
  for (const choice of choices) claim(foldText(choice.code), choice)
  for (const choice of choices) for (const word of foldedWords(choice)) claim(word, choice)
  return found
}

const FIELDS_AS_CHOICES: ReadonlyMap<string, Choice> = new Map(
  SEARCH_FIELDS.map(({ id, ja, en, aliases }) => [id, { code: id, ja, en, aliases }]),
)

function fieldAsChoice({ id, ja, en }: SearchField): Choice {
  return FIELDS_AS_CHOICES.get(id) ?? { code: id, ja, en }
}

function kindChoices(own: readonly Choice[] | undefined): readonly Choice[] {
  return KINDS.map((kind) => {
    const named = own?.find(({ code }) => code === kind.code)
    return named ? { ...named, aliases: [kind.ja, kind.en, ...(kind.aliases ?? [])] } : kind
  })
}

/** An order by its words: 申請日 (ascending), 申請日昇順, 申請日の新しい順, applied-desc. */
function readSort(
  word: string,
  fields: ReadonlyMap<string, Choice & { readonly code: SortField }>,
): Sort | undefined {
  const folded = foldText(word)
  const plain = fields.get(folded)
  if (plain) return { field: plain.code, direction: 'asc' }
  for (const direction of DIRECTIONS) {
    for (const suffix of foldedWords(direction)) {
      if (!folded.endsWith(suffix)) continue
      const name = folded.slice(0, -suffix.length).replace(/の$/, '')
      const field = fields.get(name)
      if (field) return { field: field.code, direction: direction.code }
    }
  }
  return undefined
}

function sortChoicesOf(fields: readonly Choice[]): readonly Choice[] {
  return fields.flatMap((field) =>
    DIRECTIONS.map(({ code, ja, en }) => ({
      code: `${field.code}-${code}`,
      ja: `${field.ja}${ja}`,
      en: `${field.en}-${en}`,
    })),
  )
}

function permittedSortFields(permissions: ReadonlySet<string>) {
  return SORT_FIELDS.filter(({ code }) => permissions.has(code === 'dues' ? 'dues.read' : 'member.read'))
}

/** Makes the language for a caller with these permissions in a society with this vocabulary. */
export function grammarFor(permissions: ReadonlySet<string>, vocabulary: SearchVocabulary): Grammar {
  const fields = SEARCH_FIELDS.filter(({ permission }) => permissions.has(permission))
  const keys = byWord(fields.map(fieldAsChoice))
  const byId = new Map(fields.map((field) => [field.id, field]))
  const own: Readonly<Record<string, readonly Choice[]>> = {
    memberType: [...vocabulary.memberTypes, NO_TYPE],
    departmentCategory: vocabulary.departmentCategories,
    kind: kindChoices(vocabulary.kinds),
  }
  const words = new Map<string, ReadonlyMap<string, Choice>>()
  const sortFields = permittedSortFields(permissions)
  const sorts = byWord(sortFields)

  const choices = (field: ChoiceField) => own[field.id] ?? field.choices ?? []
  const accepted = (field: ChoiceField) =>
    field.id === 'status' ? [...choices(field), STATUS_ALL] : choices(field)
  const wordsOf = (field: ChoiceField) => {
    const known = words.get(field.id) ?? byWord(accepted(field))
    words.set(field.id, known)
    return known
  }
  const valuesOf = (field: SearchField): readonly Choice[] => {
    if (field.kind === 'choice') return accepted(field)
    if (field.kind === 'society') return vocabulary.societies
    return field.kind === 'sort' ? sortChoicesOf(sortFields) : []
  }
  const societies = byWord(vocabulary.societies)
  return {
    fields,
    fiscalYearStartMonth: vocabulary.fiscalYearStartMonth,
    fieldByKey: (key) => byId.get(keys.get(foldText(key))?.code ?? ''),
    fieldById: (id) => byId.get(id),
    choices,
    choiceByWord: (field, word) => wordsOf(field).get(foldText(word)),
    societyByWord: (word) => societies.get(foldText(word)),
    sortByWord: (word) => readSort(word, sorts),
    sortChoices: () => sortChoicesOf(sortFields),
    nearestKeys: (key) => nearestFirst(key, fields.map(fieldAsChoice)),
    nearestValues: (field, word) => nearestFirst(word, valuesOf(field)),
  }
}

/** A field's words for the screen. */
export function fieldLabel(field: SearchField): Label {
  return labelOf(fieldAsChoice(field))
}

/** The order, if this caller may sort by it; else null. */
export function permittedSort(sort: Sort | null, grammar: Grammar): Sort | null {
  const code = sort === null ? '' : `${sort.field}-${sort.direction}`
  return grammar.sortChoices().some((choice) => choice.code === code) ? sort : null
}
