import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CannotOpen, launch } from '../../sandbox/launch.ts'
import { until } from './script.ts'

const folder = mkdtempSync(join(tmpdir(), 'meibo-launch-'))
const notes = join(folder, 'notes')
afterAll(() => rmSync(folder, { recursive: true }))

let said: string[] = []
let stop = new AbortController()
beforeEach(() => {
  said = []
  stop = new AbortController()
  rmSync(notes, { force: true })
})

const start = (env: Record<string, string> = {}, port = 0) =>
  launch({
    port,
    env: { ...process.env, NOTES: notes, ...env },
    root: fileURLToPath(new URL('../../', import.meta.url)),
    seed: { script: fileURLToPath(new URL('./fixtures/seed.ts', import.meta.url)), args: ['--if-empty'] },
    bot: fileURLToPath(new URL('./fixtures/bot.ts', import.meta.url)),
    stop: stop.signal,
    say: (text) => said.push(text),
  })
const noted = () => readFileSync(notes, 'utf8').trim().split('\n')

describe('launch', () => {
  it('seeds, runs the bot, says the addresses, hands on the clock, and stops the bot first', async () => {
    const ended = start()
    const text = await until(() => said[0])
    const pages = /http:\/\/127\.0\.0\.1:\d+(?=\/login)/u
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0]
    expect(text.replace(pages, 'PAGES').replaceAll(String(url), '')).toBe(
      [
        '',
        'Meibo の練習用ワークスペースの準備ができました。 The local workspace is ready.',
        '',
        '  /?user=U_SECRETARIAT   事務局 担当A（事務局）',
        '  /?user=U_SECRETARIAT2  事務局 担当B（事務局）',
        '  /?user=U_OFFICER       幹事 担当C（幹事）',
        '  /?user=U_TREASURER     会計 担当D（会計）',
        '  /?user=U_TREASURER2    会計 担当E（会計）',
        '  /?user=U_NOROLE        委員 F（役割なし）',
        '  /?user=U_GUEST         ゲスト G（外部の協力者）',
        '  /?user=U_ENGLISH       Officer H（Officer (English)）',
        '',
        '会員のログインページ The members’ login page: PAGES/login',
        '',
        '終了するには Ctrl-C を押してください。 Press Ctrl-C to stop.',
        '',
      ].join('\n'),
    )
    await until(() => noted().length === 2)
    const moved = await fetch(`${url}/sandbox/clock`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ advance_ms: 86_400_000 }),
    })
    expect(moved.status).toBe(200)
    await until(() => noted().length === 3)
    stop.abort()
    expect(await ended).toBe(0)
    expect(noted()).toEqual(['seed --if-empty', 'smtp://127.0.0.1:PORT 1', '{"clock":86400000}', 'SIGTERM'])
  })

  it("ends with the bot's code where the bot ends", async () => {
    expect(await start({ BOT_EXIT: '7' })).toBe(7)
    expect(said).toEqual(['ボットが終了しました（終了コード 7）。 The bot has ended (exit code 7).'])
  })

  it('does not start the bot where the data can not be prepared', async () => {
    expect(await start({ SEED_EXIT: '3' })).toBe(3)
    expect(said).toEqual([
      'デモ用データを用意できませんでした（終了コード 3）。 The demo data could not be prepared.',
    ])
  })

  describe('on a taken port', () => {
    const taken = createServer()
    beforeAll(() => new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve)))
    afterAll(() => new Promise((resolve) => taken.close(resolve)))

    it('says which one to try', async () => {
      const { port } = taken.address() as AddressInfo
      await expect(start({}, port)).rejects.toThrow(
        new CannotOpen(
          `ポート ${port} は使用中です。PORT=${port + 1} npm start のように、別の番号で起動してください。\n` +
            `Port ${port} is taken. Start with another one, such as PORT=${port + 1} npm start.`,
        ),
      )
    })
  })
})
