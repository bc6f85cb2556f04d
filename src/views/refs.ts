/** What a button or a modal carries: ids as text, read back with care, since both can be forged. */

import type { Section } from '../domain/members/fields.ts'

/** Ids as a button's value: `3.120` is member 120 of society 3. */
export function ref(...ids: readonly number[]): string {
  return ids.join('.')
}

/** Ids of a screen, and of the kept response_url that its outcome goes to, where there is one. */
export function refWithReply(ids: readonly number[], reply: number | undefined): string {
  return reply === undefined ? ref(...ids) : ref(...ids, reply)
}

/** The ids of a button's value; null where it is not `count` of them, or up to `optional` more, since values can be forged. */
export function readRef(value: string | undefined, count: number, optional = 0): readonly number[] | null {
  const ids = (value ?? '').split('.')
  if (ids.length < count || ids.length > count + optional || !ids.every((id) => /^[1-9]\d{0,14}$/u.test(id)))
    return null
  return ids.map(Number)
}

/** A sort option's value: society, result set, and the sort's code such as `applied-desc`. */
export function sortRef(societyId: number, resultSetId: number, sort: string): string {
  return `${ref(societyId, resultSetId)}.${sort}`
}

export interface SortRef {
  readonly societyId: number
  readonly resultSetId: number
  /** The code of a sort, as the caller's grammar has them. */
  readonly sort: string
}

export function readSortRef(value: string | undefined): SortRef | null {
  const parts = /^(\d+\.\d+)\.([A-Za-z]+-(?:asc|desc))$/u.exec(value ?? '')
  const [societyId, resultSetId] = readRef(parts?.[1], 2) ?? []
  if (societyId === undefined || resultSetId === undefined) return null
  return { societyId, resultSetId, sort: parts?.[2] ?? '' }
}

/** Ids of a form, a kept response_url where there is one, and the members who were added to it: `3.120.7/121.122`. */
export interface FormRef {
  readonly ids: readonly number[]
  readonly reply: number | undefined
  readonly others: readonly number[]
}

export function formRef({ ids, reply, others }: FormRef): string {
  return `${refWithReply(ids, reply)}/${ref(...others)}`
}

/** @param count how many ids there are before the kept response_url */
export function readFormRef(text: string | undefined, count: number): FormRef | null {
  const [own, added, ...rest] = (text ?? '').split('/')
  const ids = readRef(own, count, 1)
  const others = added === undefined || added === '' ? [] : readRef(added, 1, MOST_OTHERS - 1)
  if (ids === null || others === null || rest.length > 0) return null
  return { ids: ids.slice(0, count), reply: ids[count], others }
}

/** Members who can be added to one form. */
export const MOST_OTHERS = 20

/** The parts of a record that have a form of their own; a ref holds their place from 1. */
export const SECTION_IDS = [
  'basic',
  'reach',
  'work',
  'registration',
  'answers',
  'contacts',
  'remarks',
] as const satisfies readonly Section[]

/** The place of a section, as a ref holds it. */
export function sectionNo(section: Section): number {
  return SECTION_IDS.indexOf(section) + 1
}

/** The form of a record: whose and which part, the fingerprints of what it showed, and of the changes that it asks to confirm. */
export interface EditRef {
  readonly societyId: number
  readonly memberId: number
  readonly section: Section
  readonly page: number
  readonly reply: number | undefined
  readonly base: readonly string[]
  /** Empty as long as nothing was asked. */
  readonly confirmed: string
}

export function editRef({ societyId, memberId, section, page, reply, base, confirmed }: EditRef): string {
  return `${refWithReply([societyId, memberId, sectionNo(section), page], reply)}/${base.join('')}/${confirmed}`
}

export function readEditRef(text: string | undefined): EditRef | null {
  const [ids, base = '', confirmed = ''] =
    /^([\d.]+)\/((?:[\w-]{6}){0,100})\/((?:[\w-]{6})?)$/u.exec(text ?? '')?.slice(1) ?? []
  const [societyId = 0, memberId = 0, place = 0, page = 0, reply] = readRef(ids, 4, 1) ?? []
  const section = SECTION_IDS[place - 1]
  if (section === undefined) return null
  return { societyId, memberId, section, page, reply, base: base.match(/.{6}/gu) ?? [], confirmed }
}
