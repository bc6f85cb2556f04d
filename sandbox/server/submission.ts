import type { Persona } from '../personas.ts'
import { checkView } from '../validate/index.ts'
import { readState } from './elements.ts'
import { Refusal } from './http.ts'
import type { Hub } from './hub.ts'
import { fail, send } from './hub.ts'
import { checkInputs } from './inputs.ts'
import type { Json, StoredView } from './model.ts'
import { interaction, submissionUrls } from './payloads.ts'
import type { Outcome } from './request.ts'
import { actor, done, failed, knownTo, topView } from './request.ts'
import { viewPayload } from './viewPayload.ts'
import { clearStack, openModal, removeView, replaceView } from './views.ts'

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Takes over the values of a submission, one state object per input block. */
function takeValues(hub: Hub, user: Persona, view: StoredView, values: Json): void {
  for (const [blockId, given] of Object.entries(values)) {
    const block = view.blocks.find((one) => one['block_id'] === blockId)
    const element = block?.type === 'input' ? (block['element'] as Json) : undefined
    if (!element) throw new Refusal(404, 'input_block_not_found', { block_id: blockId })
    if (!isObject(given)) throw new Refusal(400, 'invalid_arguments', { block_id: blockId })
    const actionId = String(element['action_id'])
    const state = readState(element, given, knownTo(hub, user, view.id, [blockId, actionId]))
    ;(view.state.values[blockId] ??= {})[actionId] = state
  }
}

function showErrors(hub: Hub, view: StoredView, errors: unknown): string | null {
  const inputs = new Set(
    view.blocks.filter((block) => block.type === 'input').map((block) => block['block_id']),
  )
  const entries = isObject(errors) ? Object.entries(errors) : []
  const fits = entries.every(
    ([blockId, text]) => inputs.has(blockId) && typeof text === 'string' && text !== '',
  )
  if (entries.length === 0 || !fits) {
    fail(
      hub,
      view.user,
      'invalid',
      `errors must be keyed by input blocks: ${entries.map(([id]) => id).join(', ')}`,
    )
    return 'invalid'
  }
  view.errors = Object.fromEntries(entries) as Record<string, string>
  hub.workspace.changed(view.user)
  return null
}

function showView(hub: Hub, view: StoredView, action: 'update' | 'push', definition: unknown): string | null {
  const refused = checkView(definition, 'modal')
  if (refused) {
    fail(hub, view.user, refused.error, `view of response_action ${action}: ${refused.messages.join('; ')}`)
    return refused.error
  }
  const shown =
    action === 'update'
      ? replaceView(hub.workspace, view, definition as Json)
      : openModal(hub.workspace, view.user, definition as Json, { onto: 'stack', channel: view.channel })
  if (typeof shown !== 'string') return null
  fail(hub, view.user, shown, `response_action ${action}`)
  return shown
}

/** Does what the ack of a submission asks for; gives the error code where Slack would not. */
function applyAck(hub: Hub, view: StoredView, ack: unknown): string | null {
  if (!hub.workspace.stackOf(view.user).includes(view)) return null
  if (ack === null) {
    removeView(hub.workspace, view)
    return null
  }
  const answer = isObject(ack) ? ack : {}
  switch (answer['response_action']) {
    case 'errors':
      return showErrors(hub, view, answer['errors'])
    case 'update':
    case 'push':
      return showView(hub, view, answer['response_action'], answer['view'])
    case 'clear':
      clearStack(hub.workspace, view.user)
      return null
    default:
      fail(hub, view.user, 'invalid', `unknown response_action: ${String(answer['response_action'])}`)
      return 'invalid'
  }
}

/** A person submits the modal on top. */
export async function submitView(hub: Hub, body: Json): Promise<Outcome> {
  const user = actor(hub, body)
  const view = topView(hub, user, body['view_id'])
  if (!view.submit) throw new Refusal(409, 'view_has_no_submit')
  takeValues(hub, user, view, isObject(body['values']) ? body['values'] : {})
  const missing = checkInputs(view, user.locale)
  view.errors = missing?.errors ?? {}
  hub.workspace.changed(user.id)
  if (missing) return failed(missing.error, { errors: missing.errors })
  const delivered = await send(hub, user.id, 'interactive', {
    ...interaction(hub, 'view_submission', user),
    trigger_id: hub.triggers.issue(user.id, view.channel),
    view: viewPayload(view),
    response_urls: submissionUrls(hub, view),
  })
  if (!delivered.ok) return failed(delivered.error)
  const error = applyAck(hub, view, delivered.ack)
  if (error) return failed(error, { ack: delivered.ack })
  const { errors } = view
  return { ...done(delivered.ack), ...(Object.keys(errors).length > 0 ? { errors } : {}) }
}

/** A person closes the modal on top, or all of them with the ✕. The app hears of it where `notify_on_close` asks so. */
export async function closeView(hub: Hub, body: Json): Promise<Outcome> {
  const user = actor(hub, body)
  const stack = hub.workspace.stackOf(user.id)
  const all = body['all'] === true
  const top = all ? stack.find((view) => view.id === body['view_id']) : topView(hub, user, body['view_id'])
  if (!top) throw new Refusal(404, 'view_not_found')
  const cleared = all || top.clear_on_close
  const told = cleared ? (stack[0] ?? top) : top
  if (cleared) clearStack(hub.workspace, user.id)
  else removeView(hub.workspace, top)
  if (!told.notify_on_close) return done()
  const delivered = await send(hub, user.id, 'interactive', {
    ...interaction(hub, 'view_closed', user),
    view: viewPayload(told),
    is_cleared: cleared,
  })
  return delivered.ok ? done(delivered.ack) : failed(delivered.error)
}
