import { z } from 'zod'
import {
  action,
  closed,
  command,
  event,
  options,
  type Route,
  shortcut,
  submission,
} from '../../src/bot/answer/route.ts'
import { RouteTable } from '../../src/bot/answer/routeTable.ts'
import { screensOf } from '../../src/bot/answer/screens.ts'
import { type Bot, startBot } from '../../src/bot/bot.ts'
import type { Config } from '../../src/bot/config.ts'
import { createLogger } from '../../src/bot/logger.ts'
import { ok } from '../../src/domain/core/result.ts'
import { type FakeSlack, SIGNING_SECRET } from './fakeSlack.ts'

/** What the test routes did, as `route society user`. */
export type Done = string[]

const raw = z.object({ value: z.string(), metadata: z.string(), fields: z.record(z.string(), z.unknown()) })
const form = raw.extend({ fields: z.object({ family: z.string().max(5) }) })

/** One route of each kind, that writes down who got through. */
export function testRoutes(done: Done, work: () => Promise<void> = async () => {}): RouteTable {
  const screens = screensOf('ja')
  const say = (sentence: string) => screens.sentenceMessage(sentence)
  const note = async (id: string, { societyId, userId }: { societyId: number; userId: string }) => {
    await work()
    done.push(`${id} ${societyId} ${userId}`)
  }
  const routes: Route[] = [
    command({
      id: 'run',
      verbs: { ja: ['実行'], en: ['run'] },
      permission: 'member.read',
      parse: (rest) => ok(rest),
      handle: async ({ context }, rest) => {
        await note('command', context.actor)
        return ok({ kind: 'message', message: say(`実行 ${rest}`) })
      },
    }),
    command({
      id: 'settings',
      verbs: { ja: ['設定'], en: ['settings'] },
      permission: 'settings',
      parse: ok,
      handle: async ({ context }) => {
        await note('settings', context.actor)
        return ok({ kind: 'none' })
      },
    }),
    action({
      id: 'press',
      permission: 'member.read',
      input: raw,
      handle: async ({ context }) => {
        await note('action', context.actor)
        return ok({ kind: 'message', message: say('押した') })
      },
    }),
    submission({
      id: 'form',
      permission: 'member.read',
      input: form,
      handle: async ({ context }, { fields }) => {
        await note(`submission ${fields.family}`, context.actor)
        return ok({ kind: 'close' })
      },
    }),
    closed({
      id: 'form',
      permission: 'member.read',
      input: raw,
      handle: async ({ context }) => {
        await note('closed', context.actor)
        return ok({ kind: 'none' })
      },
    }),
    options({
      id: 'pick',
      permission: 'member.read',
      input: raw,
      handle: async ({ context }, { value }) => {
        await note('options', context.actor)
        return ok({ kind: 'options', options: [{ text: { type: 'plain_text', text: value }, value }] })
      },
    }),
    shortcut({
      id: 'shortcut',
      permission: 'member.read',
      handle: async ({ context }) => {
        await note('shortcut', context.actor)
        return ok({ kind: 'message', message: say('近道') })
      },
    }),
    event({
      id: 'app_home_opened',
      permission: 'member.read',
      handle: async ({ context }) => {
        await note('home', context.actor)
        return ok({ kind: 'home', view: { type: 'home', blocks: [] } })
      },
    }),
  ]
  return new RouteTable(routes, { menu: 'run', show: 'run', search: 'run' })
}

/** A whole bot in HTTP mode on a free port, with its log lines kept. */
export async function testBot(
  slack: FakeSlack,
  databaseUrl: string,
  routes: RouteTable,
): Promise<{ bot: Bot; port: number; log: string[] }> {
  const log: string[] = []
  const config: Config = {
    botToken: 'xoxb-test',
    connection: { mode: 'http', signingSecret: SIGNING_SECRET },
    slackApiUrl: slack.apiUrl,
    databaseUrl,
    dataDirectory: 'unused',
    http: { host: '127.0.0.1', port: 0 },
    roleUsers: new Map(),
    logLevel: 'info',
    sandbox: false,
  }
  const logger = createLogger('info', { write: (line: string) => void log.push(line) })
  const bot = await startBot(config, { logger, routes })
  return { bot, port: bot.port ?? 0, log }
}
