import { checkView } from '../../validate/index.ts'
import type { Hub } from '../hub.ts'
import type { Json, StoredView } from '../model.ts'
import type { Trigger } from '../triggers.ts'
import { viewPayload } from '../viewPayload.ts'
import { openModal, publishHome, replaceView } from '../views.ts'
import type { Method } from './method.ts'
import { ApiError, optional, refuse, structured, wanted } from './method.ts'

function definition(args: Json, type: 'modal' | 'home'): Json {
  const view = structured(args, 'view', 'invalid_arguments')
  refuse(checkView(view, type))
  return view as Json
}

function answered(view: StoredView | string): Json {
  if (typeof view === 'string') throw new ApiError(view)
  return { view: viewPayload(view) }
}

/** Opens a modal for the trigger's user. The trigger is used up only when the view is taken. */
function exchange(hub: Hub, args: Json, onto: 'nothing' | 'stack'): Json {
  const trigger: Trigger | string = hub.triggers.look(wanted(args, 'trigger_id'))
  if (typeof trigger === 'string') throw new ApiError(trigger)
  const view = definition(args, 'modal')
  const opened = openModal(hub.workspace, trigger.user, view, { onto, channel: trigger.channel })
  const answer = answered(opened)
  trigger.exchanged = true
  return answer
}

function checkHash(view: StoredView | undefined, args: Json): void {
  const hash = optional(args, 'hash')
  if (view && hash !== undefined && hash !== view.hash) throw new ApiError('hash_conflict')
}

function openedView(hub: Hub, args: Json): StoredView {
  const viewId = optional(args, 'view_id')
  const externalId = optional(args, 'external_id')
  if (viewId === undefined && externalId === undefined) wanted(args, 'view_id')
  const id = viewId ?? hub.workspace.externalIds.get(externalId ?? '') ?? ''
  const view = hub.workspace.findView(id)
  if (view?.type !== 'modal') throw new ApiError('not_found')
  return view
}

export const views: Record<string, Method> = {
  'views.open': { scope: null, run: (hub, args) => exchange(hub, args, 'nothing') },
  'views.push': { scope: null, run: (hub, args) => exchange(hub, args, 'stack') },
  'views.update': {
    scope: null,
    run(hub, args) {
      const view = openedView(hub, args)
      checkHash(view, args)
      return answered(replaceView(hub.workspace, view, definition(args, 'modal')))
    },
  },
  'views.publish': {
    scope: null,
    run(hub, args) {
      const user = wanted(args, 'user_id')
      if (!hub.workspace.users.has(user)) throw new ApiError('user_not_found')
      checkHash(hub.workspace.homes.get(user), args)
      return answered(publishHome(hub.workspace, user, definition(args, 'home')))
    },
  },
}
