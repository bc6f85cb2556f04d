/** Every id that Slack gives back to us, as `subject.verb`. Nothing else in the code spells one. */

/** `callback_id` of the modals and shortcuts. */
export const CALLBACK = {
  search: 'search.submit',
  card: 'card.view',
  help: 'help.view',
  refusal: 'refusal.view',
  /** The global shortcut of manifest.yml. */
  searchShortcut: 'shortcut.search',
} as const

/** `action_id` of buttons and selects that act at once. The comment says what the value holds (`refs` below). */
export const ACTION = {
  /** society, or nothing. */
  openSearch: 'search.open',
  unfoldSearch: 'search.unfold',
  resetSearch: 'search.reset',
  /** society, result set. */
  editSearch: 'search.edit',
  /** society, result set. */
  widenSearch: 'search.widen',
  /** society, result set, page. */
  previousPage: 'results.previous',
  nextPage: 'results.next',
  /** society, result set, then the sort's code. */
  sortResults: 'results.sort',
  /** society, result set, page. */
  postRoll: 'roll.post',
  /** society, member. */
  showMember: 'member.show',
  reloadCard: 'card.reload',
  openHelp: 'help.open',
  /** society. */
  chooseSociety: 'society.choose',
  /** What the caller of `refusalMessage` gave. */
  sendToDm: 'refusal.dm',
} as const

/** Most buttons of one kind in a block; each needs an id of its own there: `member.show.0` … */
export const MOST_NUMBERED = { related: 5, societies: 20 } as const

export function numbered(action: string, index: number): string {
  return `${action}.${index}`
}

/** The ids of all buttons of one kind. */
export function allNumbered(action: string, most: number): readonly string[] {
  return Array.from({ length: most }, (_, index) => numbered(action, index))
}

export type MemberKindId = 'individual' | 'institution' | 'supporting'
export const KIND_IDS = ['individual', 'institution', 'supporting'] as const satisfies readonly MemberKindId[]

/** Opens 一覧 of one kind; the value holds the society, or nothing. */
export function listAction(kind: MemberKindId): string {
  return `list.${kind}`
}

export const RANGE_IDS = ['today', 'yesterday', 'this-month', 'last-month', 'clear'] as const
export type RangeId = (typeof RANGE_IDS)[number]

/** 本日, 昨日, 今月, 先月, クリア; the value is the range's code. */
export function rangeAction(range: RangeId): string {
  return `range.${range}`
}

/** `action_id` of a form's control. */
export function fieldAction(field: string): string {
  return `form.${field}`
}

/**
 * `block_id` of a form's control: the field's key, with `#n` once it was emptied or filled by us n times. Slack keeps what was typed for as long
 * as the block_id stays.
 */
export function fieldBlock(field: string, resets = 0): string {
  return resets === 0 ? field : `${field}#${resets}`
}

/** The field's key of a `block_id`. */
export function fieldOfBlock(blockId: string): string {
  return blockId.replace(/#\d+$/u, '')
}

/** `block_id` of a block that holds buttons, unique on its screen. */
export function block(subject: string, id?: number): string {
  return id === undefined ? `block.${subject}` : `block.${subject}.${id}`
}

/** Ids as a button's value: `3.120` is member 120 of society 3. */
export function ref(...ids: readonly number[]): string {
  return ids.join('.')
}

/** The ids of a button's value; null where it is not exactly `count` of them, since values can be forged. */
export function readRef(value: string | undefined, count: number): readonly number[] | null {
  const ids = (value ?? '').split('.')
  if (ids.length !== count || !ids.every((id) => /^[1-9]\d{0,14}$/u.test(id))) return null
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
