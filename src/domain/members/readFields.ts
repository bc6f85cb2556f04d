import { dateColumn, dayOf } from '../core/calendar.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { FieldError, RegistrationError } from '../registration/errors.ts'
import type { FormField, Values } from './fields.ts'

type Reading = Result<string | null, FieldError>

/** What was typed, as it is kept: NFC, without blanks around it, without what no database can hold. */
export function keptText(typed: string): string {
  return typed.replaceAll('\u0000', '').replace(LONE_SURROGATES, '\ufffd').normalize('NFC').trim()
}

const LONE_SURROGATES = /\p{Surrogate}/gu
const HIRAGANA = /[ぁ-ゖゝゞ]/gu
/** The distance between a hiragana and its katakana in Unicode. */
const KANA_OFFSET = 0x60
const KANA = /^[ァ-ヺー・ヽヾ゠＝ ]+$/u

/** フリガナ: half width and hiragana are taken and kept as full-width katakana. */
function readKana(field: string, typed: string): Reading {
  const kana = typed
    .normalize('NFKC')
    .replace(HIRAGANA, (one) => String.fromCharCode(one.charCodeAt(0) + KANA_OFFSET))
    .replace(/=/gu, '＝')
    .replace(/\s+/gu, ' ')
  return KANA.test(kana) ? ok(kana) : err({ code: 'kana-only', field })
}

/** One bare address: no name around it, no second one, nothing that would end a header. */
const ADDRESS =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/u

function readEmail(field: string, typed: string): Reading {
  const address = typed.normalize('NFKC')
  return ADDRESS.test(address) ? ok(address) : err({ code: 'email-invalid', field })
}

const PHONE = /^\+?[0-9()\- .]+(?:内線[0-9]+)?$/u

function readPhone(field: string, typed: string): Reading {
  const phone = typed.normalize('NFKC').replace(/[\p{Pd}ー−]/gu, '-')
  const digits = phone.replace(/\D/gu, '').length
  return PHONE.test(phone) && digits >= 9 && digits <= 20 ? ok(phone) : err({ code: 'phone-invalid', field })
}

function readPostalCode(field: string, typed: string): Reading {
  const digits = typed
    .normalize('NFKC')
    .replace(/^〒/u, '')
    .replace(/[\s\p{Pd}ー−]/gu, '')
  return /^\d{7}$/u.test(digits)
    ? ok(`${digits.slice(0, 3)}-${digits.slice(3)}`)
    : err({ code: 'postal-code-invalid', field })
}

/** Whether a text is a day that there is. */
function isDay(typed: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(typed)) return false
  const date = dateColumn(typed)
  return !Number.isNaN(date.getTime()) && dayOf(date) === typed
}

const READERS: Readonly<Record<string, (field: string, typed: string) => Reading>> = {
  familyKana: readKana,
  givenKana: readKana,
  organisationKana: readKana,
  email: readEmail,
  representativeEmail: readEmail,
  contactEmail: readEmail,
  phone: readPhone,
  representativePhone: readPhone,
  contactPhone: readPhone,
  postalCode: readPostalCode,
}

function readField(
  { key: field, control, required, value: shown }: FormField,
  typed: string | null,
): Reading {
  const given = keptText(typed ?? '')
  if (given === '') return required ? err({ code: 'field-required', field }) : ok(null)
  switch (control.kind) {
    case 'text': {
      const read = READERS[field]?.(field, given) ?? ok(given)
      if (read.ok && Array.from(read.value ?? '').length > control.most)
        return err({ code: 'too-long', field, limit: control.most })
      return read
    }
    case 'choice':
      // What stands in an old record and is no choice any more may stay.
      return given === shown || control.choices.some(({ value }) => value === given)
        ? ok(given)
        : err({ code: 'choice-unknown', field })
    case 'day':
      return isDay(given) ? ok(given) : err({ code: 'date-invalid', field })
    case 'count': {
      const digits = given.normalize('NFKC')
      const count = Number(digits)
      return /^\d{1,6}$/u.test(digits) && count >= 1 && count <= control.most
        ? ok(String(count))
        : err({ code: 'count-invalid', field, most: control.most })
    }
  }
}

/** Reads a form: each field's value as it is kept, or everything that is wrong with them. Pure. */
export function readFields(
  fields: readonly FormField[],
  typed: Values,
): Result<Values, Extract<RegistrationError, { readonly code: 'fields-refused' }>> {
  const values: Record<string, string | null> = {}
  const errors: FieldError[] = []
  for (const field of fields) {
    const read = readField(field, typed[field.key] ?? null)
    if (read.ok) values[field.key] = read.value
    else errors.push(read.error)
  }
  return errors.length === 0 ? ok(values) : err({ code: 'fields-refused', errors })
}
