import { z } from 'zod'
import {
  AUDIT_CONDITIONS,
  type AuditConditions,
  auditMember,
  searchAudit,
} from '../../domain/audit/search.ts'
import { checkChain } from '../../domain/audit/searchCheck.ts'
import { ok } from '../../domain/core/result.ts'
import { auditModal, auditResultsModal, verificationModal } from '../../views/history/audit.ts'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import { readRef } from '../../views/refs.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, command, type Route, submission } from '../answer/route.ts'
import { refusedForm } from './redraw.ts'
import { carried, day, formOf, refs, ticked } from './refs.ts'

const form = formOf(
  1,
  z.object({
    user: AUDIT_CONDITIONS.shape.userId.optional(),
    number: z.string().max(32).optional(),
    group: AUDIT_CONDITIONS.shape.group.optional(),
    from: day.optional(),
    to: day.optional(),
    refused: ticked,
  }),
)

/** The results stand on the form, which keeps what was chosen. */
async function search(call: Call, { metadata, fields }: z.infer<typeof form>): Promise<Answer> {
  const [societyId = 0] = metadata
  const found = await find(call, fields)
  const text = textOf(call.locale)
  return found.ok
    ? ok({ kind: 'modal', view: auditResultsModal(found.value, text) })
    : refusedForm(call, found.error, async (notice) => ok(auditModal(societyId, text, notice)))
}

async function find({ context }: Call, fields: z.infer<typeof form>['fields']) {
  const { user, number = '', group, from, to, refused } = fields
  const member = number.trim() === '' ? ok(null) : await auditMember(context, number.trim())
  if (!member.ok) return member
  return searchAudit(context, {
    userId: user ?? null,
    memberId: member.value,
    group: group ?? null,
    from: from ?? null,
    to: to ?? null,
    refused,
  })
}

/** A turn of the pages: where to, and what the screen was looking for. */
const turning = z.object({
  value: carried((text) => readRef(text, 3)),
  metadata: carried((text): AuditConditions | null => {
    const read = AUDIT_CONDITIONS.safeParse(jsonOf(text))
    return read.success ? read.data : null
  }),
})

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function turn(call: Call, { value, metadata }: z.infer<typeof turning>): Promise<Answer> {
  const [, anchor = 0, page = 1] = value
  const found = await searchAudit(call.context, metadata, { anchor, page })
  return found.ok ? ok({ kind: 'update', view: auditResultsModal(found.value, textOf(call.locale)) }) : found
}

async function verify(call: Call, societyId: number): Promise<Answer> {
  const found = await checkChain(call.context)
  return found.ok
    ? ok({ kind: 'modal', view: verificationModal(societyId, found.value, textOf(call.locale)) })
    : found
}

/** 監査: who did what, who saw whose data, and whether the record is whole. */
export const AUDIT_ROUTES: readonly Route[] = [
  command({
    id: 'audit',
    verbs: { ja: ['監査'], en: ['audit'] },
    permission: 'audit.read',
    roles: 'dialog',
    parse: () => ok(undefined),
    handle: async (call) =>
      ok({ kind: 'modal', view: auditModal(call.context.actor.societyId, textOf(call.locale)) }),
  }),
  submission({ id: CALLBACK.audit, permission: 'audit.read', input: form, handle: search }),
  ...[ACTION.newerAudit, ACTION.olderAudit].map((id) =>
    action({ id, permission: 'audit.read', input: turning, handle: turn }),
  ),
  action({
    id: ACTION.verifyAudit,
    permission: 'audit.read',
    roles: 'dialog',
    input: refs(1),
    handle: (call, [societyId = 0]) => verify(call, societyId),
  }),
]
