import { z } from 'zod'
import type { DomainError } from '../../domain/core/errors.ts'
import { ok, type Result } from '../../domain/core/result.ts'
import type { AllocationInput, Payable } from '../../domain/dues/allocations.ts'
import { proposeAllocations } from '../../domain/dues/allocations.ts'
import { findOthers } from '../../domain/dues/paying.ts'
import type { MembershipFacts } from '../../domain/withdrawal/facts.ts'
import { openYenOf } from '../../domain/withdrawal/plan.ts'
import { invoiceOfAllocation } from '../../views/fieldIds.ts'
import { MOST_OTHERS, readFormRef } from '../../views/refs.ts'
import type { Answer, Call } from '../answer/route.ts'
import { screensOf } from '../answer/screens.ts'
import { carried } from './refs.ts'

/** A number input's value, in yen; what is no amount is refused by the domain, under its field. */
export const yen = z.string().max(20).transform(Number)

/** The value of a select that holds an id. */
export const id = z
  .string()
  .regex(/^[1-9]\d{0,8}$/u)
  .transform(Number)

/** A form's metadata with the members who were added to it, and its fields. */
export function formWithOthers<Fields extends z.ZodType>(count: number, fields: Fields) {
  return z.object({ metadata: carried((text) => readFormRef(text, count)), fields })
}

const LONGEST_NUMBER = 32

/** Members' numbers in one line; which they are is found out later. */
export const numbers = z
  .string()
  .max(1000)
  .default('')
  .transform((text) => text.split(/[\s,、，;；]+/u).filter((word) => word !== ''))
  .refine((words) => words.length <= MOST_OTHERS && words.every((word) => word.length <= LONGEST_NUMBER))

/** The members whose numbers were typed; where there is none such, the answer that says so under the field `others`. */
export async function readOthers(
  call: Call,
  typed: readonly string[],
): Promise<Result<readonly number[], Answer>> {
  const found = await findOthers(call.context, typed)
  return found.ok ? found : { ok: false, error: underOthers(call, found.error) }
}

function underOthers(call: Call, error: DomainError): Answer {
  return ok({ kind: 'errors', errors: { others: screensOf(call.locale).error(error) } })
}

/** Whether the form has yet to show somebody's invoices. */
export function addsTo(shown: readonly number[], wanted: readonly number[]): boolean {
  return wanted.some((one) => !shown.includes(one))
}

/** What was typed for each invoice; where nothing was, the oldest first. */
export function readAllocations(
  fields: Readonly<Record<string, unknown>>,
  members: readonly MembershipFacts[],
  amountYen: number,
): readonly AllocationInput[] {
  const typed = Object.entries(fields).flatMap(([field, value]): AllocationInput[] => {
    const invoiceId = invoiceOfAllocation(field)
    return invoiceId === null ? [] : [{ invoiceId, amountYen: Number(value) }]
  })
  if (typed.length > 0) return typed.filter((one) => one.amountYen !== 0)
  const open = members.flatMap(({ openInvoices }) =>
    openInvoices.map(
      (invoice): Payable => ({ id: invoice.id, dueOn: invoice.dueOn, openYen: openYenOf(invoice) }),
    ),
  )
  return proposeAllocations(open, amountYen)
}
