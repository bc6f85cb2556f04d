import { z } from 'zod'
import { isBareAddress } from './mailer.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** How Slack reaches the bot. */
export type SlackConnection =
  | { readonly mode: 'socket'; readonly appToken: string }
  | { readonly mode: 'http'; readonly signingSecret: string }

/** Everything the process is told from outside, checked. */
export interface Config {
  readonly botToken: string
  readonly connection: SlackConnection
  /** Ends in `/`. */
  readonly slackApiUrl: string
  /** Absent: the embedded PostgreSQL in `dataDirectory`. */
  readonly databaseUrl?: string
  readonly dataDirectory: string
  /** Absent: no HTTP server, and so no `/healthz`. Always there in HTTP mode; 0 takes a free port. */
  readonly http?: { readonly host: string; readonly port: number }
  readonly publicUrl?: string
  readonly smtpUrl?: string
  /** The sender of every mail. */
  readonly mailFrom?: string
  /** Role code → Slack user ids, for workspaces without user groups. */
  readonly roleUsers: ReadonlyMap<string, ReadonlySet<string>>
  readonly logLevel: LogLevel
  readonly sandbox: boolean
}

/** One variable that is wrong: what it wants and, unless it is secret, what it got. */
export interface ConfigProblem {
  readonly variable: string
  readonly wants: string
  readonly got: string
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(
      ({ variable, wants, got }) => `  ${variable}\n    wants: ${wants}\n    got:   ${got}`,
    )
    super(
      ['環境変数の設定に誤りがあります。 / The environment is not set up correctly.', ...lines].join('\n'),
    )
    this.problems = problems
  }
}

const ROLE_USERS =
  /^[a-z][a-z0-9_-]*=[UW][A-Z0-9_]+(,[UW][A-Z0-9_]+)*(;[a-z][a-z0-9_-]*=[UW][A-Z0-9_]+(,[UW][A-Z0-9_]+)*)*;?$/

interface Variable {
  readonly wants: string
  readonly accepts: z.ZodType<string>
  /** Its value is never shown. */
  readonly secret?: true
}

function url(...protocols: string[]): z.ZodType<string> {
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol))
}

const VARIABLES = {
  SLACK_BOT_TOKEN: {
    wants: 'the bot token of the Slack app, xoxb-…',
    accepts: z.string().regex(/^xoxb-\S+$/),
    secret: true,
  },
  SLACK_APP_TOKEN: {
    wants: 'the app-level token for Socket Mode, xapp-…',
    accepts: z.string().regex(/^xapp-\S+$/),
    secret: true,
  },
  SLACK_SIGNING_SECRET: {
    wants: 'the signing secret of the Slack app, 32 hexadecimal digits',
    accepts: z.string().regex(/^[0-9a-f]{32}$/),
    secret: true,
  },
  SLACK_API_URL: { wants: 'an http(s) URL, as https://slack.com/api/', accepts: url('http:', 'https:') },
  DATABASE_URL: {
    wants: 'a PostgreSQL URL, postgresql://user:password@host:5432/database',
    accepts: url('postgresql:', 'postgres:'),
    secret: true,
  },
  MEIBO_DATA_DIR: { wants: 'a folder for the embedded database', accepts: z.string() },
  HTTP_PORT: {
    wants: 'a port, 0 to 65535',
    accepts: z
      .string()
      .regex(/^\d{1,5}$/)
      .refine((text) => Number(text) <= 65_535),
  },
  HTTP_HOST: {
    wants: 'an address to listen on, 127.0.0.1 or 0.0.0.0',
    accepts: z.string().regex(/^[\w.:-]+$/),
  },
  PUBLIC_URL: { wants: 'the http(s) URL under which members reach the bot', accepts: url('http:', 'https:') },
  SMTP_URL: {
    wants: 'a mail server, smtp://user:password@host:587',
    accepts: url('smtp:', 'smtps:'),
    secret: true,
  },
  MAIL_FROM: {
    wants: 'the bare address that mails come from, office@example.org',
    accepts: z.string().refine(isBareAddress),
  },
  MEIBO_ROLE_USERS: {
    wants: 'role=USER,USER;role=USER with Slack user ids, as secretariat=U01,U02;officer=U03',
    accepts: z.string().regex(ROLE_USERS),
  },
  LOG_LEVEL: { wants: 'debug, info, warn or error', accepts: z.enum(['debug', 'info', 'warn', 'error']) },
  MEIBO_SANDBOX: { wants: '1, or nothing', accepts: z.literal('1') },
} as const satisfies Record<string, Variable>

type Name = keyof typeof VARIABLES
type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads and checks the whole environment; an empty variable counts as unset.
 *
 * @throws ConfigError with every problem at once, secrets left out
 */
export function readConfig(environment: Environment = process.env): Config {
  const problems: ConfigProblem[] = []
  const values = readValues(environment, problems)
  const need = (name: Name, when: string) =>
    problems.push({ variable: name, wants: `${VARIABLES[name].wants} (${when})`, got: 'nothing' })
  if (!isSet(environment, 'SLACK_BOT_TOKEN')) need('SLACK_BOT_TOKEN', 'always')
  const socket = isSet(environment, 'SLACK_APP_TOKEN')
  const http = isSet(environment, 'SLACK_SIGNING_SECRET')
  if (socket && http) {
    const wants = 'one of the two: SLACK_APP_TOKEN for Socket Mode, SLACK_SIGNING_SECRET for HTTP'
    problems.push({ variable: 'SLACK_APP_TOKEN, SLACK_SIGNING_SECRET', wants, got: 'both' })
  } else if (!socket && !http) {
    const wants = 'one of the two: SLACK_APP_TOKEN (xapp-…) for Socket Mode, SLACK_SIGNING_SECRET for HTTP'
    problems.push({ variable: 'SLACK_APP_TOKEN, SLACK_SIGNING_SECRET', wants, got: 'neither' })
  } else if (http && !isSet(environment, 'HTTP_PORT')) need('HTTP_PORT', 'with SLACK_SIGNING_SECRET')
  if (isSet(environment, 'SMTP_URL')) {
    for (const name of ['MAIL_FROM', 'PUBLIC_URL'] as const)
      if (!isSet(environment, name)) need(name, 'with SMTP_URL')
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return configOf(values)
}

function isSet(environment: Environment, name: Name): boolean {
  return (environment[name] ?? '').trim() !== ''
}

function readValues(environment: Environment, problems: ConfigProblem[]): Partial<Record<Name, string>> {
  const values: Partial<Record<Name, string>> = {}
  for (const name of Object.keys(VARIABLES) as Name[]) {
    if (!isSet(environment, name)) continue
    const variable: Variable = VARIABLES[name]
    const text = (environment[name] ?? '').trim()
    if (variable.accepts.safeParse(text).success) {
      values[name] = text
      continue
    }
    const got =
      variable.secret === true ? `a secret of ${text.length} characters, not shown` : JSON.stringify(text)
    problems.push({ variable: name, wants: variable.wants, got })
  }
  return values
}

function configOf(values: Partial<Record<Name, string>>): Config {
  const { SLACK_APP_TOKEN: appToken, SLACK_API_URL: api = 'https://slack.com/api/' } = values
  return {
    botToken: values.SLACK_BOT_TOKEN ?? '',
    connection:
      appToken === undefined
        ? { mode: 'http', signingSecret: values.SLACK_SIGNING_SECRET ?? '' }
        : { mode: 'socket', appToken },
    slackApiUrl: api.endsWith('/') ? api : `${api}/`,
    ...(values.DATABASE_URL === undefined ? {} : { databaseUrl: values.DATABASE_URL }),
    dataDirectory: values.MEIBO_DATA_DIR ?? 'data',
    ...(values.HTTP_PORT === undefined
      ? {}
      : { http: { host: values.HTTP_HOST ?? '127.0.0.1', port: Number(values.HTTP_PORT) } }),
    ...(values.PUBLIC_URL === undefined ? {} : { publicUrl: values.PUBLIC_URL }),
    ...(values.SMTP_URL === undefined ? {} : { smtpUrl: values.SMTP_URL }),
    ...(values.MAIL_FROM === undefined ? {} : { mailFrom: values.MAIL_FROM }),
    roleUsers: roleUsersOf(values.MEIBO_ROLE_USERS ?? ''),
    logLevel: (values.LOG_LEVEL ?? 'info') as LogLevel,
    sandbox: values.MEIBO_SANDBOX === '1',
  }
}

function roleUsersOf(text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const roles = new Map<string, Set<string>>()
  for (const part of text.split(';').filter((item) => item !== '')) {
    const [code = '', users = ''] = part.split('=')
    const known = roles.get(code) ?? new Set()
    for (const user of users.split(',')) known.add(user)
    roles.set(code, known)
  }
  return roles
}

/** Whether the environment speaks of a Slack workspace at all; without one, `npm start` opens the sandbox. */
export function namesWorkspace(environment: Environment = process.env): boolean {
  return (['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'] as const).some((name) =>
    isSet(environment, name),
  )
}
