/**
 * `npm start` without Slack tokens: the local workspace, the demo society and the real bot in one go.
 * PORT sets the workspace's port (3000). The rest of the environment goes on to the bot.
 */
import { env } from 'node:process'
import { fileURLToPath } from 'node:url'
import { CannotOpen, launch } from './launch.ts'

function readPort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new CannotOpen(
    `PORT には 0〜65535 の整数を指定してください（今の値: ${text}）。\n` +
      `PORT must be a whole number from 0 to 65535 (it is: ${text}).`,
  )
}

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort())

try {
  process.exitCode = await launch({
    port: readPort(env['PORT'] ?? '3000'),
    env,
    root: fileURLToPath(new URL('..', import.meta.url)),
    seed: { script: 'prisma/seed/cli.ts', args: ['--if-empty'] },
    bot: 'src/bot/main.ts',
    stop: stop.signal,
    say: (text) => console.log(text),
  })
} catch (error) {
  if (!(error instanceof CannotOpen)) throw error
  console.error(error.message)
  process.exitCode = 1
}
