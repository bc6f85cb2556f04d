import { APP_ID, BOT_ID, BOT_USER, TEAM } from '../../personas.ts'
import type { Hub } from '../hub.ts'
import type { Json } from '../model.ts'
import { botPayload, groupPayload, userPayload } from '../people.ts'
import { page } from './conversations.ts'
import type { Method } from './method.ts'
import { ApiError, flag, wanted } from './method.ts'

function someone(hub: Hub, id: string, withLocale: boolean): Json {
  if (id === BOT_USER) return botPayload(hub.app.name)
  const user = hub.workspace.users.get(id)
  if (!user) throw new ApiError('user_not_found')
  return userPayload(user, withLocale)
}

export const people: Record<string, Method> = {
  'auth.test': {
    scope: null,
    run: (hub) => ({
      url: `${hub.baseUrl()}/`,
      team: TEAM.name,
      user: hub.app.name.toLowerCase(),
      team_id: TEAM.id,
      user_id: BOT_USER,
      bot_id: BOT_ID,
      is_enterprise_install: false,
    }),
  },
  'apps.connections.open': {
    scope: null,
    token: 'app',
    run: (hub) => ({
      url: `${hub.baseUrl().replace(/^http/, 'ws')}/link?ticket=${hub.socket.issueTicket()}&app_id=${APP_ID}`,
    }),
  },
  'users.info': {
    scope: 'users:read',
    run: (hub, args) => ({ user: someone(hub, wanted(args, 'user'), flag(args, 'include_locale')) }),
  },
  'users.list': {
    scope: 'users:read',
    run(hub, args) {
      const all = [...hub.workspace.users.keys(), BOT_USER].map((id) =>
        someone(hub, id, flag(args, 'include_locale')),
      )
      const { items, response_metadata } = page(all, args)
      return { members: items, response_metadata }
    },
  },
  'usergroups.list': {
    scope: 'usergroups:read',
    run: (hub, args) => ({
      usergroups: [...hub.workspace.groups.values()]
        .filter((group) => !group.disabled || flag(args, 'include_disabled'))
        .map((group) => groupPayload(group, flag(args, 'include_users'))),
    }),
  },
  'usergroups.users.list': {
    scope: 'usergroups:read',
    run(hub, args) {
      const group = hub.workspace.groups.get(wanted(args, 'usergroup'))
      if (!group) throw new ApiError('no_such_subteam')
      if (group.disabled && !flag(args, 'include_disabled')) throw new ApiError('subteam_disabled')
      return { users: group.users }
    },
  },
  'team.info': {
    scope: 'team:read',
    run: () => ({
      team: {
        id: TEAM.id,
        name: TEAM.name,
        domain: TEAM.domain,
        email_domain: '',
        icon: { image_default: true },
      },
    }),
  },
  'bots.info': {
    scope: 'users:read',
    run(hub, args) {
      if (args['bot'] !== undefined && args['bot'] !== BOT_ID) throw new ApiError('bot_not_found')
      return { bot: { id: BOT_ID, deleted: false, name: hub.app.name, app_id: APP_ID, user_id: BOT_USER } }
    },
  },
}
