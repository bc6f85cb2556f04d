/** A process that hears commands by Bolt's HTTP receiver: the whole bot, or a bare listener. Tells its port over IPC. */
import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver } from '@slack/bolt'
import { startBot } from '../src/bot/bot.ts'

const [kind = '', signingSecret = '', slackApiUrl = '', databaseUrl = ''] = process.argv.slice(2)

async function bot(): Promise<number> {
  const { port = 0 } = await startBot({
    botToken: 'xoxb-bench',
    connection: { mode: 'http', signingSecret },
    slackApiUrl,
    databaseUrl,
    dataDirectory: 'unused',
    http: { host: '127.0.0.1', port: 0 },
    roleUsers: new Map(),
    logLevel: 'error',
    sandbox: false,
  })
  return port
}

async function bare(): Promise<number> {
  const receiver = new HTTPReceiver({ signingSecret })
  const app = new App({ receiver, authorize: async () => ({ botId: 'B_BENCH', botUserId: 'U_BENCH' }) })
  app.command('/member', async ({ ack }) => {
    await ack()
  })
  const server = await receiver.start({ host: '127.0.0.1', port: 0 } as never)
  return (server.address() as AddressInfo).port
}

process.send?.(await (kind === 'bot' ? bot() : bare()))
