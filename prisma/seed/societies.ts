/** Where the demo societies live in Slack: the sandbox's workspace, its people and its channels. */
export const TEAM = 'T_MEIBO'
/** The people of the sandbox as rows name those who did something (`team:user`). */
export const SECRETARIAT = `${TEAM}:U_SECRETARIAT`
export const TREASURER = `${TEAM}:U_TREASURER`

/** Type codes of both societies. */
export type TypeCode =
  | 'member'
  | 'regular'
  | 'council'
  | 'honorary'
  | 'deceased'
  | 'organisation'
  | 'supporting'
export type Kind = 'individual' | 'institution' | 'supporting'

/** A 会員種別; `feeYen` is the yearly fee, null where there is none. Rights: attends, holds office, votes, gets the journal. */
export interface TypeSpec {
  readonly id: number
  readonly code: TypeCode
  readonly name: string
  readonly nameEn: string
  readonly kind: Kind
  readonly feeYen: number | null
  readonly rights: readonly [boolean, boolean, boolean, boolean]
  readonly mailable: boolean
}

/** A society as it is set up before its first member. */
export interface SocietySpec {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly registration: string
  /** Number series by prefix; the test range is 90001–99999 where there is one. */
  readonly series: readonly {
    readonly id: number
    readonly prefix: string
    readonly width: number
    readonly tests: boolean
  }[]
  readonly kinds: readonly {
    readonly kind: Kind
    readonly label: string
    readonly labelEn: string
    readonly seriesId: number
  }[]
  readonly types: readonly TypeSpec[]
  readonly groups: Readonly<Record<'secretariat' | 'officer' | 'treasurer', string>>
  readonly channels: readonly { readonly channelId: string; readonly purpose: 'default' | 'treasurers' }[]
  readonly entranceYen: number
  /** Share of the individuals who are nurses and the like. */
  readonly nurses: number
}

/** Id, code, name in both languages, kind, and the rights as letters: attends, holds office, votes, gets the journal. */
const TYPES = [
  [1, 'member', '会員', 'Member (free)', 'individual', ''],
  [2, 'regular', '正会員', 'Regular member', 'individual', 'vj'],
  [3, 'council', '世話人', 'Council member', 'individual', 'aovj'],
  [4, 'honorary', '名誉会員', 'Honorary member', 'individual', 'j'],
  [5, 'deceased', '物故会員', 'Deceased member', 'individual', ''],
  [6, 'organisation', '組織会員', 'Organisation member', 'institution', 'vj'],
  [7, 'supporting', '賛助会員', 'Supporting member', 'supporting', 'j'],
] as const

function types(fees: Partial<Record<TypeCode, number>>): TypeSpec[] {
  return TYPES.map(([id, code, name, nameEn, kind, letters]) => {
    const has = (letter: string) => letters.includes(letter)
    const rights = [has('a'), has('o'), has('v'), has('j')] as const
    return { id, code, name, nameEn, kind, feeYen: fees[code] ?? null, rights, mailable: code !== 'deceased' }
  })
}

/** 1234, the society of the demo. */
export const MEDICAL: SocietySpec = {
  id: 1234,
  code: 'DEMO',
  name: '架空医学研究会',
  nameEn: 'Fictional Medical Society',
  registration: 'T0000000001234',
  series: [
    { id: 1, prefix: 'DEMO', width: 5, tests: true },
    { id: 2, prefix: 'DEMOF', width: 5, tests: false },
    { id: 3, prefix: 'DEMOS', width: 5, tests: false },
    { id: 4, prefix: '', width: 6, tests: false },
  ],
  kinds: [
    { kind: 'individual', label: '個人', labelEn: 'Individual', seriesId: 1 },
    { kind: 'institution', label: '施設', labelEn: 'Institution', seriesId: 2 },
    { kind: 'supporting', label: '賛助', labelEn: 'Supporting', seriesId: 3 },
  ],
  types: types({ regular: 10_000, council: 12_000, organisation: 50_000, supporting: 100_000 }),
  groups: { secretariat: 'S_SECRETARIAT', officer: 'S_OFFICER', treasurer: 'S_TREASURER' },
  channels: [
    { channelId: 'C_GENERAL', purpose: 'default' },
    { channelId: 'C_TREASURERS', purpose: 'treasurers' },
  ],
  entranceYen: 3000,
  nurses: 0.2,
}

/** 5678, which shares the workspace and a few accounts with the first, and nothing else. */
export const NURSING: SocietySpec = {
  id: 5678,
  code: 'KANGO',
  name: '架空看護学会',
  nameEn: 'Fictional Nursing Society',
  registration: 'T0000000005678',
  series: [{ id: 1, prefix: 'KANGO', width: 5, tests: true }],
  kinds: [
    { kind: 'individual', label: '個人会員', labelEn: 'Individual', seriesId: 1 },
    { kind: 'institution', label: '施設会員', labelEn: 'Institution', seriesId: 1 },
    { kind: 'supporting', label: '賛助会員', labelEn: 'Supporting', seriesId: 1 },
  ],
  types: types({ regular: 8000, council: 9000, organisation: 30_000, supporting: 80_000 }),
  groups: { secretariat: 'S_KANGO_SECRETARIAT', officer: 'S_KANGO_OFFICER', treasurer: 'S_KANGO_TREASURER' },
  channels: [],
  entranceYen: 2000,
  nurses: 0.95,
}
