/** 学会役職: 幹事職 (officer), 役員職 (committee) and 監事 (auditor), in the order of the card. */
export const POSITIONS = [
  { id: 1, code: 'president', name: '会長', nameEn: 'President', group: 'officer', seats: 1 },
  { id: 2, code: 'vice_president', name: '副会長', nameEn: 'Vice President', group: 'officer', seats: 2 },
  { id: 3, code: 'officer', name: '幹事', nameEn: 'Officer', group: 'officer', seats: 8 },
  { id: 4, code: 'treasurer', name: '会計', nameEn: 'Treasurer', group: 'committee', seats: 2 },
  {
    id: 5,
    code: 'meeting_committee',
    name: '学術集会委員',
    nameEn: 'Annual Meeting Committee',
    group: 'committee',
    seats: null,
  },
  {
    id: 6,
    code: 'course_committee',
    name: '講習会委員',
    nameEn: 'Course Committee',
    group: 'committee',
    seats: null,
  },
  { id: 7, code: 'auditor', name: '監事', nameEn: 'Auditor', group: 'auditor', seats: 2 },
] as const
export type PositionCode = (typeof POSITIONS)[number]['code']

/** 会則: who may hold or be what, each with the article that a refusal cites. */
export const RULES = [
  {
    code: 'officer_of_council',
    effect: 'requires',
    subject: 'group:officer',
    object: 'type:council',
    article: '第5条',
  },
  {
    code: 'committee_of_council',
    effect: 'requires',
    subject: 'group:committee',
    object: 'type:council',
    article: '第5条第2項',
  },
  {
    code: 'treasurer_of_officers',
    effect: 'requires',
    subject: 'position:treasurer',
    object: 'group:officer',
    article: '第6条',
  },
  {
    code: 'auditor_no_officer',
    effect: 'excludes',
    subject: 'group:auditor',
    object: 'group:officer',
    article: '第7条',
  },
  {
    code: 'auditor_no_treasurer',
    effect: 'excludes',
    subject: 'group:auditor',
    object: 'position:treasurer',
    article: '第7条',
  },
  {
    code: 'honorary_from_council',
    effect: 'requires',
    subject: 'type:honorary',
    object: 'type:council',
    article: '第8条',
  },
  {
    code: 'deceased_from_council',
    effect: 'requires',
    subject: 'type:deceased',
    object: 'type:council',
    article: '第9条',
  },
  {
    code: 'secretariat_no_member',
    effect: 'excludes',
    subject: 'role:secretariat',
    object: 'member',
    article: '第12条',
  },
  {
    code: 'secretariat_no_officer',
    effect: 'excludes',
    subject: 'role:secretariat',
    object: 'role:officer',
    article: '第12条第2項',
  },
  {
    code: 'secretariat_no_treasurer',
    effect: 'excludes',
    subject: 'role:secretariat',
    object: 'role:treasurer',
    article: '第12条第2項',
  },
  {
    code: 'secretariat_no_auditor',
    effect: 'excludes',
    subject: 'role:secretariat',
    object: 'role:auditor',
    article: '第12条第2項',
  },
] as const

/** 操作権限 that come ready. */
export const ROLES = [
  { code: 'secretariat', name: '事務局', nameEn: 'Secretariat' },
  { code: 'officer', name: '幹事', nameEn: 'Officer' },
  { code: 'treasurer', name: '会計', nameEn: 'Treasurer' },
  { code: 'auditor', name: '監事', nameEn: 'Auditor' },
] as const

/** 費目. Fees of membership are outside the scope of the consumption tax as a rule. */
export const FEE_ITEMS = [
  { id: 1, code: 'entrance', name: '入会金', nameEn: 'Entrance fee', taxClass: 'outside', yearly: false },
  { id: 2, code: 'annual', name: '年会費', nameEn: 'Annual fee', taxClass: 'outside', yearly: true },
  {
    id: 3,
    code: 'arrears',
    name: '滞納年会費',
    nameEn: 'Annual fee in arrears',
    taxClass: 'outside',
    yearly: true,
  },
  {
    id: 4,
    code: 'journal',
    name: '会誌追加送付料',
    nameEn: 'Additional journal',
    taxClass: 'standard',
    yearly: true,
  },
] as const
export const ITEM = { entrance: 1, annual: 2, arrears: 3, journal: 4 } as const

/** 追加質問 */
export const QUESTIONS = [
  {
    id: 1,
    code: 'field',
    label: '専門領域',
    labelEn: 'Field of interest',
    inputType: 'select',
    choices: ['臨床', '基礎', '教育', '疫学'],
    required: true,
  },
  {
    id: 2,
    code: 'directory',
    label: '名簿への掲載',
    labelEn: 'Listing in the directory',
    inputType: 'select',
    choices: ['掲載する', '掲載しない'],
    required: true,
  },
  {
    id: 3,
    code: 'recommender',
    label: '推薦者',
    labelEn: 'Recommended by',
    inputType: 'text',
    choices: [],
    required: false,
  },
] as const
