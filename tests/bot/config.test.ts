import { describe, expect, it } from 'vitest'
import { ConfigError, namesWorkspace, readConfig } from '../../src/bot/config.ts'

const SOCKET = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }
const HTTP = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
  HTTP_PORT: '3001',
}

function messageOf(environment: Record<string, string>): string {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'accepted'
}

describe('readConfig', () => {
  it('fills in what Socket Mode does not need to be told', () => {
    expect(readConfig(SOCKET)).toEqual({
      botToken: 'xoxb-1',
      connection: { mode: 'socket', appToken: 'xapp-1' },
      slackApiUrl: 'https://slack.com/api/',
      dataDirectory: 'data',
      roleUsers: new Map(),
      logLevel: 'info',
      sandbox: false,
    })
  })

  it('reads every variable', () => {
    const environment = {
      ...HTTP,
      SLACK_API_URL: 'http://127.0.0.1:9/api',
      DATABASE_URL: 'postgresql://u:p@db:5432/meibo',
      MEIBO_DATA_DIR: '/srv/meibo',
      HTTP_HOST: '0.0.0.0',
      PUBLIC_URL: 'https://meibo.example.com',
      SMTP_URL: 'smtps://u:p@mail.example.com',
      MAIL_FROM: 'office@example.com',
      MEIBO_ROLE_USERS: 'secretariat=U1,U2;officer=U3',
      LOG_LEVEL: 'warn',
      MEIBO_SANDBOX: '1',
    }
    expect(readConfig(environment)).toEqual({
      botToken: 'xoxb-1',
      connection: { mode: 'http', signingSecret: HTTP.SLACK_SIGNING_SECRET },
      slackApiUrl: 'http://127.0.0.1:9/api/',
      databaseUrl: 'postgresql://u:p@db:5432/meibo',
      dataDirectory: '/srv/meibo',
      http: { host: '0.0.0.0', port: 3001 },
      publicUrl: 'https://meibo.example.com',
      smtpUrl: 'smtps://u:p@mail.example.com',
      mailFrom: 'office@example.com',
      roleUsers: new Map([
        ['secretariat', new Set(['U1', 'U2'])],
        ['officer', new Set(['U3'])],
      ]),
      logLevel: 'warn',
      sandbox: true,
    })
  })

  it('names every wrong variable at once, what it wants and what it got, and no secret', () => {
    const environment = {
      SLACK_BOT_TOKEN: 'xoxp-very-secret',
      SLACK_SIGNING_SECRET: 'hush',
      SLACK_API_URL: 'slack.com',
      DATABASE_URL: 'mysql://root:hunter2@db/meibo',
      HTTP_PORT: '70000',
      HTTP_HOST: 'a b',
      PUBLIC_URL: 'ftp://x',
      SMTP_URL: 'mail:secret',
      MAIL_FROM: '名簿 <office@example.com>',
      MEIBO_ROLE_USERS: 'secretariat:U1',
      LOG_LEVEL: 'loud',
      MEIBO_SANDBOX: 'yes',
    }
    expect(
      messageOf(environment),
    ).toBe(`環境変数の設定に誤りがあります。 / The environment is not set up correctly.
  SLACK_BOT_TOKEN
    wants: the bot token of the Slack app, xoxb-…
    got:   a secret of 16 characters, not shown
  SLACK_SIGNING_SECRET
    wants: the signing secret of the Slack app, 32 hexadecimal digits
    got:   a secret of 4 characters, not shown
  SLACK_API_URL
    wants: an http(s) URL, as https://slack.com/api/
    got:   "slack.com"
  DATABASE_URL
    wants: a PostgreSQL URL, postgresql://user:password@host:5432/database
    got:   a secret of 29 characters, not shown
  HTTP_PORT
    wants: a port, 0 to 65535
    got:   "70000"
  HTTP_HOST
    wants: an address to listen on, 127.0.0.1 or 0.0.0.0
    got:   "a b"
  PUBLIC_URL
    wants: the http(s) URL under which members reach the bot
    got:   "ftp://x"
  SMTP_URL
    wants: a mail server, smtp://user:password@host:587
    got:   a secret of 11 characters, not shown
  MAIL_FROM
    wants: the bare address that mails come from, office@example.org
    got:   "名簿 <office@example.com>"
  MEIBO_ROLE_USERS
    wants: role=USER,USER;role=USER with Slack user ids, as secretariat=U01,U02;officer=U03
    got:   "secretariat:U1"
  LOG_LEVEL
    wants: debug, info, warn or error
    got:   "loud"
  MEIBO_SANDBOX
    wants: 1, or nothing
    got:   "yes"`)
  })

  it('asks for one way to Slack, for a port with HTTP, and for all that mail needs', () => {
    const title = '環境変数の設定に誤りがあります。 / The environment is not set up correctly.'
    expect(messageOf({})).toBe(`${title}
  SLACK_BOT_TOKEN
    wants: the bot token of the Slack app, xoxb-… (always)
    got:   nothing
  SLACK_APP_TOKEN, SLACK_SIGNING_SECRET
    wants: one of the two: SLACK_APP_TOKEN (xapp-…) for Socket Mode, SLACK_SIGNING_SECRET for HTTP
    got:   neither`)
    expect(messageOf({ ...HTTP, ...SOCKET })).toBe(`${title}
  SLACK_APP_TOKEN, SLACK_SIGNING_SECRET
    wants: one of the two: SLACK_APP_TOKEN for Socket Mode, SLACK_SIGNING_SECRET for HTTP
    got:   both`)
    expect(messageOf({ ...HTTP, HTTP_PORT: ' ' })).toBe(`${title}
  HTTP_PORT
    wants: a port, 0 to 65535 (with SLACK_SIGNING_SECRET)
    got:   nothing`)
    expect(messageOf({ ...SOCKET, SMTP_URL: 'smtp://mail.example.com' })).toBe(`${title}
  MAIL_FROM
    wants: the bare address that mails come from, office@example.org (with SMTP_URL)
    got:   nothing
  PUBLIC_URL
    wants: the http(s) URL under which members reach the bot (with SMTP_URL)
    got:   nothing`)
  })
})

describe('namesWorkspace', () => {
  it('is true for any Slack secret, so that a half-set environment is told what it lacks', () => {
    expect(
      [{}, { SLACK_BOT_TOKEN: '' }, { SLACK_APP_TOKEN: 'x' }, { SLACK_BOT_TOKEN: 'x' }].map(namesWorkspace),
    ).toEqual([false, false, true, true])
  })
})
