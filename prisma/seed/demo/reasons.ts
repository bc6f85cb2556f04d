/** Reason codes of a withdrawal, as the roll stores them. */
export const WITHDRAWAL = {
  personal: 'personal',
  yearEnd: 'year_end',
  retirement: 'retirement',
  death: 'death',
  lapsed: 'lapsed',
} as const

/** Reason codes of a settlement item (誤請求 / 死亡 / 免除 / 年度末退会 / 資格喪失・徴収不能). */
export const SETTLEMENT = {
  mistake: 'mistake',
  death: 'death',
  exemption: 'exemption',
  yearEnd: 'year_end',
  lapsed: 'lapsed',
} as const

/** Reason codes of an exemption. */
export const EXEMPTION = { study: 'study_abroad', childcare: 'childcare', senior: 'senior' } as const
