/** What a person did, read out of Slack's payload; ids and what was typed, nothing trusted. */
export interface Interaction {
  readonly kind: 'command' | 'action' | 'submission' | 'closed' | 'shortcut' | 'options' | 'event'
  /** Command name, action_id, callback_id or event type. */
  readonly id: string
  /** The workspace the payload comes from; empty where it names none. */
  readonly teamId: string
  readonly userId: string
  /** The user's own workspace, where the payload says it. */
  readonly userTeamId?: string
  readonly channelId?: string
  readonly messageTs?: string
  readonly triggerId?: string
  readonly responseUrl?: string
  /** A command's text, a button's or an option's value, what was typed into an external select. */
  readonly text: string
  /** The block of the clicked element. */
  readonly blockId?: string
  readonly view?: ViewPayload
  readonly eventId?: string
  readonly event?: Readonly<Record<string, unknown>>
}

/** The part of a view's payload that the bot reads. */
export interface ViewPayload {
  readonly id: string
  readonly hash: string
  readonly type: string
  readonly callbackId: string
  readonly rootViewId: string
  readonly privateMetadata: string
  readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Ids of the blocks on the screen; `input` marks those that can show an error. */
  readonly blocks: readonly { readonly blockId: string; readonly input: boolean }[]
}

type Payload = Readonly<Record<string, unknown>>

function object(value: unknown): Payload {
  return typeof value === 'object' && value !== null ? (value as Payload) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The key with the value, or nothing: `exactOptionalPropertyTypes` has no room for `undefined`. */
function given<Key extends string>(key: Key, value: unknown): { readonly [K in Key]?: string } {
  return typeof value === 'string' && value !== '' ? ({ [key]: value } as { [K in Key]: string }) : {}
}

/**
 * Who acts. A slash command names its user flat, interactions in `user`; an event's actor is `event.user` only where
 * that is a person's id, never what Bolt derives from it (for `subteam_updated` that is the group's creator).
 * `team` is null on an organisation-wide install, so the user's own team stands in.
 */
function actorOf(body: Payload): { teamId: string; userId: string; userTeamId?: string } {
  if (typeof body['command'] === 'string')
    return { teamId: text(body['team_id']), userId: text(body['user_id']) }
  if (body['type'] === 'event_callback')
    return { teamId: text(body['team_id']), userId: text(object(body['event'])['user']) }
  const user = object(body['user'])
  const own = text(user['team_id'])
  const teamId = text(object(body['team'])['id']) || own
  return { teamId, userId: text(user['id']), ...given('userTeamId', own) }
}

const KINDS = {
  block_actions: 'action',
  view_submission: 'submission',
  view_closed: 'closed',
  shortcut: 'shortcut',
  message_action: 'shortcut',
  block_suggestion: 'options',
  event_callback: 'event',
} as const satisfies Record<string, Interaction['kind']>

/** Reads a payload; undefined for a type that the bot has no dealings with. */
export function readInteraction(body: Payload): Interaction | undefined {
  const who = actorOf(body)
  const common = {
    ...who,
    ...given('responseUrl', body['response_url']),
    ...given('triggerId', body['trigger_id']),
  }
  if (typeof body['command'] === 'string') {
    const channel = given('channelId', body['channel_id'])
    return { ...common, ...channel, kind: 'command', id: body['command'], text: text(body['text']) }
  }
  const type = text(body['type'])
  if (!Object.hasOwn(KINDS, type)) return undefined
  const kind = KINDS[type as keyof typeof KINDS]
  if (kind === 'event') return readEvent(body, who)
  const view =
    body['view'] === undefined || body['view'] === null ? {} : { view: readView(object(body['view'])) }
  const container = object(body['container'])
  const place = {
    ...given('channelId', object(body['channel'])['id'] ?? container['channel_id']),
    ...given('messageTs', object(body['message'])['ts'] ?? container['message_ts']),
  }
  if (kind === 'action') return { ...common, ...place, ...view, kind, ...readAction(body) }
  if (kind === 'options') {
    const block = given('blockId', body['block_id'])
    return {
      ...common,
      ...place,
      ...view,
      ...block,
      kind,
      id: text(body['action_id']),
      text: text(body['value']),
    }
  }
  const id = kind === 'shortcut' ? text(body['callback_id']) : (view.view?.callbackId ?? '')
  return { ...common, ...place, ...view, kind, id, text: '' }
}

function readEvent(body: Payload, who: { teamId: string; userId: string }): Interaction {
  const event = object(body['event'])
  return {
    ...who,
    kind: 'event',
    id: text(event['type']),
    text: '',
    event,
    ...given('eventId', body['event_id']),
  }
}

function readAction(body: Payload): Pick<Interaction, 'id' | 'text' | 'blockId'> {
  const action = object((Array.isArray(body['actions']) ? body['actions'] : [])[0])
  const chosen = object(action['selected_option'])['value']
  return {
    id: text(action['action_id']),
    text: text(action['value'] ?? chosen ?? action['selected_date']),
    ...given('blockId', action['block_id']),
  }
}

function readView(view: Payload): ViewPayload {
  const blocks = Array.isArray(view['blocks']) ? view['blocks'].map(object) : []
  return {
    id: text(view['id']),
    hash: text(view['hash']),
    type: text(view['type']),
    callbackId: text(view['callback_id']),
    rootViewId: text(view['root_view_id']),
    privateMetadata: text(view['private_metadata']),
    values: object(object(view['state'])['values']) as ViewPayload['values'],
    blocks: blocks.map((block) => ({ blockId: text(block['block_id']), input: block['type'] === 'input' })),
  }
}
