import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Route } from '../../src/bot/answer/route.ts'
import { ROUTES } from '../../src/bot/routes.ts'
import { type Json, until } from '../sandbox/script.ts'
import { type Desk, openDesk } from './workspace.ts'

/** One person after the other's shoes: their user group, and what Slack says of the account. */
const ROLES = ['secretariat', 'officer', 'treasurer', 'reader', 'none', 'guest'] as const
type Role = (typeof ROLES)[number]

const READERS: readonly Role[] = ['secretariat', 'officer', 'treasurer', 'reader']
const OFFICE: readonly Role[] = ['secretariat']
const POSTERS: readonly Role[] = ['secretariat', 'officer', 'treasurer']
const TREASURY: readonly Role[] = ['secretariat', 'treasurer']

/** Whom each door lets in. A route that is not here fails: whoever adds one says whom it is for. */
const EXPECTED: Readonly<Record<string, readonly Role[]>> = {
  'command search': READERS,
  'command list': READERS,
  'command show': READERS,
  'command menu': READERS,
  'command help': READERS,
  'shortcut shortcut.search': READERS,
  'event app_home_opened': READERS,
  'action search.open': READERS,
  'action search.edit': READERS,
  'action search.unfold': READERS,
  'action search.reset': READERS,
  'action search.widen': READERS,
  'action range.today': READERS,
  'action range.yesterday': READERS,
  'action range.this-month': READERS,
  'action range.last-month': READERS,
  'action range.clear': READERS,
  'action list.individual': READERS,
  'action list.institution': READERS,
  'action list.supporting': READERS,
  'action results.previous': READERS,
  'action results.next': READERS,
  'action results.sort': READERS,
  'action roll.post': POSTERS,
  'action refusal.dm': POSTERS,
  'action member.show': READERS,
  'action card.reload': READERS,
  'action help.open': READERS,
  'action society.choose': READERS,
  'command dues': TREASURY,
  'command payment': TREASURY,
  'action dues.open': TREASURY,
  'action invoice.open': TREASURY,
  'action invoice.item': TREASURY,
  'action invoice.year': TREASURY,
  'action replacement.open': TREASURY,
  'action payment.open': TREASURY,
  'action deposit.open': TREASURY,
  'action rebooking.open': TREASURY,
  'submission invoice.submit': TREASURY,
  'submission replacement.submit': TREASURY,
  'submission payment.submit': TREASURY,
  'submission deposit.submit': TREASURY,
  'submission rebooking.submit': TREASURY,
  'action payment.reconcile': ['treasurer'],
  'command withdraw': OFFICE,
  'command rejoin': OFFICE,
  'action withdrawal.open': OFFICE,
  'action withdrawal.year-end': OFFICE,
  'action withdrawal.open-batch': OFFICE,
  'action withdrawal.undo': OFFICE,
  'action withdrawal.undo-batch': OFFICE,
  'action withdrawal.cancel-planned': OFFICE,
  'action withdrawal.cancel-held': OFFICE,
  'action rejoin.open': OFFICE,
  'action rejoin.open-application': OFFICE,
  'action rejoin.undo': OFFICE,
  'action form.feePlan': OFFICE,
  'submission withdrawal.submit': OFFICE,
  'submission withdrawal.batch-submit': OFFICE,
  'submission rejoin.submit': OFFICE,
  'submission search.submit': READERS,
  'options form.memberType': READERS,
  'options form.departmentCategory': READERS,
  'action settlement.open': TREASURY,
  'submission settlement.submit': TREASURY,
  'action approval.view': TREASURY,
  'action approval.approve': ['treasurer'],
  'action approval.reject': ['treasurer'],
  'action approval.cancel': TREASURY,
  'submission rejection.submit': ['treasurer'],
  'command delegate': READERS,
  'action delegate.open': READERS,
  'action delegate.end': READERS,
  'submission delegate.submit': READERS,
}

/** Buttons that stand several times in one block share a row: `member.show.3`. */
const rowOf = ({ kind, id }: Route) => `${kind} ${id.replace(/\.\d+$/u, '')}`

/** Whose shoes are put on. */
const USER = 'U_NOROLE'
const DM = `D_${USER}`

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
  await desk.db.pool.query(
    `INSERT INTO role (society_id, code, name, name_en, built_in) VALUES (1234, 'reader', '閲覧係', 'Reader', false)`,
  )
  await desk.db.pool.query(
    `INSERT INTO role_grant (society_id, role_code, permission) VALUES (1234, 'reader', 'member.read')`,
  )
}, 60_000)
afterAll(() => desk.close())

const GROUPS: Partial<Record<Role, string>> = {
  secretariat: 'S_SECRETARIAT',
  officer: 'S_OFFICER',
  treasurer: 'S_TREASURER',
  reader: 'S_TREASURER',
}

/** The workspace has three groups; the society's own role borrows the treasurers'. */
async function wear(role: Role): Promise<void> {
  const owner = role === 'reader' ? 'reader' : 'treasurer'
  await desk.db.pool.query(
    `UPDATE role SET team_id = NULL, slack_group_id = NULL WHERE society_id = 1234 AND code IN ('reader', 'treasurer')`,
  )
  await desk.db.pool.query(
    `UPDATE role SET team_id = 'T_MEIBO', slack_group_id = 'S_TREASURER' WHERE society_id = 1234 AND code = $1`,
    [owner],
  )
  for (const id of ['S_SECRETARIAT', 'S_OFFICER', 'S_TREASURER']) {
    const users = GROUPS[role] === id ? [USER] : ['U_SECRETARIAT2']
    await desk.api.post('group', { id, users: id === 'S_SECRETARIAT' && GROUPS[role] !== id ? [] : users })
  }
  await desk.api.post('user', { id: USER, is_restricted: role === 'guest' })
  // The events about groups and people are on their way.
  await new Promise((resolve) => setTimeout(resolve, 200))
}

/** Long enough for what is answered after the ack, where there is nothing on the screen to wait for. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 300))

/** A message of the bot's own with a button that leads to any route. */
async function press(route: string, value: string): Promise<void> {
  const text = { type: 'plain_text', text: '押す' }
  const blocks = [
    { type: 'actions', block_id: 'door', elements: [{ type: 'button', action_id: route, text, value }] },
  ]
  const { ts } = await desk.api.api('chat.postMessage', { channel: DM, text: '扉', blocks })
  const door = { channel: DM, message_ts: String(ts), block_id: 'door', action_id: route }
  if (route !== 'card.reload') return void (await desk.press(USER, door))
  // Draws the card anew that it stands on; on a message there is none, and so nothing to see where it is let in.
  await desk.api.post('action', { user: USER, ...door })
  await settled()
}

/** Knocks at a door in the way its payload comes. */
async function knock(route: Route, form: Form): Promise<void> {
  const user = USER
  if (route.kind === 'command') await desk.ask(USER, `/member ${route.verbs?.ja[0] ?? ''} DEMO00050`, DM)
  else if (route.kind === 'shortcut') await desk.api.post('shortcut', { user, callback_id: route.id })
  else if (route.kind === 'event') await desk.api.post('home', { user })
  else if (route.kind === 'action') await press(route.id, '1234.1')
  else if (route.kind === 'options')
    await desk.api.post('suggest', {
      user,
      view_id: form.id,
      block_id: route.id.slice('form.'.length),
      action_id: route.id,
      query: '会',
    })
  else await submit(route, form)
  if (route.kind === 'shortcut' || route.kind === 'event') await settled()
}

/** The search form as it is; any other form in its place, empty: what is in it is for its own tests. */
async function submit({ id }: Route, { id: form, search }: Form): Promise<void> {
  const text = (words: string) => ({ type: 'plain_text', text: words })
  const blocks = [{ type: 'section', text: text('扉') }]
  const other = { type: 'modal', private_metadata: '1234.1', title: text('扉'), submit: text('開く'), blocks }
  const view = id === 'search.submit' ? search : { ...other, callback_id: id }
  await desk.api.api('views.update', { view_id: form, view })
  await desk.api.post('submit', { user: USER, view_id: form, values: {} })
}

/** The form that stands open for the knocking, and what it showed at first. */
interface Form {
  readonly id: string
  readonly search: Json
}

/** The demo's lists are short enough to go with the form; longer ones are asked for, as these are made to be. */
function withExternalSelects({ callback_id, private_metadata }: Json): Json {
  const text = (words: string) => ({ type: 'plain_text', text: words })
  const blocks = ['memberType', 'departmentCategory'].map((id) => ({
    type: 'input',
    optional: true,
    block_id: id,
    label: text(id),
    element: { type: 'multi_external_select', action_id: `form.${id}`, min_query_length: 0 },
  }))
  return { type: 'modal', callback_id, private_metadata, title: text('検索'), submit: text('検索'), blocks }
}

interface Line {
  readonly event: string
  readonly kind?: string
  readonly route?: string
  readonly code?: string
}

const linesSince = (start: number) => desk.lines.slice(start).map((line) => JSON.parse(line) as Line)

it('has every route in the table, and none that is gone', () => {
  expect([...new Set(ROUTES.map(rowOf))].sort()).toEqual(Object.keys(EXPECTED).sort())
})

describe.each(ROLES)('%s', (role) => {
  let form: Form
  beforeAll(async () => {
    await wear('officer')
    const id = await until(async () => (await desk.ask(USER, '/member 検索', DM)).view?.id)
    form = { id, search: withExternalSelects(await desk.api.top(USER)) }
    await desk.api.api('views.update', { view_id: id, view: form.search })
    await wear(role)
  })

  it('meets at each door what the table says', async () => {
    const found: Record<string, boolean> = {}
    const expected: Record<string, boolean> = {}
    // The search form is used up by its submission, and goes under when another opens.
    const ofKind = (kinds: readonly string[]) => ROUTES.filter(({ kind }) => kinds.includes(kind))
    const order = [
      ...ofKind(['options']),
      ...ofKind(['submission']).sort(
        (a, b) => Number(a.id === 'search.submit') - Number(b.id === 'search.submit'),
      ),
      ...ROUTES.filter(({ kind }) => kind !== 'options' && kind !== 'submission'),
    ]
    for (const route of order) {
      const start = desk.lines.length
      await knock(route, form)
      const lines = linesSince(start)
      const name = `${route.kind} ${route.id}`
      found[name] =
        !lines.some(({ event }) => event === 'refused') && !lines.some(({ code }) => code === 'forbidden')
      expected[name] = (EXPECTED[rowOf(route)] ?? []).includes(role)
      const incidents = lines.filter(({ event }) => event === 'incident')
      expect([name, incidents]).toEqual([name, []])
    }
    expect(found).toEqual(expected)
  })
})

it('lets a deactivated person do nothing at all', async () => {
  await wear('officer')
  await desk.api.post('user', { id: USER, deleted: true })
  const answer: Json = await desk.api.post('command', { user: USER, channel: DM, text: '/member' })
  expect(answer['error']).toBe('account_inactive')
})
