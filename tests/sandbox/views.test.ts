import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../sandbox/start.ts'
import { startSandbox } from '../../sandbox/start.ts'
import * as b from './blocks.ts'
import type { BoltApp } from './bolt.ts'
import { socketApp } from './bolt.ts'
import type { Json } from './script.ts'
import { plain, script } from './script.ts'

const user = 'U_OFFICER'
const details = b.modal({ callback_id: 'details' })

let sandbox: Sandbox
let bolt: BoltApp
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  bolt = await socketApp(sandbox, (app) => {
    app.shortcut('shortcut.search', async ({ ack }) => ack())
  })
})
afterAll(async () => {
  await bolt.stop()
  await sandbox.stop()
})
beforeEach(async () => {
  await script(sandbox).post('reset', {})
})

describe('views.*', () => {
  const trigger = async (): Promise<string> => {
    const { post, log } = script(sandbox)
    await post('shortcut', { user, callback_id: 'shortcut.search' })
    const payload = (await log('envelope')).at(-1)?.['payload'] as Json
    return String(payload['trigger_id'])
  }

  it('takes a trigger once', async () => {
    const { api } = script(sandbox)
    const id = await trigger()
    const view = JSON.stringify(details)
    expect(
      await api('views.open', { trigger_id: id, view: b.modal({ title: plain('x'.repeat(25)) }) }),
    ).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: {
        messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
      },
    })
    expect(await api('views.push', { trigger_id: id, view })).toEqual({ ok: false, error: 'not_found' })
    expect(await api('views.open', { trigger_id: id, view })).toMatchObject({ ok: true })
    expect(await api('views.open', { trigger_id: id, view })).toEqual({
      ok: false,
      error: 'exchanged_trigger_id',
    })
    expect(await api('views.open', { trigger_id: '1.2.x', view })).toEqual({
      ok: false,
      error: 'invalid_trigger_id',
    })
  })

  it('updates by id or external_id, with the hash of now, and knows an external_id once', async () => {
    const { api, top } = script(sandbox)
    await api('views.open', { trigger_id: await trigger(), view: { ...details, external_id: 'one' } })
    const opened = await top(user)
    const update = { ...details, external_id: 'one' }
    expect(await api('views.update', { external_id: 'one', view: update, hash: opened.hash })).toMatchObject({
      ok: true,
      view: { id: opened.id },
    })
    expect(await api('views.update', { view_id: opened.id, view: update, hash: opened.hash })).toEqual({
      ok: false,
      error: 'hash_conflict',
    })
    expect(await api('views.update', { view_id: 'V0', view: update })).toEqual({
      ok: false,
      error: 'not_found',
    })
    const twin = { trigger_id: await trigger(), view: { ...details, external_id: 'one' } }
    expect(await api('views.open', twin)).toEqual({ ok: false, error: 'duplicate_external_id' })
  })

  it('publishes a home over the one before, with the hash of now', async () => {
    const { api, post, state } = script(sandbox)
    const home = (blocks: Json[]) => ({ type: 'home', blocks })
    expect(await api('views.publish', { user_id: 'U_NOBODY', view: home([]) })).toEqual({
      ok: false,
      error: 'user_not_found',
    })
    await api('views.publish', { user_id: user, view: home([b.section()]) })
    const before = (await state(user)).home
    const view = home([b.input(b.text({ action_id: 'a' }), { block_id: 'q', dispatch_action: true })])
    expect(await api('views.publish', { user_id: user, view, hash: 'old' })).toEqual({
      ok: false,
      error: 'hash_conflict',
    })
    expect(await api('views.publish', { user_id: user, view, hash: before?.hash ?? '' })).toMatchObject({
      ok: true,
      view: { id: before?.id },
    })
    const typed = { user, home: true, block_id: 'q', action_id: 'a', state: { value: '山田' } }
    expect(await post('input', typed)).toEqual({ ok: true, ack: null, error: null })
    expect((await state(user)).home?.state.values).toEqual({
      q: { a: { type: 'plain_text_input', value: '山田' } },
    })
  })
})
