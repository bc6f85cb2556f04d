import { describe, expect, it } from 'vitest'
import { checkMessage, checkView } from '../../sandbox/validate/index.ts'
import { PAYMENT_METHODS } from '../../src/domain/dues/payment.ts'
import { REBOOKING_REASONS } from '../../src/domain/dues/requestRebooking.ts'
import { checkMessage as checkListMessage } from '../../src/views/dues/checkList.ts'
import { invoiceMessage, invoiceModal, replacementModal } from '../../src/views/dues/invoiceForm.ts'
import { duesModal } from '../../src/views/dues/ledger.ts'
import {
  depositMessage,
  depositModal,
  paymentMessage,
  paymentModal,
} from '../../src/views/dues/paymentForm.ts'
import { rebookingMessage, rebookingModal } from '../../src/views/dues/rebookingForm.ts'
import { formRef, readFormRef } from '../../src/views/refs.ts'
import { type Locale, textOf } from '../../src/views/text.ts'
import { wordsOf } from '../journeys/workspace.ts'
import {
  billingBy,
  bookedBy,
  checksBy,
  invoiceBy,
  issuedBy,
  ledgerBy,
  memberBy,
  times,
} from './duesFixtures.ts'
import { atLength, type Fill, hostile, plainly } from './fixtures.ts'

const LOCALES: readonly Locale[] = ['ja', 'en']
const FILLS: readonly (readonly [string, Fill])[] = [
  ['plain', plainly],
  ['at length', atLength],
  ['hostile', hostile],
]
const CASES = LOCALES.flatMap((locale) => FILLS.map(([what, fill]) => [what, locale, fill] as const))
const SIZES = [0, 1, 24, 300]

describe('at their fullest, Slack takes', () => {
  it.each(CASES)('the ledger (%s, %s)', (_what, locale, fill) => {
    for (const size of SIZES)
      expect(checkView(duesModal(ledgerBy(fill, size), 5, textOf(locale)), 'modal')).toBeNull()
  })

  it.each(CASES)('the forms of an invoice (%s, %s)', (_what, locale, fill) => {
    const text = textOf(locale)
    for (const size of SIZES)
      expect(checkView(invoiceModal(billingBy(fill, size), 5, text), 'modal')).toBeNull()
    const replaced = {
      societyId: 1,
      member: memberBy(fill, 1, 3),
      invoice: invoiceBy(fill, 1, 3),
      dueOn: '2026-06-30',
    }
    expect(checkView(replacementModal(replaced, 5, text), 'modal')).toBeNull()
    expect(checkMessage(invoiceMessage(1234, issuedBy(fill), text))).toBeNull()
  })

  it.each(CASES)('the forms of a payment (%s, %s)', (_what, locale, fill) => {
    const text = textOf(locale)
    for (const size of SIZES) {
      const [first, ...others] = times(21, (id) => memberBy(fill, id, size))
      const members = [first ?? memberBy(fill, 1, size), ...others] as const
      const form = { societyId: 1234, today: '2026-11-24', members, bankAccount: fill('口座') }
      expect(checkView(paymentModal(form, 5, text), 'modal')).toBeNull()
      const deposit = { paymentId: 1, receivedOn: '2026-05-20', leftYen: 2000 }
      const used = { societyId: 1234, member: memberBy(fill, 1, Math.max(1, size)), deposit }
      expect(checkView(depositModal(used, 5, text), 'modal')).toBeNull()
    }
  })

  it.each(CASES)('the form of a 振替訂正 (%s, %s)', (_what, locale, fill) => {
    const text = textOf(locale)
    for (const size of SIZES) {
      const members = times(21, (id) => memberBy(fill, id, size))
      const invoice = invoiceBy(fill, 1, Math.max(1, size))
      const form = {
        societyId: 1234,
        member: memberBy(fill, 1, size),
        invoice,
        entries: invoice.entries,
        members,
      }
      expect(checkView(rebookingModal(form, 5, text), 'modal')).toBeNull()
    }
    const asked = { approvalId: 7, rebookedYen: 2000, depositYen: 3000 }
    expect(checkMessage(rebookingMessage(1234, 1, asked, text))).toBeNull()
  })

  it.each(CASES)('the outcomes and the list to check (%s, %s)', (_what, locale, fill) => {
    const text = textOf(locale)
    for (const size of SIZES) {
      const booked = bookedBy(fill, size)
      const paid = { paymentId: 1, memberId: 1, number: 'DEMO1', amountYen: 9000, depositYen: 500, booked }
      expect(checkMessage(paymentMessage(1234, paid, text))).toBeNull()
      expect(
        checkMessage(depositMessage(1234, 1, { paymentId: 1, depositYen: 500, booked }, text)),
      ).toBeNull()
      expect(checkMessage(checkListMessage(checksBy(fill, size), text))).toBeNull()
    }
  })
})

it('says the English screens without a Japanese word of the product', () => {
  const text = textOf('en')
  const fill = () => 'x'
  const form = {
    societyId: 1,
    today: '2026-11-24',
    members: [memberBy(fill, 1, 2), memberBy(fill, 2, 0)] as const,
    bankAccount: null,
  }
  const invoice = invoiceBy(fill, 1, 3)
  const shown = wordsOf([
    duesModal(ledgerBy(fill, 50), undefined, text),
    invoiceModal(billingBy(fill, 0), undefined, text),
    replacementModal(
      { societyId: 1, member: memberBy(fill, 1, 0), invoice, dueOn: '2026-06-30' },
      undefined,
      text,
    ),
    paymentModal(form, undefined, text),
    rebookingModal(
      { societyId: 1, member: form.members[0], invoice, entries: invoice.entries, members: form.members },
      undefined,
      text,
    ),
    depositModal(
      {
        societyId: 1,
        member: form.members[0],
        deposit: { paymentId: 1, receivedOn: '2026-05-20', leftYen: 1 },
      },
      undefined,
      text,
    ),
    invoiceMessage(1, issuedBy(fill), text),
    paymentMessage(
      1,
      { paymentId: 1, memberId: 1, number: 'A1', amountYen: 1, depositYen: 1, booked: bookedBy(fill, 40) },
      text,
    ),
    depositMessage(1, 1, { paymentId: 1, depositYen: 1, booked: bookedBy(fill, 1) }, text),
    rebookingMessage(1, 1, { approvalId: 1, rebookedYen: 1, depositYen: 1 }, text),
    checkListMessage(checksBy(fill, 30), text),
    checkListMessage(checksBy(fill, 0), text),
  ])
  expect(shown).not.toMatch(/[ぁ-んァ-ヶ一-龠]/u)
})

it.each(LOCALES)('has a word for every way of paying and every reason (%s)', (locale) => {
  const { payment, rebookingForm } = textOf(locale).dues
  expect(Object.keys(payment.methods)).toEqual([...PAYMENT_METHODS])
  expect(Object.keys(rebookingForm.reasons)).toEqual([...REBOOKING_REASONS])
})

describe('a form with others', () => {
  it.each([
    { ids: [3, 120], reply: 7, others: [121, 122] },
    { ids: [3, 120], reply: undefined, others: [] },
  ])('comes back as it was sent', (form) => {
    expect(readFormRef(formRef(form), 2)).toEqual(form)
  })

  it.each(['', '3/', '3.120.1.2/', '3.120/1/2', '3.120/x', `3.120/${Array(21).fill(1).join('.')}`])(
    'forged as %j is none',
    (text) => {
      expect(readFormRef(text, 2)).toBeNull()
    },
  )
})

it('shows an invoice with its bookings as a person reads them', () => {
  const ledger = { ...ledgerBy(plainly, 1), invoices: [invoiceBy(plainly, 3, 3)] }
  const words = wordsOf(duesModal(ledger, undefined, textOf('ja')).blocks)
  expect(words).toContain(
    '*2026年度 架空の費目（3口目）* 　8,000円　滞納　残り 5,000円　期限 2026-06-30　会計の承認待ち（受付 7）　請求し直した請求です\n　2026-05-20 入金　3,000円（振替訂正の承認待ち・受付 9）\n　2026-05-20 入金　3,000円\n　2026-05-20 入金　3,000円（振替訂正済み）',
  )
})
