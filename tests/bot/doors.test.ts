import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Actors } from '../../src/bot/answer/actor.ts'
import { type HandleDeps, handle } from '../../src/bot/answer/handle.ts'
import type { Route } from '../../src/bot/answer/route.ts'
import { readConfig } from '../../src/bot/config.ts'
import { createLogger } from '../../src/bot/logger.ts'
import { ROUTES, routeTable } from '../../src/bot/routes.ts'
import { createClients } from '../../src/bot/slack/clients.ts'
import { UserGroups } from '../../src/bot/slack/groups.ts'
import type { Interaction } from '../../src/bot/slack/interaction.ts'
import { People } from '../../src/bot/slack/people.ts'
import { Transport } from '../../src/bot/slack/transport.ts'
import { PERMISSIONS, type Permission } from '../../src/domain/core/roles.ts'
import { Roll } from '../../src/domain/core/roll.ts'
import { demoDatabase, type TestDatabase } from '../support/database.ts'
import { EXPECTED, ROLES } from './doorTable.ts'
import { type FakeSlack, fakeSlack } from './fakeSlack.ts'

/** Buttons that stand several times in one block share a row: `member.show.3`. */
const rowOf = ({ kind, id }: Route) => `${kind} ${id.replace(/\.\d+$/u, '')}`

const TEAM = 'T_MEIBO'
const SOCIETY = 1234
const userOf = (role: string) => `U_${role.toUpperCase().replaceAll('.', '_')}`
/** A role of the society's own for each permission, that grants nothing else. */
const ONLY = PERMISSIONS.map((permission) => ({ permission, code: `only.${permission}` }))

let slack: FakeSlack
let db: TestDatabase
let deps: HandleDeps
const lines: Line[] = []

interface Line {
  readonly event: string
  readonly user?: string
  readonly code?: string
}

beforeAll(async () => {
  ;[slack, db] = await Promise.all([fakeSlack(), demoDatabase('2026-11-23', { poolMax: 10 })])
  await addRoles()
  const groups = [...ROLES.slice(0, 4), ...ONLY.map(({ code }) => code)].map((code) => ({
    id: `S_${code.toUpperCase()}`,
    users: [userOf(code)],
    date_delete: 0,
  }))
  slack.answer('usergroups.list', { body: { ok: true, usergroups: groups } })
  const config = readConfig({
    SLACK_BOT_TOKEN: 'xoxb-t',
    SLACK_APP_TOKEN: 'xapp-t',
    SLACK_API_URL: slack.apiUrl,
  })
  const logger = createLogger('info', { write: (line: string) => void lines.push(JSON.parse(line)) })
  const clients = createClients(config, logger)
  const roll = new Roll({ ...db, close: async () => {} })
  const now = () => new Date('2026-11-23T12:00:00+09:00')
  const people = new People(clients.interactive, TEAM, Date.now)
  const memberships = new UserGroups(clients.interactive, config.roleUsers, Date.now, logger)
  const actors = new Actors(TEAM, people, memberships, roll, now)
  const transport = new Transport(db.pool)
  deps = { routes: routeTable(), actors, people, roll, transport, slack: clients, logger, now }
  // Whoever is asked about first is remembered: all are staff but one.
  slack.answer('users.info', { body: { ok: true, user: { team_id: TEAM, is_restricted: true } } })
  await people.find(userOf('guest'))
  slack.answer('users.info', { body: { ok: true, user: { team_id: TEAM, locale: 'ja-JP' } } })
}, 60_000)
afterAll(async () => {
  await db.drop()
  await slack.stop()
})

async function addRoles(): Promise<void> {
  const own = [{ code: 'reader', permission: 'member.read' }, ...ONLY]
  for (const { code, permission } of own) {
    const values = [SOCIETY, code, TEAM, `S_${code.toUpperCase()}`]
    await db.pool.query(
      `INSERT INTO role (society_id, code, name, name_en, team_id, slack_group_id, built_in) VALUES ($1, $2, $2, $2, $3, $4, false)`,
      values,
    )
    await db.pool.query('INSERT INTO role_grant (society_id, role_code, permission) VALUES ($1, $2, $3)', [
      SOCIETY,
      code,
      permission,
    ])
  }
}

/** A knock at a door, as its payload comes; what is in it is for the door's own tests. */
function knockOf({ kind, id, verbs }: Route, userId: string): Interaction {
  const place = { teamId: TEAM, userId, channelId: 'C1', triggerId: 't', responseUrl: `${slack.url}/reply` }
  const base = { ...place, kind, id, text: `${SOCIETY}.1` }
  if (kind === 'command') return { ...base, id: '/member', text: `${verbs?.ja[0] ?? ''} DEMO00050` }
  if (kind === 'action') return { ...base, messageTs: '1.0' }
  if (kind === 'shortcut' || kind === 'event') return base
  const view = {
    id: 'V1',
    hash: 'h',
    type: 'modal',
    callbackId: id,
    rootViewId: 'V1',
    values: {},
    blocks: [],
  }
  return { ...base, view: { ...view, privateMetadata: `${SOCIETY}.1` } }
}

/** What one person met at a door: the guard's refusal, that of a use case behind it, or a fault of ours. */
async function met(route: Route, userId: string) {
  const start = lines.length
  await handle(deps, knockOf(route, userId), async () => {}, undefined)
  const own = lines.slice(start).filter(({ user }) => user === userId)
  return {
    refused: own.some(({ event }) => event === 'refused'),
    incidents: own.filter(({ event }) => event.startsWith('incident')),
  }
}

it('has every route in the table, and none that is gone', () => {
  expect([...new Set(ROUTES.map(rowOf))].sort()).toEqual(Object.keys(EXPECTED).sort())
})

describe('at every door', { timeout: 120_000 }, () => {
  it.each(ROLES)('%s meets what the table says', async (role) => {
    const found: Record<string, boolean> = {}
    const expected: Record<string, boolean> = {}
    for (const route of ROUTES) {
      const { refused, incidents } = await met(route, userOf(role))
      const name = `${route.kind} ${route.id}`
      found[name] = !refused
      expected[name] = (EXPECTED[rowOf(route)] ?? []).includes(role)
      expect([name, incidents]).toEqual([name, []])
    }
    expect(found).toEqual(expected)
  })

  it('a role of the society’s own opens what its permission opens, and nothing else', async () => {
    const opened = async ({
      permission,
      code,
    }: {
      readonly permission: Permission
      readonly code: string
    }) => {
      const wrong: string[] = []
      for (const route of ROUTES) {
        const { refused, incidents } = await met(route, userOf(code))
        const lets = route.permission === null || route.permission === permission
        if (refused === lets || incidents.length > 0) wrong.push(`${route.kind} ${route.id}`)
      }
      return [code, wrong]
    }
    const found = await Promise.all(ONLY.map(opened))
    expect(found).toEqual(ONLY.map(({ code }) => [code, []]))
  })
})

it('writes down each refusal of somebody whose society is known', async () => {
  const { rows } = await db.pool.query<{ routes: number }>(
    `SELECT count(DISTINCT facts ->> 'route')::int AS routes FROM audit_entry
     WHERE society_id = $1 AND actor = $2 AND action = 'access.refused'`,
    [SOCIETY, `${TEAM}:${userOf('officer')}`],
  )
  const closed = ROUTES.filter((route) => !(EXPECTED[rowOf(route)] ?? []).includes('officer'))
  const routes = new Set(closed.map(({ kind, id }) => (kind === 'command' ? 'command' : `${kind} ${id}`)))
  expect(rows[0]?.routes).toBe(routes.size)
})
