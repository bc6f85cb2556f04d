import { beforeEach, describe, expect, it } from 'vitest'
import {
  confirmApplication,
  findApplication,
  issueConfirmation,
  keepApplication,
  loadApplicationForm,
} from '../../../src/domain/accounts/application.ts'
import { letterContext } from '../../../src/domain/accounts/home.ts'
import { issueSecret } from '../../../src/domain/accounts/issue.ts'
import { leave, previewLeaving } from '../../../src/domain/accounts/leave.ts'
import { claimLetter, endLetter } from '../../../src/domain/accounts/letters.ts'
import { sweepAccounts } from '../../../src/domain/accounts/sweep.ts'
import { MEDICAL, NOW } from '../find/world.ts'
import { factsOf, useStage } from '../withdrawal/people.ts'

const stage = useStage()
const rows = (sql: string) => stage.rows(sql)
let clock = NOW.getTime()
const now = () => new Date(clock)
beforeEach(() => {
  clock = NOW.getTime()
})

const LOGIN = `m.email IS NOT NULL AND EXISTS (SELECT FROM account a WHERE a.id = m.account_id AND a.status = 'active')`
const OWES = `EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)`
const HOLDS = `EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id AND h.ended_on IS NULL)`
const SOCIETY = { name: '架空医学研究会', nameEn: expect.any(String) as string }
const people = {
  free: () => stage.people.take(`m.lifecycle = 'active' AND ${LOGIN} AND NOT ${OWES} AND NOT ${HOLDS}`),
  owing: () => stage.people.take(`m.lifecycle = 'active' AND ${LOGIN} AND ${OWES} AND NOT ${HOLDS}`),
  office: () => stage.people.take(`m.lifecycle = 'active' AND ${LOGIN} AND NOT ${OWES} AND ${HOLDS}`),
}

async function linkOf(id: number): Promise<string> {
  const issued = await issueSecret(letterContext(stage.world.roll, MEDICAL, now), 'leave', id)
  if (!issued.ok) throw new Error(JSON.stringify(issued.error))
  return issued.value.secret
}
const jobs = () =>
  rows(
    `SELECT t.identifier AS job, j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id ORDER BY j.id`,
  )

describe('leaving by a mailed link', () => {
  it('withdraws and erases in one step, and tells the member and the office', async () => {
    const { roll } = stage.world
    const id = await people.free()
    const { number, familyName, givenName } = await factsOf(stage.world, id)
    const [address] = await rows(`SELECT email FROM member WHERE society_id = ${MEDICAL} AND id = ${id}`)
    const token = await linkOf(id)
    await rows('DELETE FROM graphile_worker._private_jobs')
    expect(await previewLeaving(roll, token, now())).toEqual({
      ok: true,
      value: { society: SOCIETY, member: { number, familyName, givenName, organisationName: null } },
    })
    const done = await Promise.all([leave(roll, now, token), leave(roll, now, token)])
    expect(done.filter(({ ok }) => ok).length).toBeGreaterThan(0)
    expect(await leave(roll, now, token)).toEqual({ ok: false, error: { code: 'gone' } })
    expect(
      await rows(`SELECT lifecycle, withdrawal_reason, withdrawn_on::text, withdrawal_accepted_on::text, email, account_id, erased_at FROM member
        WHERE society_id = ${MEDICAL} AND id = ${id}`),
    ).toEqual([
      {
        lifecycle: 'withdrawn',
        withdrawal_reason: 'self',
        withdrawn_on: '2026-11-23',
        withdrawal_accepted_on: '2026-11-23',
        email: null,
        account_id: null,
        erased_at: NOW,
      },
    ])
    expect(
      await rows(`SELECT actor, action, source, facts->>'reason' AS reason FROM audit_entry
        WHERE society_id = ${MEDICAL} AND member_id = ${id} ORDER BY id DESC LIMIT 2`),
    ).toEqual([
      { actor: 'meibo:member', action: 'member.erased', source: { via: 'page' }, reason: null },
      { actor: 'meibo:member', action: 'member.withdrawn', source: { via: 'page' }, reason: 'self' },
    ])
    const letter = { societyId: MEDICAL, letterId: expect.any(Number) as number }
    const told = await jobs()
    expect(told).toEqual([
      { job: 'letter.send', payload: letter },
      { job: 'leaving.tell', payload: { societyId: MEDICAL, memberId: id } },
    ])
    // The address stays for as long as the mail is on its way, and no longer.
    const key = told[0]?.['payload'] as { societyId: number; letterId: number }
    expect(await claimLetter(roll, key, now())).toMatchObject({
      kind: 'farewell',
      address: address?.['email'],
    })
    expect(await claimLetter(roll, key, now())).toBe('unknown')
    await endLetter(roll, key, 'sent', null, now())
    expect(await claimLetter(roll, key, now())).toBe(null)
    expect(
      await rows(`SELECT address, state FROM letter WHERE society_id = ${MEDICAL} AND id = ${key.letterId}`),
    ).toEqual([{ address: null, state: 'sent' }])
  })

  it.each([
    ['owes', people.owing],
    ['ask-office', people.office],
  ])('is refused with %s, and the link stays good', async (code, find) => {
    const { roll } = stage.world
    const id = await find()
    const token = await linkOf(id)
    const refused = { ok: false, error: { code, society: SOCIETY } }
    expect(await previewLeaving(roll, token, now())).toEqual(refused)
    expect(await leave(roll, now, token)).toEqual(refused)
    expect((await factsOf(stage.world, id)).lifecycle).toBe('active')
    expect(await previewLeaving(roll, token, now())).toEqual(refused)
  })

  it('is refused once the link is a day old, and with what is no link to leave', async () => {
    const { roll } = stage.world
    const id = await people.free()
    const token = await linkOf(id)
    const reset = await issueSecret(letterContext(roll, MEDICAL, now), 'reset', id)
    const gone = { ok: false, error: { code: 'gone' } }
    expect(await leave(roll, now, reset.ok ? reset.value.secret : '')).toEqual(gone)
    expect(await leave(roll, now, 'x')).toEqual(gone)
    clock += 24 * 3_600_000
    expect(await leave(roll, now, token)).toEqual(gone)
    expect((await factsOf(stage.world, id)).lifecycle).toBe('active')
  })

  it('gives up an address that mail did not reach within a week', async () => {
    const { roll } = stage.world
    await leave(roll, now, await linkOf(await people.free()))
    const waiting = `SELECT state FROM letter WHERE address IS NOT NULL`
    expect(await rows(waiting)).toHaveLength(1)
    await sweepAccounts(roll, new Date(clock + 6 * 24 * 3_600_000))
    expect(await rows(waiting)).toHaveLength(1)
    await sweepAccounts(roll, new Date(clock + 7 * 24 * 3_600_000))
    expect(await rows(waiting)).toHaveLength(0)
  })
})

describe('the public form', () => {
  const TYPED = {
    familyName: '架空',
    givenName: '花子',
    familyKana: 'かくう',
    givenKana: 'ﾊﾅｺ',
    email: 'hanako@example.com',
    phone: '03-0000-0000',
    postalCode: '1000001',
    prefecture: '東京都',
    address: '架空区1-2-3',
    affiliation: '架空大学',
    title: '',
  }
  const form = async () => {
    const found = await loadApplicationForm(stage.world.roll.read, 'demo')
    if (found === null) throw new Error('no form')
    return found
  }
  /** What a required question takes. */
  async function answered() {
    const { fields } = await form()
    const answers = fields.flatMap(({ key, control, required }) => {
      if (!required || !key.startsWith('question-')) return []
      return [[key, control.kind === 'choice' ? (control.choices[0]?.value ?? '') : '答え']]
    })
    return { ...TYPED, ...(Object.fromEntries(answers) as Record<string, string>) }
  }
  const drafts = () => rows(`SELECT id FROM application_draft WHERE society_id = ${MEDICAL} ORDER BY id`)

  it('is there only where the society has switched it on', async () => {
    const { read } = stage.world.roll
    expect(await loadApplicationForm(read, 'NOBODY')).toBe(null)
    await rows(`UPDATE society SET public_form = false WHERE society_id = ${MEDICAL}`)
    expect(await loadApplicationForm(read, 'DEMO')).toBe(null)
    await rows(`UPDATE society SET public_form = true WHERE society_id = ${MEDICAL}`)
    expect(
      (await form()).fields.slice(0, 11).map(({ key, required }) => `${key}${required ? '!' : ''}`),
    ).toEqual([
      'familyName!',
      'givenName!',
      'familyKana!',
      'givenKana!',
      'email!',
      'phone',
      'postalCode',
      'prefecture',
      'address',
      'affiliation',
      'title',
    ])
  })

  it('names everything that is wrong, and keeps nothing', async () => {
    const typed = {
      ...(await answered()),
      familyName: ' ',
      email: 'a@example.com, b@example.com',
      postalCode: '12',
    }
    const done = await keepApplication(stage.world.roll, now(), await form(), typed)
    expect(done).toEqual({
      ok: false,
      error: {
        code: 'fields-refused',
        errors: [
          { code: 'field-required', field: 'familyName' },
          { code: 'email-invalid', field: 'email' },
          { code: 'postal-code-invalid', field: 'postalCode' },
        ],
      },
    })
    expect(await drafts()).toEqual([])
  })

  it('makes an applicant once the address is confirmed, and not before', async () => {
    const { roll } = stage.world
    const members = () => rows(`SELECT count(*)::int AS n FROM member WHERE society_id = ${MEDICAL}`)
    const [before] = await members()
    expect((await keepApplication(roll, now(), await form(), await answered())).ok).toBe(true)
    expect(await members()).toEqual([before])
    const [draft] = await drafts()
    const mail = await issueConfirmation(roll, MEDICAL, Number(draft?.['id']), now())
    expect(mail).toEqual({
      address: 'hanako@example.com',
      name: { familyName: '架空', givenName: '花子' },
      society: SOCIETY,
      token: expect.any(String),
    })
    const token = mail?.token ?? ''
    expect(await findApplication(roll.read, token, now())).toEqual({ societyId: MEDICAL, society: SOCIETY })
    const done = await Promise.all([
      confirmApplication(roll, now, token),
      confirmApplication(roll, now, token),
    ])
    const [made] = done.filter(({ ok }) => ok)
    const number = made?.ok === true ? made.value.number : ''
    expect(
      await rows(
        `SELECT lifecycle, kind, family_kana, given_kana, email, postal_code, account_id FROM member WHERE society_id = ${MEDICAL} AND number = '${number}'`,
      ),
    ).toEqual([
      {
        lifecycle: 'applicant',
        kind: 'individual',
        family_kana: 'カクウ',
        given_kana: 'ハナコ',
        email: 'hanako@example.com',
        postal_code: '100-0001',
        account_id: null,
      },
    ])
    expect(await rows(`SELECT count(*)::int AS n FROM member WHERE society_id = ${MEDICAL}`)).toEqual([
      { n: Number(before?.['n']) + 1 },
    ])
    expect(await confirmApplication(roll, now, token)).toEqual({ ok: false, error: { code: 'link-gone' } })
    expect(await drafts()).toEqual([])
  })

  it('forgets an application that nobody confirms within two days', async () => {
    const { roll } = stage.world
    await keepApplication(roll, now(), await form(), await answered())
    const [draft] = await drafts()
    const mail = await issueConfirmation(roll, MEDICAL, Number(draft?.['id']), now())
    clock += 48 * 3_600_000
    expect(await confirmApplication(roll, now, mail?.token ?? '')).toEqual({
      ok: false,
      error: { code: 'link-gone' },
    })
    await sweepAccounts(roll, now())
    expect(await drafts()).toEqual([])
  })
})
