import { TEAM } from './fakeSlack.ts'

export interface From {
  readonly user: string
  /** The workspace that the payload comes from. */
  readonly team?: string
  /** The user's own workspace. */
  readonly userTeam?: string
  readonly responseUrl: string
}

let count = 0

const plain = (text: string) => ({ type: 'plain_text', text })

function person({ user, team = TEAM, userTeam = team }: From): object {
  return {
    team: { id: team, domain: 'test' },
    user: { id: user, team_id: userTeam },
    api_app_id: 'A_TEST',
    token: 't',
  }
}

function view(): object {
  return {
    id: 'V1',
    type: 'modal',
    hash: 'h1',
    callback_id: 'form',
    root_view_id: 'V1',
    private_metadata: '',
    title: plain('t'),
    blocks: [
      {
        type: 'input',
        block_id: 'family#1',
        label: plain('氏'),
        element: { type: 'plain_text_input', action_id: 'a' },
      },
    ],
    state: { values: { 'family#1': { a: { type: 'plain_text_input', value: '山田' } } } },
  }
}

/** One payload of each kind that a person can cause. */
export const PAYLOADS = {
  command: (from: From, text = '実行 山田') => ({
    command: '/member',
    text,
    team_id: from.team ?? TEAM,
    user_id: from.user,
    channel_id: 'C1',
    trigger_id: 't1',
    api_app_id: 'A_TEST',
    token: 't',
    response_url: from.responseUrl,
  }),
  action: (from: From) => ({
    ...person(from),
    type: 'block_actions',
    trigger_id: 't1',
    channel: { id: 'C1' },
    message: { ts: '1.0' },
    container: { type: 'message', channel_id: 'C1', message_ts: '1.0' },
    response_url: from.responseUrl,
    actions: [{ type: 'button', action_id: 'press', block_id: 'b', value: '1' }],
  }),
  submission: (from: From) => ({ ...person(from), type: 'view_submission', view: view() }),
  closed: (from: From) => ({ ...person(from), type: 'view_closed', is_cleared: false, view: view() }),
  options: (from: From) => ({
    ...person(from),
    type: 'block_suggestion',
    action_id: 'pick',
    block_id: 'b',
    value: 'や',
    container: { type: 'view', view_id: 'V1' },
    view: view(),
  }),
  shortcut: (from: From) => ({
    ...person(from),
    type: 'shortcut',
    callback_id: 'shortcut',
    trigger_id: 't1',
    action_ts: '1',
  }),
  home: (from: From) => {
    count += 1
    return {
      type: 'event_callback',
      team_id: from.team ?? TEAM,
      event_id: `Ev${count}`,
      api_app_id: 'A_TEST',
      event: { type: 'app_home_opened', user: from.user, tab: 'home', channel: 'D1' },
    }
  },
} as const

export type PayloadKind = keyof typeof PAYLOADS
