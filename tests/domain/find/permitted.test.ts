import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Conditions } from '../../../src/domain/search/conditions.ts'
import { findMembers } from '../../../src/domain/search/find.ts'
import { grammarFor } from '../../../src/domain/search/grammar.ts'
import { parseSearch } from '../../../src/domain/search/language.ts'
import { loadVocabulary } from '../../../src/domain/search/vocabulary.ts'
import { allNumbers, MEDICAL, openWorld, pageOf, TODAY, typed, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.db.drop())

const ALL: Conditions = { society: null, filters: [], sort: null }
const with_ = (field: string, excluded = false): Conditions => ({
  ...ALL,
  filters: [{ kind: 'choice', field, excluded, values: ['arrears'] }],
})
const find = (conditions: Conditions, role: 'officer' | 'treasurer' = 'officer') =>
  findMembers(world.as(role), { conditions, page: 1 })

describe('an officer', () => {
  it('is refused dues as a key that nobody has', async () => {
    const officer = world.as('officer')
    const vocabulary = await loadVocabulary(world.roll.read, MEDICAL, [])
    const grammar = grammarFor(officer.actor.permissions, vocabulary)
    for (const field of ['dues', 'dueZ']) {
      const asTyped = parseSearch(`${field}:arrears`, grammar, TODAY)
      const nearest = grammar.nearestKeys(field)
      const refusal = { code: 'search-key-unknown', key: field, nearest }
      expect(asTyped).toEqual({ ok: false, errors: [refusal] })
      expect(await find(with_(field))).toEqual({ ok: false, error: refusal })
      expect(await find(with_(field, true))).toEqual({ ok: false, error: refusal })
      expect(JSON.stringify(nearest)).not.toMatch(/dues|会費/)
    }
  })

  it('is refused the order by dues as an order that there is not', async () => {
    const refused = await find({ ...ALL, sort: { field: 'dues', direction: 'desc' } })
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'search-value-unknown', field: 'sort', value: 'dues-desc' },
    })
    expect(JSON.stringify(refused)).not.toMatch(/会費|dues-asc/)
  })

  it('counts and lists the same as the treasurer in everything else', async () => {
    for (const text of ['状態:すべて', '所属:大学', '-都道府県:東京都', '会員種別:正会員 並び:申請日降順']) {
      const conditions = typed(world, text)
      expect(await pageOf(world.as('officer'), conditions)).toEqual(
        await pageOf(world.as('treasurer'), conditions),
      )
      expect(await allNumbers(world.as('officer'), conditions)).toEqual(
        await allNumbers(world.as('treasurer'), conditions),
      )
    }
  })

  it('sees nothing of dues in a row', async () => {
    const { rows } = await pageOf(world.as('officer'), ALL)
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual([
      'accountStatus',
      'address',
      'affiliation',
      'appliedAt',
      'email',
      'familyKana',
      'familyName',
      'givenKana',
      'givenName',
      'id',
      'isTest',
      'kind',
      'lifecycle',
      'number',
      'organisationKana',
      'organisationName',
      'participations',
      'postalCode',
      'prefecture',
      'remarks',
      'title',
      'type',
      'withdrawnOn',
    ])
  })
})

describe('others', () => {
  it('with dues.read search by dues', async () => {
    expect(await find(with_('dues'), 'treasurer')).toMatchObject({ ok: true })
    expect((await findMembers(world.as('auditor'), { conditions: with_('dues'), page: 1 })).ok).toBe(true)
  })

  it('without member.read find nobody', async () => {
    expect(await findMembers(world.as(['settings']), { conditions: ALL, page: 1 })).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'member.read' },
    })
  })
})

describe('the vocabulary', () => {
  it('is the society’s own', async () => {
    expect(
      await loadVocabulary(world.roll.read, MEDICAL, [
        { id: 1234, code: 'DEMO', name: '架空医学研究会', nameEn: 'Fictional Medical Society' },
        { id: 9, code: 'X', name: '無名会', nameEn: null },
      ]),
    ).toEqual({
      societies: [
        { code: 'DEMO', ja: '架空医学研究会', en: 'Fictional Medical Society', aliases: ['1234'] },
        { code: 'X', ja: '無名会', en: '無名会', aliases: ['9'] },
      ],
      memberTypes: [
        { code: '1', ja: '会員', en: 'Member (free)', aliases: ['member'] },
        { code: '2', ja: '正会員', en: 'Regular member', aliases: ['regular'] },
        { code: '3', ja: '世話人', en: 'Council member', aliases: ['council'] },
        { code: '4', ja: '名誉会員', en: 'Honorary member', aliases: ['honorary'] },
        { code: '5', ja: '物故会員', en: 'Deceased member', aliases: ['deceased'] },
        { code: '6', ja: '組織会員', en: 'Organisation member', aliases: ['organisation'] },
        { code: '7', ja: '賛助会員', en: 'Supporting member', aliases: ['supporting'] },
      ],
      kinds: expect.arrayContaining([
        { code: 'individual', ja: '個人', en: 'Individual' },
        { code: 'institution', ja: '施設', en: 'Institution' },
        { code: 'supporting', ja: '賛助', en: 'Supporting' },
      ]),
      departmentCategories: ['その他', '内科系', '外科系', '小児・周産期', '救急・麻酔', '画像・病理'].map(
        (name) => ({
          code: name,
          ja: name,
          en: name,
        }),
      ),
      fiscalYearStartMonth: 4,
    })
  })
})
