import { WebClient } from '@slack/web-api'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLogger } from '../../src/bot/logger.ts'
import { type Freshness, UserGroups } from '../../src/bot/slack/groups.ts'
import { slackLogger } from '../../src/bot/slack/slackLogger.ts'
import type { RoleFacts } from '../../src/domain/society/access.ts'
import { type FakeSlack, fakeSlack, GROUPS } from './fakeSlack.ts'

const SILENT = createLogger('error', { write: () => {} })
const LIST = 'usergroups.list'
const RATE_LIMITED = {
  status: 429,
  headers: { 'retry-after': '30' },
  body: { ok: false, error: 'ratelimited' },
}
const BROKEN = { status: 500, body: {} }

let slack: FakeSlack
let now = 0
let groups: UserGroups

beforeAll(async () => {
  slack = await fakeSlack()
})
afterAll(() => slack.stop())
beforeEach(() => {
  now = 1_000_000
  slack.heard.length = 0
  slack.answer(LIST, { body: { ok: true, usergroups: GROUPS } })
  const client = new WebClient('xoxb-1', {
    slackApiUrl: slack.apiUrl,
    logger: slackLogger(SILENT, 'client'),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  })
  const configured = new Map([['officer', new Set(['U_LISTED'])]])
  groups = new UserGroups(client, configured, () => now, SILENT)
})

function role(code: string): RoleFacts {
  return { code, builtIn: true, groupId: `S_${code.toUpperCase()}`, permissions: [] }
}

async function isOfficer(userId: string, freshness: Freshness = 'cached'): Promise<boolean | string> {
  try {
    return (await groups.membership(freshness)).has(role('officer'), userId)
  } catch (error) {
    return (error as Error).name
  }
}

const asked = () => slack.calls(LIST).length

describe('UserGroups', () => {
  it('asks once for all that wait, with the users included', async () => {
    await Promise.all([isOfficer('U_OFFICER'), isOfficer('U_OFFICER', 'dialog'), isOfficer('U_NOBODY')])
    expect(slack.calls(LIST)).toEqual(
      [{ method: LIST, args: { include_users: 'true', token: undefined } }].map(() =>
        expect.objectContaining({ method: LIST, args: expect.objectContaining({ include_users: 'true' }) }),
      ),
    )
  })

  it('answers from what it knows for five minutes; a dialog for ten seconds, a submission for a minute', async () => {
    const counts: [number, Freshness, number][] = []
    for (const [at, freshness] of [
      [0, 'cached'],
      [10_000, 'dialog'],
      [10_001, 'dialog'],
      [20_000, 'dialog'],
      [70_001, 'submission'],
      [70_002, 'submission'],
      [370_001, 'cached'],
      [370_002, 'cached'],
    ] as const) {
      now = 1_000_000 + at
      await isOfficer('U_OFFICER', freshness)
      counts.push([at, freshness, asked()])
    }
    expect(counts).toEqual([
      [0, 'cached', 1],
      [10_000, 'dialog', 1],
      [10_001, 'dialog', 2],
      [20_000, 'dialog', 2],
      [70_001, 'submission', 2],
      [70_002, 'submission', 3],
      [370_001, 'cached', 3],
      [370_002, 'cached', 3],
    ])
    now = 1_000_000 + 370_003
    await isOfficer('U_OFFICER')
    expect(asked()).toBe(4)
  })

  it('counts a disabled group as empty', async () => {
    const membership = await groups.membership('cached')
    expect(membership.has(role('treasurer'), 'U_FORMER')).toBe(false)
    expect(membership.members(role('secretariat'))).toEqual(['U_SECRETARIAT', 'U_BOTH'])
    expect(membership.has({ ...role('officer'), groupId: null }, 'U_OFFICER')).toBe(false)
  })

  it('lives on what is five minutes old under a rate limit, and asks again ten seconds later at the earliest', async () => {
    expect(await isOfficer('U_OFFICER')).toBe(true)
    slack.answer(LIST, RATE_LIMITED)
    now += 100_000
    expect(await isOfficer('U_OFFICER', 'dialog')).toBe(true)
    now += 9000
    expect(await isOfficer('U_OFFICER', 'dialog')).toBe(true)
    expect(asked()).toBe(2)
    now += 191_000
    expect(await isOfficer('U_OFFICER', 'dialog')).toBe(true)
    expect(asked()).toBe(3)
    now += 10_001
    expect(await isOfficer('U_OFFICER', 'dialog')).toBe('WebAPIRateLimitedError')
  })

  it('lives on what is a minute old when Slack fails in another way, and on nothing at first', async () => {
    slack.answer(LIST, BROKEN)
    expect(await isOfficer('U_OFFICER')).toBe('WebAPIHTTPError')
    slack.answer(LIST, { body: { ok: true, usergroups: GROUPS } })
    expect(await isOfficer('U_OFFICER')).toBe(true)
    slack.answer(LIST, BROKEN)
    now += 60_000
    expect(await isOfficer('U_OFFICER', 'dialog')).toBe(true)
    now += 10_001
    expect(await isOfficer('U_OFFICER', 'dialog')).toBe('WebAPIHTTPError')
  })

  it('uses the configured list on a plan without user groups', async () => {
    slack.answer(LIST, { body: { ok: false, error: 'plan_upgrade_required' } })
    expect([await isOfficer('U_LISTED'), await isOfficer('U_OFFICER')]).toEqual([true, false])
    expect(asked()).toBe(1)
  })

  it('does not use the configured list for any other refusal', async () => {
    slack.answer(LIST, { body: { ok: false, error: 'missing_scope' } })
    expect(await isOfficer('U_LISTED')).toBe('WebAPIPlatformError')
  })

  it('follows the events', async () => {
    await isOfficer('U_OFFICER')
    groups.membersChanged('S_OFFICER', ['U_NEW'], ['U_OFFICER'])
    expect([await isOfficer('U_NEW'), await isOfficer('U_OFFICER')]).toEqual([true, false])
    groups.updated({ id: 'S_OFFICER', users: ['U_OFFICER'], date_delete: 0 })
    expect([await isOfficer('U_NEW'), await isOfficer('U_OFFICER')]).toEqual([false, true])
    groups.updated({ id: 'S_OFFICER', users: ['U_OFFICER'], date_delete: 5 })
    expect(await isOfficer('U_OFFICER')).toBe(false)
    expect(asked()).toBe(1)
  })

  it('asks anew when an event names more users than it can carry', async () => {
    await isOfficer('U_OFFICER')
    groups.updated({ id: 'S_OFFICER', users: Array.from({ length: 500 }, (_, n) => `U${n}`), date_delete: 0 })
    expect(await isOfficer('U_OFFICER')).toBe(true)
    expect(asked()).toBe(2)
  })

  it('lets an event win over an answer that was already on its way', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    slack.answer(LIST, async () => {
      await held
      return { body: { ok: true, usergroups: GROUPS } }
    })
    const answer = isOfficer('U_OFFICER')
    await expect.poll(asked).toBe(1)
    groups.membersChanged('S_OFFICER', [], ['U_OFFICER'])
    release()
    expect(await answer).toBe(false)
  })
})
