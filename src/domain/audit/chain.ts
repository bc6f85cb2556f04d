import { Prisma } from '../../../prisma/generated/client.ts'
import { sha256 } from '../core/audit.ts'

/** An audit row as the chain sees it: its canonical text is made by the database, so that every reader agrees on it. */
export interface ChainLink {
  readonly auditId: bigint
  readonly text: string
}

/** The hash before the first link of a society. */
export function genesis(societyId: number): string {
  return sha256(`meibo audit ${societyId}`)
}

/** The hash of a link: SHA-256 over the hash before it and its canonical text. */
export function linkHash(previous: string, link: ChainLink): string {
  return sha256(`${previous}\n${link.text}`)
}

/** Canonical text of `audit_entry e`: a JSON array in the column order of the table, times in UTC milliseconds. */
export const CANONICAL_ENTRY = Prisma.sql`jsonb_build_array(e.society_id, e.id,
  to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), e.actor, e.action, e.outcome, e.member_id, e.subject,
  e.subject_id, e.facts, e.source, e.commitment)::text`
