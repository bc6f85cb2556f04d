import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { screensOf } from '../../src/bot/answer/screens.ts'
import type { Bot } from '../../src/bot/bot.ts'
import type { DomainError } from '../../src/domain/core/errors.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import { deliver, type FakeSlack, fakeSlack, signed, TEAM } from './fakeSlack.ts'
import { PAYLOADS, type PayloadKind } from './payloads.ts'
import { type Done, testBot, testRoutes } from './shell.ts'
import { addSociety } from './society.ts'

const done: Done = []
let slack: FakeSlack
let db: TestDatabase
let bot: Bot
let port = 0
let log: string[] = []
let sent = 0

beforeAll(async () => {
  slack = await fakeSlack()
  db = await testDatabase()
  await addSociety(db.pool, { id: 1, code: 'DEMO', teamId: TEAM })
  ;({ bot, port, log } = await testBot(slack, db.url, testRoutes(done)))
})
afterAll(async () => {
  await bot.stop()
  await db.drop()
  await slack.stop()
})
beforeEach(() => {
  slack.heard.length = 0
  done.length = 0
  log.length = 0
})

/** Blocks arrive as JSON in a form by the Web API, as they are by a response_url. */
const asSent = (blocks: unknown) => (typeof blocks === 'string' ? JSON.parse(blocks) : blocks)
const shown = ({ blocks }: { blocks: unknown }) => ({ ack: '', told: [blocks] })

/** What the user gets: the ack's body, and what was posted to them afterwards. */
async function outcome(payload: object, told: number): Promise<{ ack: unknown; told: unknown[] }> {
  sent += 1
  // Each request its own second, as two equal ones within one second would be one replayed.
  const { body } = await deliver(port, signed(payload, Math.floor(Date.now() / 1000) - 200 + sent))
  const posts = () =>
    slack.heard.filter(({ method }) => ['reply', 'chat.postMessage', 'views.publish'].includes(method))
  await expect.poll(() => posts().length).toBe(told)
  return {
    ack: body === '' ? '' : JSON.parse(body),
    told: posts().map(({ args }) => asSent(args['blocks'] ?? args['view'])),
  }
}

const from = (user: string, rest: { team?: string; userTeam?: string } = {}) => ({
  user,
  responseUrl: `${slack.url}/reply`,
  ...rest,
})

const JA = screensOf('ja')
const EN = screensOf('en')
const GUEST: DomainError = { code: 'guest' }
const FORBIDDEN: DomainError = { code: 'forbidden', permission: 'settings' }
const NO_ROLE: DomainError = { code: 'no-role', contacts: ['U_SECRETARIAT', 'U_BOTH'] }

const DENIED: Readonly<Record<string, readonly [who: () => ReturnType<typeof from>, error: DomainError]>> = {
  'no role': [() => from('U_NOBODY'), NO_ROLE],
  'a group that was disabled': [() => from('U_FORMER'), NO_ROLE],
  'roles kept apart': [
    () => from('U_BOTH'),
    { code: 'role-conflict', roles: ['secretariat', 'officer'], article: '第12条' },
  ],
  guest: [() => from('U_GUEST'), GUEST],
  'single-channel guest': [() => from('U_SINGLE'), GUEST],
  stranger: [() => from('U_STRANGER'), GUEST],
  deactivated: [() => from('U_GONE'), GUEST],
  bot: [() => from('U_BOT'), GUEST],
  'another workspace': [() => from('U_OFFICER', { team: 'T_OTHER' }), GUEST],
  'user of another workspace': [() => from('U_OFFICER', { userTeam: 'T_OTHER' }), GUEST],
}

const says = (sentence: string) => JA.sentenceMessage(sentence).blocks

const KINDS = Object.keys(PAYLOADS) as PayloadKind[]
const CASES = Object.keys(DENIED).flatMap((who) => KINDS.map((kind) => [who, kind] as const))
/** Commands and events name no workspace of the user's own. */
const POSSIBLE = CASES.filter(
  ([who, kind]) => who !== 'user of another workspace' || (kind !== 'command' && kind !== 'home'),
)

describe('the guard', () => {
  it.each(POSSIBLE)('refuses %s by %s', async (who, kind) => {
    const [caller, error] = DENIED[who] ?? [() => from(''), GUEST]
    const inAck = kind === 'submission' || kind === 'options'
    const result = await outcome(PAYLOADS[kind](caller()), inAck ? 0 : 1)
    const denials: Partial<Record<PayloadKind, typeof result>> = {
      submission: { ack: { response_action: 'update', view: JA.errorView(error) }, told: [] },
      options: { ack: { options: [] }, told: [] },
      home: { ack: '', told: [JA.errorHome(error)] },
    }
    expect(result).toEqual(denials[kind] ?? shown(JA.errorMessage(error)))
    expect(JSON.parse(log[0] ?? '')).toMatchObject({ event: 'refused', code: error.code })
    expect(done).toEqual([])
  })

  it.each([
    ['command', '', [says('実行 山田')], 'command 1 U_OFFICER'],
    ['action', '', [says('押した')], 'action 1 U_OFFICER'],
    ['submission', '', [], 'submission 山田 1 U_OFFICER'],
    ['closed', '', [], 'closed 1 U_OFFICER'],
    [
      'options',
      { options: [{ text: { type: 'plain_text', text: 'や' }, value: 'や' }] },
      [],
      'options 1 U_OFFICER',
    ],
    ['shortcut', '', [says('近道')], 'shortcut 1 U_OFFICER'],
    ['home', '', [{ type: 'home', blocks: [] }], 'home 1 U_OFFICER'],
  ] as const)('lets an officer through by %s', async (kind, ack, told, noted) => {
    expect(await outcome(PAYLOADS[kind](from('U_OFFICER')), told.length)).toEqual({ ack, told })
    await expect.poll(() => done).toEqual([noted])
  })

  it('asks for the permission of the route', async () => {
    expect(await outcome(PAYLOADS.command(from('U_OFFICER'), '設定'), 1)).toEqual(
      shown(JA.errorMessage(FORBIDDEN)),
    )
    expect(await outcome(PAYLOADS.command(from('U_ENGLISH'), 'settings'), 2)).toEqual({
      ack: '',
      told: [JA.errorMessage(FORBIDDEN).blocks, EN.errorMessage(FORBIDDEN).blocks],
    })
    expect(done).toEqual([])
  })

  it('answers an unknown button and an unknown form with a sentence', async () => {
    const button = {
      ...PAYLOADS.action(from('U_OFFICER')),
      actions: [{ type: 'button', action_id: 'old', value: '1' }],
    }
    expect(await outcome(button, 1)).toEqual({ ack: '', told: [says(JA.unknown())] })
    const submission = PAYLOADS.submission(from('U_OFFICER'))
    const old = { ...submission, view: { ...submission.view, callback_id: 'old' } }
    expect(await outcome(old, 1)).toEqual({
      ack: { response_action: 'update', view: JA.sentenceView(JA.unknown()) },
      told: [says(JA.unknown())],
    })
  })

  it('takes no event that is not on its list', async () => {
    const message = {
      ...PAYLOADS.home(from('U_OFFICER')),
      event: { type: 'message', user: 'U_OFFICER', text: 'hi' },
    }
    expect(await outcome(message, 0)).toEqual({ ack: '', told: [] })
    expect(done).toEqual([])
  })

  it('handles an event once, however often it comes', async () => {
    const home = PAYLOADS.home(from('U_OFFICER'))
    await outcome(home, 1)
    await outcome(home, 1)
    await expect.poll(() => log.filter((line) => line.includes('request.replayed')).length).toBe(1)
    expect(done).toEqual(['home 1 U_OFFICER'])
  })

  it('refuses a society of which the workspace knows nothing', async () => {
    const forged = {
      ...PAYLOADS.action(from('U_OFFICER')),
      actions: [{ type: 'button', action_id: 'press', value: '9.120' }],
    }
    expect(await outcome(forged, 1)).toEqual(shown(JA.errorMessage({ code: 'no-society' })))
  })

  it('shows a field error under its block, and keeps the form', async () => {
    const submission = PAYLOADS.submission(from('U_OFFICER'))
    const values = { 'family#1': { a: { type: 'plain_text_input', value: '山田山田山田' } } }
    const long = { ...submission, view: { ...submission.view, state: { values } } }
    expect(await outcome(long, 0)).toEqual({
      ack: { response_action: 'errors', errors: { 'family#1': '5文字以内でご入力ください。' } },
      told: [],
    })
  })

  it('fails closed when Slack does not say who asks', async () => {
    slack.answer('users.info', { body: { ok: false, error: 'fatal_error' } })
    const { told } = await outcome(PAYLOADS.command(from('U_UNSEEN')), 1)
    slack.answer('users.info', { body: { ok: true, user: { id: 'U_OFFICER', team_id: TEAM } } })
    const incident = String(JSON.parse(log.find((line) => line.includes('"incident"')) ?? '{}').incident)
    expect(incident).toMatch(/^[2-9A-Z]{6}$/)
    expect(told).toEqual([says(JA.incident(incident))])
    expect(done).toEqual([])
  })
})

describe('a signed request', () => {
  it('is taken once', async () => {
    const request = signed(PAYLOADS.command(from('U_OFFICER'), '実行 一度'))
    expect(await deliver(port, request)).toEqual({ status: 200, body: '' })
    expect(await deliver(port, request)).toEqual({ status: 401, body: '' })
    await expect.poll(() => done).toEqual(['command 1 U_OFFICER'])
  })

  it('is taken once by all processes together', async () => {
    const request = signed(PAYLOADS.command(from('U_OFFICER'), '実行 二箇所'))
    const other = await testBot(slack, db.url, testRoutes(done))
    expect(await deliver(port, request)).toEqual({ status: 200, body: '' })
    await expect.poll(() => done).toEqual(['command 1 U_OFFICER'])
    expect(await deliver(other.port, request)).toEqual({ status: 200, body: '' })
    await expect.poll(() => other.log.filter((line) => line.includes('request.replayed')).length).toBe(1)
    await other.bot.stop()
    expect(done).toEqual(['command 1 U_OFFICER'])
  })

  it('is refused with a timestamp from the future or the past, or a wrong signature', async () => {
    const payload = PAYLOADS.command(from('U_OFFICER'), '実行 未来')
    const now = Math.floor(Date.now() / 1000)
    const wrong = signed(payload)
    wrong.headers['x-slack-signature'] = `v0=${'0'.repeat(64)}`
    for (const request of [signed(payload, now + 3600), signed(payload, now - 3600), wrong])
      expect(await deliver(port, request)).toEqual({ status: 401, body: '' })
    expect(done).toEqual([])
  })
})
