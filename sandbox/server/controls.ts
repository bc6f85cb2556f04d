/** What only a test or a training session does: moving the clock, changing groups and people, ordering faults, starting over. */
import { BOT_USER, type Persona } from '../personas.ts'
import { dropRetries, sendEvent, sendGroupChange } from './events.ts'
import { addFile } from './files.ts'
import { Refusal } from './http.ts'
import type { Hub } from './hub.ts'
import { addMessage } from './messages.ts'
import type { Json } from './model.ts'
import { userPayload } from './people.ts'
import type { Outcome } from './request.ts'
import { actor, channelOf, done, failed, text } from './request.ts'

/** `{now}` sets the clock to that moment (null: back to real time), `{advance_ms}` moves it on. */
export function moveClock(hub: Hub, body: Json): Outcome {
  const { now, advance_ms: advance } = body
  if (typeof advance === 'number') hub.clock.set(hub.clock.offsetMs + advance)
  else if (now === null) hub.clock.set(0)
  else {
    const moment = typeof now === 'string' ? Date.parse(now) : Number.NaN
    if (Number.isNaN(moment)) throw new Refusal(400, 'invalid_time')
    hub.clock.set(moment - Date.now())
  }
  hub.workspace.changed(null)
  return { ...done(), now: hub.clock.now().toISOString(), offset_ms: hub.clock.offsetMs }
}

/** Changes who is in a user group, or disables it, and tells the app. */
export async function changeGroup(hub: Hub, body: Json): Promise<Outcome> {
  const before = hub.workspace.groups.get(text(body, 'id'))
  if (!before) throw new Refusal(404, 'group_not_found')
  const users = Array.isArray(body['users']) ? body['users'].map(String) : before.users
  const unknown = users.filter((user) => !hub.workspace.users.has(user))
  if (unknown.length > 0) throw new Refusal(404, 'user_not_found', { unknown })
  if (users.some((user) => hub.workspace.users.get(user)?.is_restricted)) {
    return failed('user_is_restricted')
  }
  const disabled = typeof body['disabled'] === 'boolean' ? body['disabled'] : before.disabled
  const after = { ...before, users, disabled }
  hub.workspace.groups.set(after.id, after)
  hub.workspace.changed(null)
  const delivered = await sendGroupChange(hub, before, after)
  return delivered.ok ? done(delivered.ack) : failed(delivered.error)
}

/** Changes who is in a channel; the bot is told of nothing, as its manifest asks for no such event. */
export function changeChannel(hub: Hub, body: Json): Outcome {
  const channel = hub.workspace.channels.get(text(body, 'id'))
  if (!channel || channel.kind === 'im') throw new Refusal(404, 'channel_not_found')
  const members = Array.isArray(body['members']) ? body['members'].map(String) : channel.members
  const unknown = members.filter((user) => user !== BOT_USER && !hub.workspace.users.has(user))
  if (unknown.length > 0) throw new Refusal(404, 'user_not_found', { unknown })
  channel.members = members
  hub.workspace.changed(null)
  return done()
}

type Change = Partial<Pick<Persona, 'deleted' | 'is_restricted' | 'locale' | 'real_name' | 'title'>>

function changesOf(body: Json): Change {
  const change: Change = {}
  if (typeof body['deleted'] === 'boolean') change.deleted = body['deleted']
  if (typeof body['is_restricted'] === 'boolean') change.is_restricted = body['is_restricted']
  if (body['locale'] === 'ja-JP' || body['locale'] === 'en-US') change.locale = body['locale']
  if (typeof body['real_name'] === 'string') change.real_name = body['real_name']
  if (typeof body['title'] === 'string') change.title = body['title']
  return change
}

/** Changes a person (left the workspace, became a guest, another language) and sends `user_change`. */
export async function changeUser(hub: Hub, body: Json): Promise<Outcome> {
  const user = hub.workspace.users.get(text(body, 'id'))
  if (!user) throw new Refusal(404, 'user_not_found')
  const changed = Object.assign(user, changesOf(body))
  hub.workspace.changed(null)
  const delivered = await sendEvent(hub, {
    type: 'user_change',
    user: userPayload(changed, true),
    cache_ts: Math.floor(Date.now() / 1000),
  })
  return delivered.ok ? done(delivered.ack) : failed(delivered.error)
}

/** Orders a fault for the next Web API calls; `disconnect` without a method cuts the Socket Mode connections. */
export function orderFault(hub: Hub, body: Json): Outcome {
  if (body['kind'] === 'disconnect' && body['method'] === undefined) {
    hub.socket.disconnect(body['warning'] === true ? 'warning' : 'refresh_requested')
    return done()
  }
  const fault = hub.faults.order(body)
  hub.log.add('fault', { ordered: fault ?? 'none' })
  return done()
}

const UPLOAD_LIMIT = 50 * 1024 * 1024

/** A person brings a file: to be named in a `file_input`, or into a channel. */
export function bringFile(hub: Hub, body: Json): Outcome {
  const user = actor(hub, body)
  const bytes = Buffer.from(text(body, 'content_base64'), 'base64')
  if (bytes.length > UPLOAD_LIMIT) throw new Refusal(413, 'file_too_large')
  const channel = body['channel'] === undefined ? null : channelOf(hub, user, body['channel'])
  const file = addFile(hub.workspace, { name: text(body, 'name'), bytes, user: user.id })
  if (channel) {
    file.channel = channel.id
    addMessage(hub.workspace, { channel: channel.id, user: user.id, text: '', files: [file.id] })
  }
  return { ...done(), file_id: file.id }
}

/** Back to the beginning; the app is told of user groups that thereby change back. */
export async function startOver(hub: Hub, alsoClear: () => void): Promise<Outcome> {
  const before = [...hub.workspace.groups.values()]
  dropRetries(hub)
  hub.faults.clear()
  hub.triggers.clear()
  hub.responseUrls.clear()
  hub.uploads.clear()
  hub.workspace.reset()
  hub.clock.set(0)
  alsoClear()
  for (const old of before) {
    const now = hub.workspace.groups.get(old.id)
    const same = now && now.disabled === old.disabled && now.users.join() === old.users.join()
    if (now && !same) await sendGroupChange(hub, old, now)
  }
  hub.log.clear()
  return done()
}
