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

/** `block_id` of a block that holds buttons, unique on its screen. */
export function block(subject: string, id?: number): string {
  return id === undefined ? `block.${subject}` : `block.${subject}.${id}`
}
