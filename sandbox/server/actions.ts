import type { Persona } from '../personas.ts'
import { checkSuggestions, objects, optionsOf } from '../validate/index.ts'
import type { FoundElement } from './elements.ts'
import { fieldOf, findElement, readState } from './elements.ts'
import { Refusal } from './http.ts'
import type { Hub } from './hub.ts'
import { fail, send } from './hub.ts'
import { messageStateOf } from './messages.ts'
import type { ElementState, Json, StateValues } from './model.ts'
import type { Source } from './payloads.ts'
import { interaction, placeOf } from './payloads.ts'
import type { Outcome } from './request.ts'
import { actor, appMessage, done, failed, knownTo, remember, text, topView } from './request.ts'

/** Where the used element stands: an open modal, the App Home, or a message. */
function sourceOf(hub: Hub, user: Persona, body: Json): Source {
  if (body['home'] === true) {
    const view = hub.workspace.homes.get(user.id)
    if (!view) throw new Refusal(404, 'view_not_found')
    return { kind: 'view', view }
  }
  const home = hub.workspace.homes.get(user.id)
  if (home && body['view_id'] === home.id) return { kind: 'view', view: home }
  if (body['view_id'] !== undefined) return { kind: 'view', view: topView(hub, user, body['view_id']) }
  return { kind: 'message', ...appMessage(hub, user, body) }
}

function elementIn(source: Source, body: Json): FoundElement {
  const blocks = source.kind === 'view' ? source.view.blocks : (source.message.blocks ?? [])
  const found = findElement(blocks, body['block_id'], body['action_id'])
  if (!found) throw new Refusal(404, 'element_not_found')
  return found
}

const placeId = (source: Source): string => (source.kind === 'view' ? source.view.id : source.message.ts)

const stateOf = (source: Source, user: Persona): StateValues =>
  source.kind === 'view' ? source.view.state.values : messageStateOf(source.message, user.id)

/** Puts what a person chose into the state of the view or message. */
function store(hub: Hub, source: Source, user: Persona, found: FoundElement, given: Json): ElementState {
  const ids: [unknown, unknown] = [found.block['block_id'], found.element['action_id']]
  const state = readState(found.element, given, knownTo(hub, user, placeId(source), ids))
  const values = stateOf(source, user)
  ;(values[String(ids[0])] ??= {})[String(ids[1])] = state
  hub.workspace.changed(user.id)
  return state
}

/** A select may be given in short as `value`; Slack's own keys come first. */
function givenState(element: Json, body: Json): Json {
  const key = fieldOf(element)?.key
  if (key === undefined || key === 'value' || key in body || !('value' in body)) return body
  return { ...body, [key]: body['value'] }
}

const COPIED = ['text', 'value', 'placeholder', 'confirm', 'style', 'initial_option', 'initial_date']

/** The entry of `actions`: what the element says of itself comes from the stored block, never from the request. */
function actionEntry(hub: Hub, { block, element }: FoundElement, state: Json): Json {
  const own = Object.fromEntries(COPIED.flatMap((key) => (key in element ? [[key, element[key]]] : [])))
  return {
    ...own,
    ...state,
    type: element['type'],
    action_id: element['action_id'],
    block_id: block['block_id'],
    action_ts: hub.workspace.nextTs(),
  }
}

function overflowChoice(element: Json, body: Json): Json {
  const given = body['selected_option'] ?? body['value']
  const value = typeof given === 'object' && given !== null ? (given as Json)['value'] : given
  const option = optionsOf(element).find((one) => one['value'] === value)
  if (!option) throw new Refusal(400, 'option_not_found')
  return { selected_option: option }
}

/** Buttons and overflow menus always dispatch; other elements outside input blocks, or where the block says so. */
const dispatches = ({ block, element }: FoundElement): boolean =>
  fieldOf(element) === undefined || block.type !== 'input' || block['dispatch_action'] === true

/** A person uses an element: its state is kept, and the app hears of it where Slack would send `block_actions`. */
export async function useElement(hub: Hub, body: Json): Promise<Outcome> {
  const user = actor(hub, body)
  const source = sourceOf(hub, user, body)
  const found = elementIn(source, body)
  const { element } = found
  let state: Json = {}
  if (fieldOf(element)) state = store(hub, source, user, found, givenState(element, body))
  else if (element['type'] === 'overflow') state = overflowChoice(element, body)
  if (!dispatches(found)) return done()
  const channel = source.kind === 'view' ? source.view.channel : source.channel.id
  const payload: Json = {
    ...interaction(hub, 'block_actions', user),
    ...placeOf(hub, source),
    trigger_id: hub.triggers.issue(user.id, channel),
    ...(source.kind === 'message'
      ? {
          state: { values: stateOf(source, user) },
          response_url: hub.responseUrls.issue(user.id, source.channel.id, source.message),
        }
      : {}),
    actions: [actionEntry(hub, found, state)],
  }
  const delivered = await send(hub, user.id, 'interactive', payload)
  return delivered.ok ? done(delivered.ack) : failed(delivered.error)
}

/** Keeps what a person has typed so far, without telling the app. */
export function keepInput(hub: Hub, body: Json): Outcome {
  const user = actor(hub, body)
  const source = sourceOf(hub, user, body)
  const given = body['state']
  if (typeof given !== 'object' || given === null)
    throw new Refusal(400, 'invalid_arguments', { missing: 'state' })
  store(hub, source, user, elementIn(source, body), given as Json)
  return done()
}

const SHORTEST_QUERY = 3

/** A person types into an external select: the app suggests options. */
export async function suggest(hub: Hub, body: Json): Promise<Outcome> {
  const user = actor(hub, body)
  const source = sourceOf(hub, user, body)
  const { block, element } = elementIn(source, body)
  if (!String(element['type']).includes('external_select')) throw new Refusal(400, 'not_an_external_select')
  const query = text(body, 'query')
  const shortest = Number(element['min_query_length'] ?? SHORTEST_QUERY)
  if (Array.from(query).length < shortest) return { ...done(), options: [] }
  const delivered = await send(hub, user.id, 'interactive', {
    ...interaction(hub, 'block_suggestion', user),
    ...placeOf(hub, source),
    action_id: element['action_id'],
    block_id: block['block_id'],
    value: query,
    action_ts: hub.workspace.nextTs(),
  })
  if (!delivered.ok) return failed(delivered.error)
  const refused = checkSuggestions(delivered.ack)
  if (refused) {
    fail(
      hub,
      user.id,
      refused.error,
      `options of ${String(element['action_id'])}: ${refused.messages.join('; ')}`,
    )
    return failed(refused.error, { ack: delivered.ack, messages: refused.messages })
  }
  const { options, option_groups: groups } = delivered.ack as Json
  remember(
    hub,
    user,
    placeId(source),
    [block['block_id'], element['action_id']],
    [...objects(options), ...objects(groups).flatMap((group) => objects(group['options']))],
  )
  return { ...done(delivered.ack), ...(options ? { options } : { option_groups: groups }) }
}
