/** A row of `member` without what the database fills in itself. Days and instants are text. */
export interface MemberRow {
  society_id: number
  id: number
  number: string
  is_test: boolean
  kind: string
  member_type_id: number | null
  fee_plan: 'paid' | 'free'
  lifecycle: 'applicant' | 'active' | 'withdrawn' | 'rejected'
  asked_back_at: string | null
  board_access: 'poster' | 'reader'
  term_end: string | null
  notices: boolean
  family_name: string | null
  given_name: string | null
  family_kana: string | null
  given_kana: string | null
  organisation_name: string | null
  organisation_kana: string | null
  email: string | null
  phone: string | null
  postal_code: string | null
  prefecture: string | null
  address: string | null
  affiliation: string | null
  title: string | null
  qualifications: string | null
  department_category: string | null
  department: string | null
  physician_licence: boolean | null
  deceased_on: string | null
  remarks: string | null
  mailing_address: 'primary' | 'home' | 'work'
  post_returned: boolean
  units: number | null
  capacity: number | null
  applied_at: string | null
  created_at: string
  updated_at: string
  joined_on: string | null
  approved_on: string | null
  type_since: string | null
  account_id: number | null
}
