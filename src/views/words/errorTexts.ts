import type { DomainError, ErrorCode } from '../../domain/core/errors.ts'
import type { Part } from '../kit.ts'

/** A sentence for every expected failure: one without a text does not compile. */
export type ErrorTexts = {
  readonly [Code in ErrorCode]: (error: Extract<DomainError, { readonly code: Code }>) => readonly Part[]
}
