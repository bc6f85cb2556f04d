import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editMember } from '../../../src/domain/members/edit.ts'
import { type MergeInput, mergeMembers, previewMerge } from '../../../src/domain/members/merge.ts'
import { undoMerge } from '../../../src/domain/members/unmerge.ts'
import { allNumbers, cardOf, MEDICAL, openWorld, typed, type World } from '../find/world.ts'
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
const key = () => `M-${(keys += 1)}`
const office = () => world.as('secretariat')
const FREE = `AND NOT EXISTS (SELECT FROM affiliation a WHERE a.society_id = m.society_id AND a.member_id = m.id)`
const somebody = () =>
  people.take(`m.lifecycle = 'active' AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)
    AND NOT EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id) ${FREE}`)
const numberOf = async (id: number) => (await factsOf(world, id)).number

async function two(): Promise<{ kept: number; other: number; numbers: [string, string] }> {
  const [kept, other] = [await somebody(), await somebody()]
  return { kept, other, numbers: [await numberOf(kept), await numberOf(other)] }
}

async function inputFor(kept: number, other: number, fromOther: readonly string[]): Promise<MergeInput> {
  const [one, two_] = [await factsOf(world, kept), await factsOf(world, other)]
  return {
    keptId: kept,
    keptVersion: one.version,
    otherId: other,
    otherVersion: two_.version,
    fromOther,
  }
}

describe('merging', () => {
  it('lists what differs, keeps what was chosen, and leads from the second to the first; undone, both are as they were', async () => {
    const { kept, other, numbers } = await two()
    const before = [await cardOf(office(), numbers[0]), await cardOf(office(), numbers[1])]
    const preview = await previewMerge(office(), numbers)
    if (!preview.ok) throw new Error(preview.error.code)
    const keysOf = preview.value.differences.map(({ field }) => field.key)
    expect(keysOf).toEqual(expect.arrayContaining(['familyName', 'email', 'address']))
    const input = await inputFor(kept, other, ['email', 'familyName'])
    const done = await mergeMembers(office(), input, key())
    expect(done).toEqual({
      ok: true,
      value: { memberId: kept, number: numbers[0], otherId: other, otherNumber: numbers[1] },
    })
    const card = await cardOf(office(), numbers[1])
    expect(card).toMatchObject({
      id: kept,
      number: numbers[0],
      email: before[1]?.email,
      address: before[0]?.address,
      name: { familyName: before[1]?.name.familyName, givenName: before[0]?.name.givenName },
    })
    expect(await allNumbers(office(), typed(world, `番号:${numbers[1]}`))).toEqual([])

    const undone = await undoMerge(office(), { memberId: kept, otherId: other }, key())
    expect(undone).toEqual(done)
    for (const [index, number] of numbers.entries()) {
      const now = await cardOf(office(), number)
      expect([now.id, now.name, now.email]).toEqual([
        before[index]?.id,
        before[index]?.name,
        before[index]?.email,
      ])
    }
    expect(await allNumbers(office(), typed(world, `番号:${numbers[1]}`))).toEqual([numbers[1]])
    expect(await undoMerge(office(), { memberId: kept, otherId: other }, key())).toEqual({
      ok: false,
      error: { code: 'undo-gone' },
    })
  })

  it('can’t be undone once the record that stays was edited', async () => {
    const { kept, other } = await two()
    expect((await mergeMembers(office(), await inputFor(kept, other, ['email']), key())).ok).toBe(true)
    const form = await formOf(world, kept, 'remarks')
    expect((await editMember(office(), inputOf(form, { remarks: 'あとで' }), key())).ok).toBe(true)
    expect(await undoMerge(office(), { memberId: kept, otherId: other }, key())).toMatchObject({
      ok: false,
      error: { code: 'undo-blocked', later: [{ action: 'member.edited' }] },
    })
  })

  it('is refused for one record, for two kinds, and for what is not as it was shown', async () => {
    const { kept, other, numbers } = await two()
    expect(await previewMerge(office(), [numbers[0], numbers[0].toLowerCase()])).toEqual({
      ok: false,
      error: { code: 'merge-same' },
    })
    const [hospital] = (
      await world.db.pool.query<{ number: string }>(
        `SELECT number FROM member WHERE society_id = ${MEDICAL} AND kind = 'institution' AND lifecycle = 'active'
           AND NOT EXISTS (SELECT FROM affiliation a WHERE a.society_id = member.society_id AND a.institution_id = member.id)
           AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = member.society_id AND i.member_id = member.id AND i.must_owe) ORDER BY id LIMIT 1`,
      )
    ).rows
    expect(await previewMerge(office(), [numbers[0], hospital?.number ?? ''])).toEqual({
      ok: false,
      error: { code: 'merge-kinds' },
    })
    const input = await inputFor(kept, other, [])
    expect(await mergeMembers(office(), { ...input, otherVersion: 999 }, key())).toMatchObject({
      ok: false,
      error: { code: 'changed' },
    })
    expect(await previewMerge(world.as('officer'), numbers)).toEqual({
      ok: false,
      error: { code: 'forbidden', permission: 'member.write' },
    })
    expect(await previewMerge(office(), [numbers[0], 'DEMO77777'])).toMatchObject({
      ok: false,
      error: { code: 'unknown-member', number: 'DEMO77777' },
    })
  })

  it('waits for what the second record still has', async () => {
    const kept = await numberOf(await somebody())
    const owing = await numberOf(await people.owing())
    expect(await previewMerge(office(), [kept, owing])).toEqual({
      ok: false,
      error: { code: 'merge-blocked', number: owing, why: 'invoices' },
    })
    const gone = await numberOf(await people.take(`m.lifecycle = 'withdrawn'`))
    expect(await previewMerge(office(), [gone, kept])).toEqual({
      ok: false,
      error: { code: 'merge-blocked', number: kept, why: 'active' },
    })
    expect((await previewMerge(office(), [kept, gone])).ok).toBe(true)
    const holder = await people.take(`m.lifecycle = 'active' AND EXISTS (SELECT FROM position_holding h
      WHERE h.society_id = m.society_id AND h.member_id = m.id AND h.ended_on IS NULL)
      AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)`)
    const number = await numberOf(holder)
    expect(await previewMerge(office(), [kept, number])).toEqual({
      ok: false,
      error: { code: 'merge-blocked', number, why: 'positions' },
    })
  })
})
