import type { ModalView } from '@slack/types'
import type { DomainError } from '../../domain/core/errors.ts'
import { err, ok, type Result } from '../../domain/core/result.ts'
import { fieldOfBlock } from '../../views/fieldIds.ts'
import type { Part } from '../../views/kit.ts'
import { partsOf } from '../../views/places.ts'
import { textOf } from '../../views/text.ts'
import { errorsOnScreen } from '../answer/form.ts'
import type { Answer, Call } from '../answer/route.ts'
import type { ViewPayload } from '../slack/interaction.ts'

/**
 * The answer to a submission that was refused: under its field where the screen shows that, else the form again, on the facts of now, with the sentence
 * above it. What was typed stays, since the blocks keep their ids. Where the form can't be drawn any more, that is the answer.
 */
export async function refusedForm(
  call: Call,
  error: DomainError,
  draw: (notice: readonly Part[]) => Promise<Result<ModalView, DomainError>>,
): Promise<Answer> {
  const { view } = call.interaction
  const field = 'field' in error && typeof error.field === 'string' ? error.field : undefined
  if (view !== undefined && field !== undefined && errorsOnScreen(view, [{ field, text: '' }]) !== undefined)
    return err(error)
  const drawn = await draw(partsOf(error, textOf(call.locale)))
  return drawn.ok ? ok({ kind: 'update', view: drawn.value }) : drawn
}

/** How often a field of this screen was filled by us: the `n` of its block `field#n`. */
export function resetsOf(view: ViewPayload | undefined, field: string): number {
  const shown = view?.blocks.find(({ blockId }) => fieldOfBlock(blockId) === field)
  return Number(/#(\d+)$/u.exec(shown?.blockId ?? '')?.[1] ?? 0)
}

/** A submission's idempotency key: the view is submitted once, however often the click arrives. */
export function submissionKey({ interaction }: Call, action: string): string {
  return `${action} ${interaction.view?.id ?? ''}`
}

/** A button's: the message that it stands on, and who pressed it. */
export function buttonKey({ interaction }: Call, action: string): string {
  return `${action} ${interaction.userId} ${interaction.messageTs ?? interaction.view?.id ?? ''}`
}
