import { randomBytes } from 'node:crypto'
import type { UserGroup } from '../personas.ts'
import { APP_ID, BOT_USER, TEAM } from '../personas.ts'
import type { Delivered } from './delivery.ts'
import type { Hub } from './hub.ts'
import type { Json } from './model.ts'
import { groupPayload } from './people.ts'

/** Slack tries an event again at once, after one minute and after five. */
const RETRY_AFTER_MS = [0, 60_000, 300_000]

const retries = new WeakMap<Hub, Set<NodeJS.Timeout>>()

function later(hub: Hub, ms: number, run: () => void): void {
  const timers = retries.get(hub) ?? new Set()
  retries.set(hub, timers)
  const timer = setTimeout(() => {
    timers.delete(timer)
    run()
  }, ms)
  timer.unref()
  timers.add(timer)
}

/** Forgets the retries that still wait. */
export function dropRetries(hub: Hub): void {
  for (const timer of retries.get(hub) ?? []) clearTimeout(timer)
  retries.delete(hub)
}

async function attempt(hub: Hub, payload: Json, number: number, reason: string): Promise<Delivered> {
  const retry = number > 0 ? { attempt: number, reason } : undefined
  const delivered = await hub.delivery.deliver('events_api', payload, retry)
  const wait = RETRY_AFTER_MS[number]
  if (!delivered.ok) {
    hub.log.add('error', { error: delivered.error, detail: `event was not acknowledged (attempt ${number})` })
    const why = delivered.error === 'operation_timeout' ? 'timeout' : 'http_error'
    if (wait !== undefined) later(hub, wait, () => void attempt(hub, payload, number + 1, why))
  }
  return delivered
}

/** Sends an event to the app if its manifest subscribes to it; answers after the first attempt. */
export async function sendEvent(hub: Hub, event: Json & { type: string }): Promise<Delivered> {
  if (!hub.app.events.has(event.type)) return { ok: true, ack: null }
  const payload = {
    token: hub.tokens.verification,
    team_id: TEAM.id,
    api_app_id: APP_ID,
    event: { event_ts: hub.workspace.nextTs(), ...event },
    type: 'event_callback',
    event_id: `Ev${randomBytes(5).toString('hex').toUpperCase()}`,
    event_time: Math.floor(hub.clock.now().getTime() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: TEAM.id,
        user_id: BOT_USER,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${randomBytes(12).toString('hex')}`,
  }
  return attempt(hub, payload, 0, '')
}

/** Tells the app how a user group has changed: `subteam_members_changed` for its people, then `subteam_updated`. */
export async function sendGroupChange(hub: Hub, before: UserGroup, after: UserGroup): Promise<Delivered> {
  const added = after.users.filter((user) => !before.users.includes(user))
  const removed = before.users.filter((user) => !after.users.includes(user))
  const now = Math.floor(hub.clock.now().getTime() / 1000)
  if (added.length > 0 || removed.length > 0) {
    await sendEvent(hub, {
      type: 'subteam_members_changed',
      subteam_id: after.id,
      team_id: TEAM.id,
      date_previous_update: now,
      date_update: now,
      added_users: added,
      added_users_count: String(added.length),
      removed_users: removed,
      removed_users_count: String(removed.length),
    })
  }
  return sendEvent(hub, { type: 'subteam_updated', subteam: groupPayload(after, true) })
}
