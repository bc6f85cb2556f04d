import { z } from 'zod'
import { ok } from '../../domain/core/result.ts'
import { listDeletions } from '../../domain/deletion/load.ts'
import { previewDeletion, requestDeletion } from '../../domain/deletion/request.ts'
import type { MemberRef } from '../../domain/members/locate.ts'
import { deletionListMessage, deletionSentMessage } from '../../views/deletion/messages.ts'
import { deletionModal } from '../../views/deletion/screens.ts'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, command, type Route, submission } from '../answer/route.ts'
import { readNumber } from './card.ts'
import { refusedForm, submissionKey } from './redraw.ts'
import { formOf, refs, words } from './refs.ts'

async function draw(call: Call, ref: MemberRef, more: Parameters<typeof deletionModal>[1]) {
  const preview = await previewDeletion(call.context, ref)
  return preview.ok ? ok(deletionModal(preview.value, more, textOf(call.locale))) : preview
}

async function open(call: Call, ref: MemberRef, carried?: number): Promise<Answer> {
  const reply = carried ?? (await call.keepReplyUrl())
  const view = await draw(call, ref, { reply })
  return view.ok ? ok({ kind: 'modal', view: view.value }) : view
}

/** `/member 削除` alone: what waits, also for those who only approve. */
async function list(call: Call): Promise<Answer> {
  const waiting = await listDeletions(call.context)
  return waiting.ok
    ? ok({ kind: 'message', message: deletionListMessage(waiting.value, textOf(call.locale)) })
    : waiting
}

const form = formOf(2, z.object({ number: words, reason: words }))

async function submit(call: Call, { metadata, fields }: z.infer<typeof form>): Promise<Answer> {
  const [societyId = 0, memberId = 0, replyUrlId] = metadata
  const input = { memberId, ...fields }
  const sent = await requestDeletion(call.context, input, submissionKey(call, 'deletion.request'))
  if (!sent.ok)
    return refusedForm(call, sent.error, (notice) =>
      draw(call, { id: memberId }, { reply: replyUrlId, notice }),
    )
  const message = deletionSentMessage(societyId, sent.value, textOf(call.locale))
  return ok([{ kind: 'clear' }, { kind: 'message', message, replyUrlId }])
}

/** 削除: asked for by number and from the card. */
export const DELETION_ROUTES: readonly Route[] = [
  command({
    id: 'delete',
    verbs: { ja: ['削除'], en: ['delete'] },
    permission: 'member.delete.approve',
    roles: 'dialog',
    parse: (rest) => (rest.trim() === '' ? ok(null) : readNumber(rest)),
    handle: (call, ref) => (ref === null ? list(call) : open(call, ref)),
  }),
  action({
    id: ACTION.openDeletion,
    permission: 'member.delete',
    roles: 'dialog',
    input: refs(2, 1),
    handle: (call, [, id = 0, reply]) => open(call, { id }, reply),
  }),
  submission({ id: CALLBACK.deletion, permission: 'member.delete', input: form, handle: submit }),
]
