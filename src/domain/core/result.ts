/** What a use case answers: a value, or an expected failure. What is thrown instead is a bug or an outage. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value }
}

export function err<const E>(error: E): Result<never, E> {
  return { ok: false, error }
}
