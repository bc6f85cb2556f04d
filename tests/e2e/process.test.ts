import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { findProcess } from '../../src/database/processes.ts'
import { type PersonState, until } from '../sandbox/script.ts'
import { wordsOf } from './workspace.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'meibo-start-'))
const started: ChildProcess[] = []
afterAll(() => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

interface Running {
  readonly child: ChildProcess
  /** All that it has said so far, on both streams. */
  said(): string
  readonly ended: Promise<number | null>
}

/** What `npm start` runs, with an environment that names no Slack workspace unless `env` does. */
function start(env: Record<string, string>): Running {
  const clean = Object.entries(process.env).filter(
    ([name]) => !/^(SLACK_|DATABASE_URL|MEIBO_|HTTP_|VITEST)/u.test(name),
  )
  const child = spawn(process.execPath, ['--import', 'tsx', 'start.ts'], {
    cwd: ROOT,
    env: { ...Object.fromEntries(clean), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
    })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return { child, said: () => text, ended }
}

/** Those of the processes that still run; one that only waits to be collected by its parent does not. */
async function living(pids: readonly number[]): Promise<number[]> {
  const found = await Promise.all(pids.map((pid) => findProcess(pid)))
  return pids.filter((_, index) => found[index] !== undefined)
}

describe('npm start', { timeout: 60_000 }, () => {
  it('opens the workspace, answers, keeps a second one from its data, and leaves nothing behind', async () => {
    const directory = join(folder, 'data')
    const first = start({ PORT: '0', MEIBO_DATA_DIR: directory })
    const url = await until(() => /http:\/\/127\.0\.0\.1:\d+(?=\/\?user=U_OFFICER)/u.exec(first.said())?.[0])
    expect(first.said()).toContain('Meibo の練習用ワークスペースの準備ができました。')
    expect(first.said()).toContain('終了するには Ctrl-C を押してください。')

    const body = JSON.stringify({ user: 'U_OFFICER', channel: 'C_GENERAL', text: '/member 検索 髙橋' })
    const headers = { 'Content-Type': 'application/json' }
    const answer = await fetch(`${url}/sandbox/command`, { method: 'POST', headers, body })
    expect(await answer.json()).toEqual({ ok: true, ack: null, error: null })
    const answered = await until(async () => {
      const state = (await (await fetch(`${url}/sandbox/state?user=U_OFFICER`)).json()) as PersonState
      return state.channels.find(({ id }) => id === 'C_GENERAL')?.messages.at(-1)
    })
    expect(wordsOf(answered['blocks'])).toMatch(/検索結果[\s\S]*髙橋 健一/u)

    const second = start({ PORT: '0', MEIBO_DATA_DIR: directory })
    expect(await second.ended).toBe(1)
    const refusal = /is in use by process (\d+)\. Only one Meibo may run on a data directory/u.exec(
      second.said(),
    )
    expect(refusal).not.toBeNull()

    const server = readFileSync(join(directory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]
    const processes = [Number(refusal?.[1]), Number(server)]
    expect(await living(processes)).toEqual(processes)
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(await living(processes)).toEqual([])
  })

  it.each([
    [
      { SLACK_BOT_TOKEN: 'x' },
      ['SLACK_BOT_TOKEN', 'xoxb-…', 'a secret of 1 characters, not shown', 'SLACK_APP_TOKEN'],
    ],
    [
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', HTTP_PORT: '99999' },
      ['HTTP_PORT', 'a port, 0 to 65535', '"99999"'],
    ],
    [
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', DATABASE_URL: 'mysql://a' },
      ['DATABASE_URL', 'postgresql://user:password@host:5432/database'],
    ],
  ])('refuses the environment %j: which variable, what is expected', async (env, words) => {
    const refused = start({ MEIBO_DATA_DIR: join(folder, 'never'), ...env })
    expect(await refused.ended).toBe(2)
    for (const word of words) expect(refused.said()).toContain(word)
    expect(refused.said()).not.toContain('xoxb-1')
  })
})
