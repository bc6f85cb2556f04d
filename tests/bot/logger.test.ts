import { LogLevel } from '@slack/bolt'
import { describe, expect, it } from 'vitest'
import { createLogger, type LogFields, type Logger } from '../../src/bot/logger.ts'
import { slackLogger } from '../../src/bot/slack/slackLogger.ts'

const SECRET = /山田|yamada|090|秘密/

/** A logger whose lines are kept. */
function kept(): { logger: Logger; lines: () => Record<string, unknown>[]; text: () => string } {
  const written: string[] = []
  const logger = createLogger('debug', { write: (line: string) => void written.push(line) })
  return {
    logger,
    lines: () => written.map((line) => ({ ...JSON.parse(line), time: 0, pid: 0 })),
    text: () => written.join(''),
  }
}

class 山田Error extends Error {
  override readonly name = '山田 太郎'
  readonly code = '山田@example.com'
  readonly meta = { target: ['山田'] }
}

describe('the logger', () => {
  it('writes ids and codes', () => {
    const { logger, lines } = kept()
    logger.info('refused', {
      kind: 'command',
      route: 'help',
      team: 'T1',
      user: 'U1',
      society: 3,
      code: 'no-role',
    })
    expect(lines()).toEqual([
      {
        level: 30,
        time: 0,
        pid: 0,
        event: 'refused',
        kind: 'command',
        route: 'help',
        team: 'T1',
        user: 'U1',
        society: 3,
        code: 'no-role',
      },
    ])
  })

  it('drops what it does not know and withholds what is no word', () => {
    const { logger, lines } = kept()
    const hostile = {
      member: { name: '山田' },
      route: '山田 太郎',
      user: { id: 'U1' },
      society: '山田',
      constructor: '山田',
    }
    logger.warn('refused', hostile as unknown as LogFields)
    expect(lines()).toEqual([
      {
        level: 40,
        time: 0,
        pid: 0,
        event: 'refused',
        route: '[withheld]',
        user: '[withheld]',
        society: null,
      },
    ])
  })

  it.each([
    ['a message', new Error('Unique constraint failed: 山田 太郎 yamada@example.com')],
    ['a message that looks like stack frames', new Error('x\n    at 山田 (file:///090-1111-2222:1:1)\n秘密')],
    ['a name and a code', new 山田Error('山田')],
    ['a cause', new Error('outer 山田', { cause: new Error('inner yamada@example.com') })],
    [
      'a message changed after the stack was taken',
      Object.assign(new Error('first 山田'), { message: 'second' }),
    ],
    ['a string thrown', '山田 太郎'],
    ['an object thrown', { message: '山田', email: 'yamada@example.com' }],
    [
      'a failed call',
      Object.assign(new Error('山田'), {
        data: { error: '山田', response_metadata: { messages: ['山田'] } },
      }),
    ],
  ])('says nothing of %s', (_what, error) => {
    const { logger, text } = kept()
    logger.error('incident', { incident: 'ABC234', err: error })
    expect(text()).toMatch(/"incident":"ABC234"/)
    expect(text()).not.toMatch(SECRET)
  })

  it('keeps the frames and the code of an error', () => {
    const { logger, lines } = kept()
    logger.error('incident', { err: Object.assign(new TypeError('山田'), { code: 'ECONNREFUSED' }) })
    const [line] = lines()
    const err = line?.['err'] as { name: string; code: string; stack: string }
    expect([err.name, err.code]).toEqual(['TypeError', 'ECONNREFUSED'])
    expect(err.stack).toMatch(/^\s+at .*logger\.test\.ts:\d+:\d+/)
  })
})

describe("Slack's loggers", () => {
  it('pass on words of ours, never theirs', () => {
    const { logger, lines, text } = kept()
    const slack = slackLogger(logger, 'bolt')
    slack.debug('Received a message on the WebSocket: {"text":"山田"}')
    slack.info('Going to establish 山田')
    slack.warn('Failed to parse and verify the request data: 山田')
    slack.error('An unhandled error occurred while Bolt processed (type: x, error: Error: 山田)')
    slack.error(new Error('山田 yamada@example.com'))
    slack.error(
      'Failed to retrieve a new WSS URL (error: WebAPIPlatformError: An API error occurred: invalid_auth)',
    )
    slack.error('山田 is new to us')
    expect(text()).not.toMatch(SECRET)
    expect(lines().map(({ level, event, code, source }) => [level, event, code, source])).toEqual([
      [40, 'slack.request-refused', undefined, 'bolt'],
      [50, 'slack.failed', undefined, 'bolt'],
      [50, 'slack-sdk.other', undefined, 'bolt'],
      [50, 'slack.connection-refused', 'invalid_auth', 'bolt'],
      [50, 'slack-sdk.other', undefined, 'bolt'],
    ])
    expect(slack.getLevel()).toBe(LogLevel.INFO)
  })
})
