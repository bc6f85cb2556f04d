import type { DomainError } from '../../domain/core/errors.ts'
import type { Interaction, ViewPayload } from '../slack/interaction.ts'
import { errorsOnScreen, type FieldIssue } from './form.ts'
import type { Answer, Reply } from './route.ts'
import type { Screens } from './screens.ts'

/** How an interaction ended. */
export type Outcome =
  | Answer
  | { readonly ok: false; readonly issues: readonly FieldIssue[] }
  | { readonly ok: false; readonly incident: string }
  /** A button or form that no route knows. */
  | { readonly ok: false; readonly unknown: true }

/** What the user sees of an outcome: the handler's replies, or a denial in the form its payload has room for. */
export function repliesTo(interaction: Interaction, screens: Screens, outcome: Outcome): readonly Reply[] {
  if (outcome.ok)
    return Array.isArray(outcome.value) ? (outcome.value as readonly Reply[]) : [outcome.value as Reply]
  if (interaction.kind === 'submission') return [submissionReply(interaction.view, screens, outcome)]
  if (interaction.kind === 'options') return [{ kind: 'options', options: [] }]
  if (interaction.kind === 'event')
    return 'error' in outcome ? [{ kind: 'home', view: screens.errorHome(outcome.error) }] : []
  if (interaction.kind === 'action' && interaction.view?.type === 'modal')
    return [{ kind: 'modal', view: viewOf(screens, outcome) }]
  return [{ kind: 'message', message: messageOf(screens, outcome) }]
}

function viewOf(screens: Screens, failure: Failure) {
  return 'error' in failure
    ? screens.errorView(failure.error)
    : screens.sentenceView(sentenceOf(screens, failure))
}

type Failure = Exclude<Outcome, { readonly ok: true }>

function messageOf(screens: Screens, failure: Failure) {
  return 'error' in failure
    ? screens.errorMessage(failure.error)
    : screens.sentenceMessage(sentenceOf(screens, failure))
}

function sentenceOf(screens: Screens, failure: Failure): string {
  if ('error' in failure) return screens.error(failure.error)
  if ('incident' in failure) return screens.incident(failure.incident)
  if ('unknown' in failure) return screens.unknown()
  return failure.issues.map(({ issue }) => screens.issue(issue)).join('\n')
}

/** Under the field where that is on the screen; an outage under the first one, so that nothing typed is lost. */
function submissionReply(view: ViewPayload | undefined, screens: Screens, failure: Failure): Reply {
  const errors = view === undefined ? undefined : errorsOnScreen(view, fieldErrors(view, screens, failure))
  if (errors !== undefined && Object.keys(errors).length > 0) return { kind: 'errors', errors }
  return { kind: 'update', view: viewOf(screens, failure) }
}

function fieldErrors(
  view: ViewPayload,
  screens: Screens,
  failure: Failure,
): readonly { field: string; text: string }[] {
  if ('issues' in failure)
    return failure.issues.map(({ field, issue }) => ({ field, text: screens.issue(issue) }))
  if ('incident' in failure) {
    const first = view.blocks.find(({ input }) => input)
    return first === undefined
      ? []
      : [{ field: first.blockId.replace(/#\d+$/u, ''), text: screens.incident(failure.incident) }]
  }
  if (!('error' in failure)) return []
  const errors: readonly DomainError[] =
    failure.error.code === 'search-refused' ? failure.error.errors : [failure.error]
  return errors.flatMap((error) => {
    const field = fieldOf(error)
    return field === undefined ? [] : [{ field, text: screens.error(error) }]
  })
}

function fieldOf(error: DomainError): string | undefined {
  return 'field' in error && typeof error.field === 'string' ? error.field : undefined
}
