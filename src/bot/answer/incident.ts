import { randomInt } from 'node:crypto'

/** Letters and digits that are not mistaken for one another when read out on the telephone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A number under which a failure stands in the log, short enough to be told. */
export function newIncident(): string {
  return Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}
