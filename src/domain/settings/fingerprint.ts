import { canonicalJson, type Json, sha256 } from '../core/audit.ts'

/** A number that stands for a value as a screen showed it, from 1 to 2³²; another value all but surely has another. */
export function fingerprint(value: Json): number {
  return Number.parseInt(sha256(canonicalJson(value)).slice(0, 8), 16) + 1
}
