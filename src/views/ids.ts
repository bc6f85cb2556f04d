import type { Section } from '../domain/members/fields.ts'

/** Every id that Slack gives back to us, as `subject.verb`. Nothing else in the code spells one. */

/** `callback_id` of the modals and shortcuts. */
export const CALLBACK = {
  search: 'search.submit',
  card: 'card.view',
  help: 'help.view',
  refusal: 'refusal.view',
  settlement: 'settlement.submit',
  approval: 'approval.card',
  rejection: 'rejection.submit',
  delegate: 'delegate.submit',
  offices: 'office.submit',
  officeEnd: 'office.end-submit',
  election: 'election.submit',
  settings: 'settings.view',
  roleReview: 'roles.link-submit',
  setting: 'setting.submit',
  dues: 'dues.view',
  invoice: 'invoice.submit',
  replacement: 'replacement.submit',
  payment: 'payment.submit',
  deposit: 'deposit.submit',
  rebooking: 'rebooking.submit',
  withdrawal: 'withdrawal.submit',
  withdrawalBatch: 'withdrawal.batch-submit',
  rejoin: 'rejoin.submit',
  account: 'account.view',
  registration: 'registration.submit',
  applicationApproval: 'application.approve-submit',
  applicationRejection: 'application.reject-submit',
  applicationAsking: 'application.ask-back-submit',
  editMenu: 'edit.view',
  edit: 'edit.submit',
  affiliates: 'affiliates.submit',
  merge: 'merge.submit',
  deletion: 'deletion.submit',
  deletionView: 'deletion.card',
  deletionRejection: 'deletion.reject-submit',
  dossier: 'dossier.view',
  note: 'note.submit',
  attachment: 'attachment.submit',
  history: 'history.view',
  audit: 'audit.submit',
  auditResults: 'audit.results',
  verification: 'audit.verification',
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
  /** society, member, and a kept response_url where there is one. */
  openWithdrawal: 'withdrawal.open',
  openRejoin: 'rejoin.open',
  openSettlement: 'settlement.open',
  /** society, member, and a kept response_url where there is one. */
  openAccount: 'account.open',
  /** society, member. */
  resetPassword: 'account.reset',
  suspendAccount: 'account.suspend',
  resumeAccount: 'account.resume',
  /** society, member, application. */
  openReturn: 'rejoin.open-application',
  /** society, member. */
  dateYearEnd: 'withdrawal.year-end',
  cancelPlanned: 'withdrawal.cancel-planned',
  cancelHeld: 'withdrawal.cancel-held',
  /** society, result set. */
  openBatch: 'withdrawal.open-batch',
  /** society, member, term. */
  undoWithdrawal: 'withdrawal.undo',
  undoRejoin: 'rejoin.undo',
  /** society, task. */
  undoBatch: 'withdrawal.undo-batch',
  /** society, member, and a kept response_url where there is one. */
  openDues: 'dues.open',
  openInvoice: 'invoice.open',
  openPayment: 'payment.open',
  /** Within the form of an invoice: the proposal follows them. */
  chooseFeeItem: 'invoice.item',
  chooseFeeYear: 'invoice.year',
  /** society, member, invoice, and a kept response_url where there is one. */
  openReplacement: 'replacement.open',
  openRebooking: 'rebooking.open',
  /** society, member, payment, and a kept response_url where there is one. */
  openDeposit: 'deposit.open',
  /** society, then up to twenty payments. */
  reconcile: 'payment.reconcile',
  /** society, request. */
  viewApproval: 'approval.view',
  approve: 'approval.approve',
  openRejection: 'approval.reject',
  cancelApproval: 'approval.cancel',
  /** society. */
  openDelegate: 'delegate.open',
  /** society, delegate. */
  endDelegate: 'delegate.end',
  /** society, member, and a kept response_url where there is one. */
  openDeletion: 'deletion.open',
  /** society, request. */
  viewDeletion: 'deletion.view',
  approveDeletion: 'deletion.approve',
  openDeletionRejection: 'deletion.reject',
  cancelDeletion: 'deletion.cancel',
  /** society, member, and a kept response_url where there is one. */
  openDossier: 'dossier.open',
  openNote: 'note.open',
  openAttachment: 'attachment.open',
  /** society, document. */
  receiveAttachment: 'attachment.receive',
  /** society, member. */
  openHistory: 'history.open',
  /** society, member, newest row, page. */
  newerHistory: 'history.newer',
  olderHistory: 'history.older',
  /** society, newest row, page; the conditions are the screen's. */
  newerAudit: 'audit.newer',
  olderAudit: 'audit.older',
  /** society. */
  verifyAudit: 'audit.verify',
  /** society, member, and a kept response_url where there is one. */
  openOffices: 'office.open',
  /** society, member, holding, and a kept response_url where there is one. */
  openOfficeEnd: 'office.end',
  /** society, then the year. */
  chooseOfficeYear: 'office.year',
  /** society. */
  openElection: 'election.open',
  /** society, election. */
  undoElection: 'election.undo',
  /** society, and a kept response_url where there is one. */
  openSettings: 'settings.open',
  openRoleReview: 'roles.review',
  /** Nothing: the view's metadata has what is needed. */
  confirmRoles: 'roles.confirm',
  /** A setting's place: settings/ref.ts. */
  openSettingList: 'settings.list',
  openSetting: 'setting.open',
  chooseSetting: 'setting.choose',
  /** society, or nothing. */
  openRegistration: 'registration.open',
  /** society, and a kept response_url where there is one; within the form. */
  /** society: fills prefecture and address by the postal code that stands in the form. */
  fillAddress: 'form.fill-address',
  chooseKind: 'registration.kind',
  /** society. */
  openApplications: 'applications.open',
  /** society, page. */
  previousApplications: 'applications.previous',
  nextApplications: 'applications.next',
  /** society, member, and a kept response_url where there is one. */
  openApplicationApproval: 'application.approve',
  openApplicationRejection: 'application.reject',
  openApplicationAsking: 'application.ask-back',
  openEdit: 'edit.open',
  openAffiliates: 'affiliates.open',
  /** society, member, section, page, and a kept response_url where there is one. */
  openSection: 'edit.section',
  /** society, member that stayed, member that was merged into it. */
  undoMerge: 'merge.undo',
} as const

/** Most buttons of one kind in a block; each needs an id of its own there: `member.show.0` … */
export const MOST_NUMBERED = { related: 5, societies: 20, returning: 3, sections: 7 } as const

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

/** The choice that empties a field, beside values that are members' words. */
export const EMPTY_CHOICE = 'meibo:empty'

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

/** The field of one invoice in a form that settles; an error of the whole field `settlements` shows under the first. */
export function settlementField(invoiceId: number): string {
  return `settlements-${invoiceId}`
}

/** The invoice of such a field; null for another field. */
export function invoiceOfField(field: string): number | null {
  return readRef(/^settlements-(\d+)$/u.exec(field)?.[1], 1)?.[0] ?? null
}

/** The field of what one invoice gets of a payment; an error of the whole field `allocations` shows under the first. */
export function allocationField(invoiceId: number): string {
  return `allocations-${invoiceId}`
}

/** The invoice of such a field; null for another field. */
export function invoiceOfAllocation(field: string): number | null {
  return readRef(/^allocations-(\d+)$/u.exec(field)?.[1], 1)?.[0] ?? null
}

/** The field of who is to hold one office, in the form of an 改選. */
export function electionField(positionId: number): string {
  return `elect-${positionId}`
}

/** The office of such a field; null for another field. */
export function officeOfField(field: string): number | null {
  return readRef(/^elect-(\d+)$/u.exec(field)?.[1], 1)?.[0] ?? null
}

/** The field in which the value of one of two records is chosen. */
export function mergeField(key: string): string {
  return `merge-${key}`
}

/** The field of a member of such a choice; null for another field. */
export function keyOfMerge(field: string): string | null {
  return /^merge-([A-Za-z]+)$/u.exec(field)?.[1] ?? null
}

/** `block_id` of a block that holds buttons, unique on its screen. */
export function block(subject: string, id?: number): string {
  return id === undefined ? `block.${subject}` : `block.${subject}.${id}`
}

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
