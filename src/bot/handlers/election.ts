import { z } from 'zod'
import type { DomainError } from '../../domain/core/errors.ts'
import { ok, type Result } from '../../domain/core/result.ts'
import { holdElection, previewElection } from '../../domain/positions/election.ts'
import { undoElection } from '../../domain/positions/undoElection.ts'
import { electionField, officeOfField } from '../../views/fieldIds.ts'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import { message, section } from '../../views/kit.ts'
import { type ElectionGiven, electionModal, electionOutcome } from '../../views/positions/election.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, type Route, submission } from '../answer/route.ts'
import { buttonKey, refusedForm, submissionKey } from './redraw.ts'
import { day, formOf, refs } from './refs.ts'

async function draw(
  call: Call,
  more: Omit<ElectionGiven, 'preview'>,
): Promise<Result<ReturnType<typeof electionModal>, DomainError>> {
  const preview = await previewElection(call.context)
  return preview.ok ? ok(electionModal({ preview: preview.value, ...more }, textOf(call.locale))) : preview
}

async function open(call: Call): Promise<Answer> {
  const view = await draw(call, { reply: await call.keepReplyUrl() })
  return view.ok ? ok({ kind: 'modal', view: view.value }) : view
}

const form = formOf(
  2,
  z.object({ name: z.string().trim().min(1).max(100), effectiveOn: day }).catchall(z.unknown()),
)

async function hold(call: Call, { metadata, fields }: z.infer<typeof form>): Promise<Answer> {
  const { name, effectiveOn, ...rest } = fields
  const [societyId = 0, print = 0, reply] = metadata
  const offices = shownOffices(call).map((positionId) => ({
    positionId,
    numbers: numbersOf(rest[electionField(positionId)]),
  }))
  const input = { name, effectiveOn, print, offices }
  const done = await holdElection(call.context, input, submissionKey(call, 'election'))
  if (!done.ok) return refusedForm(call, done.error, (notice) => draw(call, { reply, notice }))
  const outcome = electionOutcome(societyId, done.value, textOf(call.locale))
  return ok([{ kind: 'clear' }, { kind: 'message', message: outcome, replyUrlId: reply }])
}

/** Every office of the form, those left empty too: nobody is to hold them. */
function shownOffices({ interaction }: Call): readonly number[] {
  const blocks = interaction.view?.blocks ?? []
  return blocks.flatMap(({ blockId }) => officeOfField(blockId) ?? [])
}

function numbersOf(typed: unknown): readonly string[] {
  return typeof typed === 'string' ? typed.split(/[\s,、，・]+/u).filter((number) => number !== '') : []
}

/** 改選: held as one batch, and taken back as one. */
export const ELECTION_ROUTES: readonly Route[] = [
  action({
    id: ACTION.openElection,
    permission: 'member.write',
    roles: 'dialog',
    input: refs(1),
    handle: (call) => open(call),
  }),
  submission({ id: CALLBACK.election, permission: 'member.write', input: form, handle: hold }),
  action({
    id: ACTION.undoElection,
    permission: 'member.write',
    roles: 'dialog',
    input: refs(2),
    handle: async (call, [, electionId = 0]) => {
      const undone = await undoElection(
        call.context,
        electionId,
        buttonKey(call, `election.undo ${electionId}`),
      )
      if (!undone.ok) return undone
      const sentence = textOf(call.locale).positions.election.undone(undone.value.name)
      return ok({ kind: 'replace', message: message(sentence, [section(sentence)]) })
    },
  }),
]
