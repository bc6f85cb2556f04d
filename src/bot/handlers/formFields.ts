import type { DomainError } from '../../domain/core/errors.ts'
import { ok } from '../../domain/core/result.ts'
import type { FormField, Values } from '../../domain/members/fields.ts'
import { findPostalPlace } from '../../domain/members/postal.ts'
import { EMPTY_CHOICE } from '../../views/fieldIds.ts'
import type { Part } from '../../views/kit.ts'
import { textOf } from '../../views/text.ts'
import { errorsOnScreen } from '../answer/form.ts'
import type { Answer, Call } from '../answer/route.ts'
import { screensOf } from '../answer/screens.ts'
import { resetsOf } from './redraw.ts'

/** What was typed into the fields of a member's form; what has no key was left empty. */
export function typedIn(fields: readonly FormField[], record: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(
    fields.map(({ key }) => {
      const value = record[key]
      return [key, typeof value === 'string' && value !== EMPTY_CHOICE ? value : null]
    }),
  )
}

/** Everything that is wrong with a form, each under its field; undefined where that is not on the screen, or something else is wrong. */
export function refusedFields(call: Call, error: DomainError): Answer | undefined {
  const { view } = call.interaction
  if (error.code !== 'fields-refused' || view === undefined) return undefined
  const screens = screensOf(call.locale)
  const errors = errorsOnScreen(
    view,
    error.errors.map((one) => ({ field: one.field, text: screens.error(one) })),
  )
  return errors === undefined ? undefined : ok({ kind: 'errors', errors })
}

/** What a form is drawn with once its postal code was looked up: prefecture and address filled in, or why not. */
export function filledBy(
  { interaction, locale }: Call,
  postalCode: string,
): {
  readonly notice?: readonly Part[]
  readonly filled?: Values
  readonly resets: (key: string) => number
} {
  const resets = (key: string) => resetsOf(interaction.view, key)
  const place = findPostalPlace(postalCode)
  if (place === null) return { notice: [textOf(locale).editing.postalUnknown], resets }
  const filled: Values = { prefecture: place.prefecture, address: place.address }
  return { filled, resets: (key) => resets(key) + (key in filled ? 1 : 0) }
}
