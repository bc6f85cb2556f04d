import type { AuditError } from '../../../domain/audit/searchErrors.ts'
import type { DossierError } from '../../../domain/dossier/errors.ts'
import type { ErrorTexts } from '../errorTexts.ts'

export const dossierErrors: Pick<ErrorTexts, DossierError['code'] | AuditError['code']> = {
  'note-empty': () => ['Please write what the note is to say.'],
  'retention-outside': ({ limit }) => [`It can be kept from tomorrow on, and at most until ${limit}.`],
  'file-missing': () => ['Please choose one file. An empty one can’t be kept.'],
  'file-too-large': ({ megabytes }) => [`A file may have at most ${megabytes} MB.`],
  'file-type': () => ['Only PDF, PNG and JPEG files are kept.'],
  'attachment-gone': () => ['This document is no longer kept: its time has run out, or it was deleted.'],
  'audit-range': ({ from, to }) => [`The period begins (${from}) after it ends (${to}).`],
}
