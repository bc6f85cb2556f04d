import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import type { Child } from './children.ts'
import { startChild } from './children.ts'
import { personas } from './personas.ts'
import type { Sandbox } from './start.ts'
import { startSandbox } from './start.ts'

export interface LaunchOptions {
  port: number
  /** Goes on to both children, with the workspace's tokens and addresses added. */
  env: NodeJS.ProcessEnv
  /** Where the scripts' paths start. */
  root: string
  /** Fills the database where it is empty, and ends. */
  seed: { script: string; args: string[] }
  /** The bot; runs until it is stopped. */
  bot: string
  /** Aborted when the user wants to end. */
  stop: AbortSignal
  say: (text: string) => void
}

/** The workspace could not be opened; the message is a sentence for the user. */
export class CannotOpen extends Error {}

async function openWorkspace(port: number): Promise<Sandbox> {
  try {
    return await startSandbox({ port })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new CannotOpen(
      `ポート ${port} は使用中です。PORT=${port + 1} npm start のように、別の番号で起動してください。\n` +
        `Port ${port} is taken. Start with another one, such as PORT=${port + 1} npm start.`,
    )
  }
}

/** The next port, where nobody has it, else any free one; the bot serves its public pages there. */
async function freePort(wanted: number): Promise<number> {
  for (const port of [wanted, 0]) {
    const probe = createServer()
    probe.listen(port, '127.0.0.1')
    try {
      await once(probe, 'listening')
    } catch {
      continue
    }
    const found = (probe.address() as AddressInfo).port
    probe.close()
    await once(probe, 'close')
    return found
  }
  return 0
}

function welcome({ url }: Sandbox, publicUrl: string): string {
  const lines = personas().map(({ id, real_name, title }): [string, string] => [
    `${url}/?user=${id}`,
    `${real_name}（${title}）`,
  ])
  const width = Math.max(...lines.map(([address]) => address.length)) + 2
  return [
    '',
    'Meibo の練習用ワークスペースの準備ができました。 The local workspace is ready.',
    '',
    ...lines.map(([address, name]) => `  ${address.padEnd(width)}${name}`),
    '',
    `会員のログインページ The members’ login page: ${publicUrl}/login`,
    '',
    '終了するには Ctrl-C を押してください。 Press Ctrl-C to stop.',
    '',
  ].join('\n')
}

const botEnv = (env: NodeJS.ProcessEnv, sandbox: Sandbox, pages: number): NodeJS.ProcessEnv => ({
  ...env,
  SLACK_APP_TOKEN: sandbox.appToken,
  SLACK_BOT_TOKEN: sandbox.botToken,
  SLACK_API_URL: sandbox.apiUrl,
  SMTP_URL: `smtp://${sandbox.smtp.host}:${sandbox.smtp.port}`,
  MAIL_FROM: 'meibo@example.com',
  HTTP_PORT: String(pages),
  PUBLIC_URL: `http://127.0.0.1:${pages}`,
  MEIBO_SANDBOX: '1',
})

/** Waits for the child's end, or for the wish to end, which stops it. Gives its exit code, 0 where it was stopped. */
async function runChild(child: Child, stop: AbortSignal): Promise<number> {
  const wish = new Promise<void>((resolve) => {
    if (stop.aborted) resolve()
    stop.addEventListener('abort', () => resolve(), { once: true })
  })
  await Promise.race([child.ended, wish])
  if (!stop.aborted) return child.ended
  await child.stop()
  return 0
}

/**
 * Opens the workspace, fills the database, runs the bot, and says the addresses once the bot has connected.
 * @returns the exit code: the bot's or the seed's own where they end by themselves, 0 where the user ended it.
 * @throws CannotOpen where the port is taken.
 */
export async function launch(options: LaunchOptions): Promise<number> {
  const { root, seed, bot, stop, say } = options
  const sandbox = await openWorkspace(options.port)
  const pages = await freePort(Number(new URL(sandbox.url).port) + 1)
  const env = botEnv(options.env, sandbox, pages)
  try {
    const seeded = await runChild(startChild(seed.script, seed.args, env, root), stop)
    if (stop.aborted) return 0
    if (seeded !== 0) {
      say(`デモ用データを用意できませんでした（終了コード ${seeded}）。 The demo data could not be prepared.`)
      return seeded
    }
    const child = startChild(bot, [], env, root)
    sandbox.onClock((offsetMs) => child.tell({ clock: offsetMs }))
    void sandbox.whenConnected().then(() => say(welcome(sandbox, env['PUBLIC_URL'] ?? '')))
    const code = await runChild(child, stop)
    if (!stop.aborted)
      say(`ボットが終了しました（終了コード ${code}）。 The bot has ended (exit code ${code}).`)
    return code
  } finally {
    await sandbox.stop()
  }
}
