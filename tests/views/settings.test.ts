import { describe, expect, it } from 'vitest'
import { checkMessage, checkView } from '../../sandbox/validate/index.ts'
import { PERMISSIONS } from '../../src/domain/core/roles.ts'
import { choice, type Field, flags, line, number } from '../../src/domain/settings/field.ts'
import { type Entry, SETTING_LISTS, type SettingListCode } from '../../src/domain/settings/list.ts'
import { electionModal, electionOutcome } from '../../src/views/positions/election.ts'
import { officesModal } from '../../src/views/positions/offices.ts'
import { registerMessage } from '../../src/views/positions/register.ts'
import { settingModal } from '../../src/views/settings/form.ts'
import { settingListModal, settingsModal } from '../../src/views/settings/list.ts'
import { reviewModal, reviewReminder } from '../../src/views/settings/review.ts'
import { type Locale, textOf } from '../../src/views/text.ts'
import { wordsOf } from '../journeys/workspace.ts'
import { atLength, type Fill, hostile, plainly } from './fixtures.ts'

const CASES = (['ja', 'en'] as const).flatMap((locale) =>
  [plainly, atLength, hostile].map((fill) => [locale, fill] as const),
)
const label = (fill: Fill) => ({ ja: fill('名'), en: fill('name') })
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index + 1))
const entryBy = (fill: Fill, key: string): Entry => ({
  key,
  label: label(fill),
  retired: true,
  values: { name: fill('名'), code: 'x'.repeat(40) },
})

const FINDINGS = ['ok', 'no-office', 'unlinked', 'member', 'not-in-group', 'no-account'] as const

describe('at their fullest, Slack takes', () => {
  it.each(CASES)('the look at the roles (%s)', (locale, fill) => {
    const text = textOf(locale)
    const standers = many(300, (index) => ({
      userId: index % 7 === 0 ? null : `U${index}`,
      number: index % 5 === 0 ? null : `DEMO${index}`,
      finding: FINDINGS[index % FINDINGS.length] ?? 'ok',
    }))
    const roles = many(4, (index) => ({
      role: `r${index}`,
      label: label(fill),
      standers: index === 1 ? [] : standers,
    }))
    const drift = { societyId: 1234, roles, open: 700, today: '2026-11-24' }
    const given = { drift, reply: 9, notice: [fill('案内')], done: fill('記録'), resets: 3 }
    expect(checkView(reviewModal(given, text), 'modal')).toBeNull()
    const society = { id: 1234, name: fill('学会'), nameEn: null }
    expect(checkMessage(reviewReminder(society, text))).toBeNull()
  })

  it.each(CASES)('the settings (%s)', (locale, fill) => {
    const text = textOf(locale)
    const society = { id: 123_456_789, name: fill('学会'), nameEn: null }
    expect(checkView(settingsModal({ society, lists: SETTING_LISTS, reply: 99 }, text), 'modal')).toBeNull()
    for (const list of SETTING_LISTS)
      for (const size of [0, 1, 100, 200, 1000]) {
        const entries = many(size, (index) => entryBy(fill, `${'k'.repeat(34)}${index}`))
        for (const page of [0, 1]) {
          const given = {
            societyId: 123_456_789,
            list,
            entries,
            grows: true,
            page,
            reply: 99,
            saved: fill('名'),
          }
          expect(checkView(settingListModal(given, text), 'modal')).toBeNull()
        }
      }
  })

  it.each(CASES)('the form of a setting (%s)', (locale, fill) => {
    const choices = many(250, (index) => ({ value: `type:${'c'.repeat(36)}${index}`, label: label(fill) }))
    const fields: Field[] = [
      line('name', 200),
      { key: 'body', kind: 'lines', required: true, most: 3000 },
      { key: 'dueOn', kind: 'day', required: true },
      { key: 'channel', kind: 'channel', required: true },
      choice('subject', choices),
      choice('series', choices.slice(0, 3)),
      flags('permissions', PERMISSIONS),
      flags('state', ['retired']),
      ...many(
        45,
        (index): Field => ({
          ...number(`fee-${2020 + index}-1`, 1, 10_000_000, false),
          feeOf: { year: 2020 + index, item: label(fill) },
        }),
      ),
    ]
    const entry = {
      ...entryBy(fill, 'k'.repeat(40)),
      values: { body: fill('本文'), name: fill('名'), state: ['retired'] },
    }
    for (const one of [entry, null]) {
      const setting = {
        societyId: 123_456_789,
        list: 'rule',
        entry: one,
        fields,
        print: 4_294_967_296,
      } as const
      const given = { setting, reply: 99, notice: [fill('案内')], saved: true }
      expect(checkView(settingModal(given, textOf(locale)), 'modal')).toBeNull()
    }
  })

  it.each(CASES)('the offices (%s)', (locale, fill) => {
    const text = textOf(locale)
    const name = {
      familyName: fill('氏'),
      givenName: fill('名'),
      familyKana: fill('シ'),
      givenKana: fill('メイ'),
      organisationName: null,
      organisationKana: null,
    }
    const offices = many(
      150,
      (id) => ({ id, code: `c${id}`, label: label(fill), group: 'officer', seats: 3 }) as const,
    )
    const member = { ...name, id: 1, number: 'DEMO00001', affiliation: fill('所属'), type: label(fill) }
    const held = many(
      200,
      (id) =>
        ({ id, position: label(fill), startedOn: '2026-04-01', endedOn: null, when: 'present' }) as const,
    )
    for (const size of [0, 200]) {
      const preview = {
        societyId: 1234,
        member,
        held: held.slice(0, size),
        offices: offices.slice(0, size),
        today: '2026-11-24',
      }
      expect(checkView(officesModal({ preview, reply: 9, notice: [fill('案内')] }, text), 'modal')).toBeNull()
    }
    const numbers = (count: number) => many(count, (id) => `DEMO${String(id).padStart(5, '0')}`)
    const election = {
      societyId: 1234,
      offices: offices.map((one) => ({ ...one, numbers: numbers(one.id > 20 ? 100 : 101) })),
      print: 5,
      today: '2026-11-24',
    }
    expect(checkView(electionModal({ preview: election, reply: 9 }, text), 'modal')).toBeNull()
    const moves = many(500, (id) => ({ position: label(fill), number: `DEMO${id}`, kind: 'begins' }) as const)
    const result = { electionId: 1, name: fill('改選'), effectiveOn: '2026-11-24', moves }
    expect(checkMessage(electionOutcome(1234, result, text))).toBeNull()
    const holders = many(60, (memberId) => ({
      ...name,
      memberId,
      number: `DEMO${memberId}`,
      affiliation: fill('所属'),
      startedOn: '2026-04-01',
      endedOn: null,
    }))
    const register = {
      societyId: 1234,
      year: 2026,
      asOf: null,
      years: many(50, (index) => 2027 - index),
      offices: offices.map((one) => ({ ...one, holders })),
      mayWrite: true,
    }
    expect(checkMessage(registerMessage(register, text))).toBeNull()
  })
})

/** What the lists of the domain ask for; tests/domain/settings holds the lists themselves. */
const FIELDS: Readonly<Record<SettingListCode, readonly string[]>> = {
  society: [
    'name',
    'nameEn',
    'fiscalYearStartMonth',
    'approvalExpiryDays',
    'invoiceRegistration',
    'reviewOn',
    'dossierYears',
    'switches',
  ],
  series: ['prefix', 'width', 'next', 'testFrom', 'testTo'],
  kind: ['name', 'nameEn', 'series'],
  type: ['code', 'name', 'nameEn', 'kind', 'feePlan', 'rights', 'sortOrder', 'state'],
  year: ['dueOn'],
  item: ['code', 'name', 'nameEn', 'taxClass', 'often', 'sortOrder', 'state'],
  office: ['code', 'name', 'nameEn', 'group', 'seats', 'sortOrder', 'state'],
  rule: ['subject', 'effect', 'object', 'article', 'active'],
  role: ['code', 'name', 'nameEn', 'group', 'permissions', 'state'],
  leaving: ['code', 'name', 'nameEn', 'state'],
  settling: ['code', 'name', 'nameEn', 'state'],
  question: ['code', 'name', 'nameEn', 'inputType', 'choices', 'asked', 'sortOrder', 'state'],
  template: ['code', 'locale', 'name', 'category', 'subject', 'body', 'state'],
  channel: ['channel', 'purpose', 'state'],
}

it.each(['ja', 'en'] satisfies Locale[])(
  'names every field and says no Japanese in English (%s)',
  (locale) => {
    const text = textOf(locale)
    const { settings } = text
    for (const list of SETTING_LISTS)
      for (const key of FIELDS[list])
        expect([list, key, settings.field(list, key)]).not.toEqual([list, key, key])
    const society = { id: 1234, name: 'Demo', nameEn: 'Demo' }
    const words = wordsOf(settingsModal({ society, lists: SETTING_LISTS }, text).blocks)
    expect(/[ぁ-んァ-ヶ一-龠]/u.test(words)).toBe(locale === 'ja')
  },
)
