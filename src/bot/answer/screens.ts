import type { ModalView } from '@slack/types'
import type { z } from 'zod'
import type { DomainError } from '../../domain/core/errors.ts'
import { cleanLine, type Message, message, type Part, section } from '../../views/kit.ts'
import { partsOf, refusalMessage, refusalModal, refusedHome } from '../../views/places.ts'
import { textOf } from '../../views/text.ts'
import type { Locale } from '../slack/people.ts'

/** What the shell itself says; every sentence that is not an answer of a handler. */
export interface Screens {
  /** Under a field: a sentence without markup. */
  error(error: DomainError): string
  /** A refused or failed action as a message of its own. */
  errorMessage(error: DomainError): Message
  /** A refused submission, in place of its form. */
  errorView(error: DomainError): ModalView
  errorHome(error: DomainError): ReturnType<typeof refusedHome>
  /** Under a field that was filled in wrongly. */
  issue(issue: z.core.$ZodIssue): string
  /** Something of ours broke; `incident` is the number to tell. */
  incident(incident: string): string
  sentenceView(sentence: string): ModalView
  sentenceMessage(sentence: string): Message
  /** A button or form that this version no longer knows. */
  unknown(): string
}

function wordsOf(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : Object.values(part).join(''))).join('')
}

/** The shell's screens in a language. */
export function screensOf(locale: Locale): Screens {
  const text = textOf(locale)
  const { screens } = text
  return {
    error: (error) => cleanLine(wordsOf(partsOf(error, text))),
    errorMessage: (error) => refusalMessage(error, text),
    errorView: (error) => refusalModal(partsOf(error, text), text),
    errorHome: (error) => refusedHome(error, text),
    issue: (issue) =>
      issue.code === 'too_big' ? screens.fieldTooLong(String(issue.maximum)) : screens.fieldWrong,
    incident: (incident) => screens.outage(incident),
    sentenceView: (sentence) => refusalModal(sentence, text),
    sentenceMessage: (sentence) => message(sentence, [section(sentence)]),
    unknown: () => screens.gone,
  }
}
