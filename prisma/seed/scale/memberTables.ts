import { addDays } from '../../../src/domain/core/calendar.ts'
import { buildSearchRow } from '../../../src/domain/search/tokens.ts'
import { at } from '../calendar.ts'
import { type Bulk, type BulkTable, lives, numberOf, SOCIETY } from './bulk.ts'
import { duesFacts, type Life, oldestOpenDue } from './life.ts'
import { profileOf } from './profile.ts'

const isAdmitted = ({ joined }: Life) => joined !== null
const accountOf = ({ bases }: Bulk, index: number, life: Life) =>
  life.hasEmail && isAdmitted(life) ? bases.account + index + 1 : null
const feePlanOf = ({ lifecycle, type }: Life) =>
  lifecycle === 'withdrawn' || type === null || type.feeYen === null ? 'free' : 'paid'
const typeIdOf = ({ lifecycle, type }: Life) => (lifecycle === 'withdrawn' ? null : (type?.id ?? null))

const accounts: BulkTable = {
  name: 'account',
  columns: ['id', 'login_id', 'status', 'must_change', 'created_at'],
  *rows(bulk) {
    for (const [index, life] of lives(bulk)) {
      const id = accountOf(bulk, index, life)
      if (id === null) continue
      const status = life.suspended ? 'suspended' : 'active'
      yield [id, numberOf(bulk, index), status, false, at(life.joined ?? life.applied)]
    }
  },
}

const numbers: BulkTable = {
  name: 'member_number',
  columns: ['society_id', 'folded', 'number', 'member_id', 'taken_at'],
  *rows(bulk) {
    for (const [index, life] of lives(bulk)) {
      const number = numberOf(bulk, index)
      yield [
        SOCIETY,
        number.toLowerCase(),
        number,
        bulk.bases.member + index + 1,
        at(life.applied, '12:00:41'),
      ]
    }
  },
}

const members: BulkTable = {
  name: 'member',
  columns:
    `society_id id number kind member_type_id fee_plan lifecycle board_access notices family_name given_name family_kana given_kana
    organisation_name organisation_kana email phone postal_code prefecture address affiliation title qualifications department_category department
    physician_licence deceased_on remarks units capacity applied_at created_at updated_at joined_on approved_on withdrawal_accepted_on withdrawn_on
    withdrawal_reason type_since account_id`.split(/\s+/),
  *rows(bulk) {
    for (const [index, life] of lives(bulk)) {
      const who = profileOf(bulk.frame, index, life)
      const { joined, withdrawn } = life
      const changed = withdrawn?.accepted ?? joined ?? life.applied
      const died = life.type?.code === 'deceased' ? addDays(bulk.frame.today, -400) : null
      yield [
        SOCIETY,
        bulk.bases.member + index + 1,
        numberOf(bulk, index),
        life.kind,
        typeIdOf(life),
        feePlanOf(life),
        life.lifecycle,
        who.boardAccess,
        who.notices,
        who.familyName,
        who.givenName,
        who.familyKana,
        who.givenKana,
        who.organisationName,
        who.organisationKana,
        who.email,
        who.phone,
        who.postalCode,
        who.prefecture,
        who.address,
        who.affiliation,
        who.title,
        who.qualifications,
        who.departmentCategory,
        who.department,
        who.physicianLicence,
        died,
        who.remarks,
        who.units,
        who.capacity,
        at(life.applied, '12:00:42'),
        at(life.applied, '12:00:41'),
        at(changed, '16:10:01'),
        joined,
        joined,
        withdrawn?.accepted,
        withdrawn?.on,
        withdrawn?.reason,
        joined,
        accountOf(bulk, index, life),
      ]
    }
  },
}

const terms: BulkTable = {
  name: 'membership_term',
  columns: [
    'society_id',
    'member_id',
    'started_on',
    'ended_on',
    'approved_on',
    'withdrawal_accepted_on',
    'reason',
  ],
  *rows(bulk) {
    for (const [index, { joined, withdrawn }] of lives(bulk)) {
      if (joined === null) continue
      const id = bulk.bases.member + index + 1
      yield [SOCIETY, id, joined, withdrawn?.on, joined, withdrawn?.accepted, withdrawn?.reason]
    }
  },
}

const assignments: BulkTable = {
  name: 'type_assignment',
  columns: ['society_id', 'member_id', 'member_type_id', 'fee_plan', 'started_on', 'ended_on'],
  *rows(bulk) {
    for (const [index, { joined, withdrawn, type }] of lives(bulk)) {
      if (joined === null) continue
      const plan = type === null || type.feeYen === null ? 'free' : 'paid'
      yield [SOCIETY, bulk.bases.member + index + 1, type?.id, plan, joined, withdrawn?.on]
    }
  },
}

/** What search reads of each member: the same as the domain's reindexing would write. */
export const SEARCH_TABLE: BulkTable = {
  name: 'member_search',
  columns: [
    'society_id',
    'member_id',
    'version',
    'number',
    'kana',
    'search_text',
    'tokens',
    'oldest_open_due',
  ],
  *rows(bulk) {
    for (const [index, life] of lives(bulk)) {
      const number = numberOf(bulk, index)
      const who = profileOf(bulk.frame, index, life)
      const row = buildSearchRow({
        societyId: SOCIETY,
        number,
        loginId: accountOf(bulk, index, life) === null ? null : number,
        kind: life.kind,
        memberTypeId: typeIdOf(life),
        lifecycle: life.lifecycle,
        approval:
          life.lifecycle === 'applicant'
            ? 'pending'
            : life.lifecycle === 'rejected'
              ? 'rejected'
              : 'approved',
        feePlan: feePlanOf(life),
        accountStatus: accountOf(bulk, index, life) === null ? null : life.suspended ? 'suspended' : 'active',
        dues: duesFacts(life),
        familyName: who.familyName,
        givenName: who.givenName,
        familyKana: who.familyKana,
        givenKana: who.givenKana,
        organisationName: who.organisationName,
        organisationKana: who.organisationKana,
        email: who.email,
        phone: who.phone,
        prefecture: who.prefecture,
        affiliation: who.affiliation,
        title: who.title,
        qualifications: who.qualifications,
        departmentCategory: who.departmentCategory,
        department: who.department,
        physicianLicence: who.physicianLicence,
        remarks: who.remarks,
        boardAccess: who.boardAccess,
        notices: who.notices,
        isTest: false,
      })
      yield [
        SOCIETY,
        bulk.bases.member + index + 1,
        1,
        row.number,
        row.kana,
        row.searchText,
        `{${row.tokens.join(',')}}`,
        oldestOpenDue(life),
      ]
    }
  },
}

/** Accounts, members and their history, in the order of their references. */
export const MEMBER_TABLES: readonly BulkTable[] = [accounts, numbers, members, terms, assignments]
