import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src/database/client.ts'
import { Roll } from '../../../src/domain/core/roll.ts'
import { editMember } from '../../../src/domain/members/edit.ts'
import { fingerprint, planEdit } from '../../../src/domain/members/editForm.ts'
import type { FormField } from '../../../src/domain/members/fields.ts'
import { pagesOf } from '../../../src/domain/members/formFields.ts'
import { cardOf, openWorld, type World } from '../find/world.ts'
import { crowd } from '../registration/crowd.ts'
import { factsOf, People } from '../withdrawal/people.ts'
import { formOf, inputOf } from './records.ts'

let world: World
let people: People
beforeAll(async () => {
  world = await openWorld()
  people = new People(world)
}, 60_000)
afterAll(() => world.db.drop())

let keys = 0
const key = () => `T-${(keys += 1)}`
const office = () => world.as('secretariat')
const numberOf = async (id: number) => (await factsOf(world, id)).number

describe('two people at once', () => {
  const field = (name: string, value: string | null): FormField => ({
    key: name,
    control: { kind: 'text', most: 10 },
    required: false,
    label: null,
    value,
  })

  it('what each touched is told apart', () => {
    const base = ['甲', '乙', '丙', null].map((value) => fingerprint(value))
    const now = [field('a', '甲'), field('b', '他'), field('c', '他'), field('d', null)]
    const plan = planEdit(now, base, { a: '私', b: '乙', c: '私', d: null })
    expect(plan.changes.map(({ field: { key: name }, to }) => [name, to])).toEqual([
      ['a', '私'],
      ['c', '私'],
    ])
    expect(plan.theirs.map((one) => one.key)).toEqual(['b', 'c'])
  })

  it('the second sees the first’s change, and neither is lost', async () => {
    const id = await people.regular()
    const form = await formOf(world, id, 'work')
    const theirs = await editMember(
      world.as('secretariat', { user: 'U_SECRETARIAT2' }),
      inputOf(form, { title: '教授' }),
      key(),
    )
    expect(theirs.ok).toBe(true)
    const late = await editMember(office(), inputOf(form, { title: '准教授', department: '内科' }), key())
    expect(late).toMatchObject({
      ok: false,
      error: {
        code: 'edit-overtaken',
        fields: ['title'],
        changes: [{ actor: 'T_MEIBO:U_SECRETARIAT2', action: 'member.edited' }],
      },
    })
    const again = await formOf(world, id, 'work')
    const done = await editMember(office(), inputOf(again, { title: '准教授', department: '内科' }), key())
    expect(done).toMatchObject({ ok: true, value: { fields: ['title', 'department'] } })
  })

  it('in another part of the record nobody is in the way', async () => {
    const id = await people.regular()
    const [work, reach] = [await formOf(world, id, 'work'), await formOf(world, id, 'reach')]
    expect((await editMember(office(), inputOf(work, { title: '部長' }), key())).ok).toBe(true)
    expect((await editMember(office(), inputOf(reach, { address: '架空市一丁目' }), key())).ok).toBe(true)
  })

  it('of 100 edits of one field at once, one is saved and the others are told', async () => {
    const id = await people.regular()
    const form = await formOf(world, id, 'remarks')
    const database = await openDatabase(world.db.url, { poolMax: 25 })
    const context = {
      ...office(),
      roll: new Roll({ prisma: database.prisma, pool: database.pool, close: async () => {} }),
    }
    const outcomes = await crowd(100, async (index) => {
      const input = inputOf(form, { remarks: `編集 ${index}` })
      return [index, await editMember(context, input, `C-${index}`)] as const
    })
    await database.close()
    const saved = outcomes.filter(([, { ok }]) => ok)
    expect(saved).toHaveLength(1)
    expect((await cardOf(office(), await numberOf(id))).remarks).toBe(`編集 ${saved[0]?.[0]}`)
    const refused = outcomes.flatMap(([, outcome]) => (outcome.ok ? [] : [outcome.error.code]))
    expect(refused).toEqual(Array.from({ length: 99 }, () => 'edit-overtaken'))
  }, 60_000)
})

describe('many questions', () => {
  const question = (id: number, choices: number): FormField => ({
    key: `question-${id}`,
    control:
      choices === 0
        ? { kind: 'text', most: 1000, long: true }
        : {
            kind: 'choice',
            choices: Array.from({ length: choices }, (_, index) => ({
              value: `選択肢${index}`,
              label: null,
            })),
          },
    required: false,
    label: { ja: '問', en: 'Q' },
    value: null,
  })

  it('go on as many pages as they need, in order, none left out', () => {
    for (const choices of [0, 3, 100]) {
      const fields = Array.from({ length: 200 }, (_, index) => question(index + 1, choices))
      const pages = pagesOf(fields)
      expect(pages.flat()).toEqual(fields)
      for (const page of pages) expect(page.length).toBeLessThanOrEqual(35)
    }
    expect(pagesOf([])).toEqual([[]])
  })
})
