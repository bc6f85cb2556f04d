import { z } from 'zod'
import type { DomainError } from '../../domain/core/errors.ts'
import { ok, type Result } from '../../domain/core/result.ts'
import {
  type BatchPreview,
  type BatchSettlement,
  previewBatch,
  previewSelection,
  withdrawBatch,
} from '../../domain/withdrawal/batch.ts'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import type { Part } from '../../views/kit.ts'
import { textOf } from '../../views/text.ts'
import { batchModal, batchOutcome } from '../../views/withdrawal/batch.ts'
import { type Answer, action, type Call, type Route, submission } from '../answer/route.ts'
import { screensOf } from '../answer/screens.ts'
import { refusedForm, submissionKey } from './redraw.ts'
import { day, formOf, refs, ticked, words } from './refs.ts'
import { readChoice } from './settlementFields.ts'

interface Drawn {
  readonly preview: BatchPreview
  readonly reply: number | undefined
  readonly notice?: readonly Part[]
}

function draw({ locale }: Call, { preview, reply, notice }: Drawn) {
  const screens = screensOf(locale)
  const causeOf = ({ cause }: BatchPreview['blocked'][number]) => screens.error(cause)
  const given = { preview, reply, causeOf, ...(notice === undefined ? {} : { notice }) }
  return batchModal(given, textOf(locale))
}

async function open(call: Call, resultSetId: number): Promise<Answer> {
  const [preview, reply] = await Promise.all([previewBatch(call.context, resultSetId), call.keepReplyUrl()])
  return preview.ok ? ok({ kind: 'modal', view: draw(call, { preview: preview.value, reply }) }) : preview
}

const form = formOf(
  4,
  z.object({
    acceptedOn: day,
    withdrawnOn: day,
    reason: z.string(),
    note: words,
    endPositions: ticked,
    settle: z.string().default('leave'),
    count: z.string().regex(/^\d{1,4}$/u),
  }),
)

async function submit(call: Call, { metadata, fields }: z.infer<typeof form>): Promise<Answer> {
  const { context, locale } = call
  const [societyId = 0, selectionId = 0, ready = 1, owing = 1, reply] = metadata
  const { note, settle: chosen, count, ...terms } = fields
  const settle: BatchSettlement | null = readChoice(chosen)
  const seen = { ready: ready - 1, owing: owing - 1 }
  const input = { selectionId, terms, note, settle, seen, count: Number(count) }
  const done = await withdrawBatch(context, input, submissionKey(call, 'withdraw batch'))
  if (done.ok) {
    const message = batchOutcome(societyId, done.value, textOf(locale))
    return ok([{ kind: 'clear' }, { kind: 'message', message, replyUrlId: reply }])
  }
  return refusedForm(
    call,
    done.error,
    async (notice): Promise<Result<ReturnType<typeof draw>, DomainError>> => {
      const preview = await previewSelection(context, selectionId, terms, settle)
      return preview.ok ? ok(draw(call, { preview: preview.value, reply, notice })) : preview
    },
  )
}

/** まとめて退会: everybody that a search has found. */
export const BATCH_ROUTES: readonly Route[] = [
  action({
    id: ACTION.openBatch,
    permission: 'member.write',
    roles: 'dialog',
    input: refs(2),
    handle: (call, [, resultSetId = 0]) => open(call, resultSetId),
  }),
  submission({ id: CALLBACK.withdrawalBatch, permission: 'member.write', input: form, handle: submit }),
]
