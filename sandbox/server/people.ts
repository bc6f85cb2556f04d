/** Users, user groups and channels as the Web API shows them. */
import type { Channel, Persona, UserGroup } from '../personas.ts'
import { APP_ID, BOT_ID, BOT_USER, TEAM } from '../personas.ts'
import type { Json } from './model.ts'

const CREATED = 1_743_465_600

/** A user object. The locale only comes where asked for; addresses would want `users:read.email`. */
export function userPayload(user: Persona, withLocale: boolean): Json {
  return {
    id: user.id,
    team_id: TEAM.id,
    name: user.name,
    deleted: user.deleted,
    color: user.color.slice(1),
    real_name: user.real_name,
    tz: 'Asia/Tokyo',
    tz_label: 'Japan Standard Time',
    tz_offset: 32_400,
    profile: {
      title: user.title,
      real_name: user.real_name,
      real_name_normalized: user.real_name,
      display_name: user.real_name,
      display_name_normalized: user.real_name,
      team: TEAM.id,
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: user.is_restricted,
    is_ultra_restricted: false,
    is_bot: false,
    is_app_user: false,
    updated: CREATED,
    ...(withLocale ? { locale: user.locale } : {}),
  }
}

export function botPayload(name: string): Json {
  return {
    id: BOT_USER,
    team_id: TEAM.id,
    name: name.toLowerCase(),
    deleted: false,
    real_name: name,
    tz: 'Asia/Tokyo',
    profile: { real_name: name, display_name: name, api_app_id: APP_ID, bot_id: BOT_ID, team: TEAM.id },
    is_admin: false,
    is_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: true,
    is_app_user: false,
    updated: CREATED,
  }
}

export function groupPayload(group: UserGroup, withUsers: boolean): Json {
  return {
    id: group.id,
    team_id: TEAM.id,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    description: '',
    handle: group.handle,
    is_external: false,
    date_create: CREATED,
    date_update: CREATED,
    date_delete: group.disabled ? CREATED : 0,
    auto_type: null,
    created_by: 'U_SECRETARIAT',
    updated_by: 'U_SECRETARIAT',
    deleted_by: group.disabled ? 'U_SECRETARIAT' : null,
    prefs: { channels: [], groups: [] },
    ...(withUsers ? { users: group.users } : {}),
    user_count: group.users.length,
  }
}

export function channelPayload(channel: Channel, withCount: boolean): Json {
  const shared = channel.kind === 'external'
  if (channel.kind === 'im') {
    return {
      id: channel.id,
      created: CREATED,
      is_im: true,
      is_archived: false,
      is_org_shared: false,
      user: channel.members.find((member) => member !== BOT_USER) ?? '',
      is_user_deleted: false,
      priority: 0,
    }
  }
  const isPrivate = channel.kind === 'private'
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: isPrivate,
    created: CREATED,
    creator: 'U_SECRETARIAT',
    is_archived: false,
    is_general: channel.id === 'C_GENERAL',
    is_shared: shared,
    is_ext_shared: shared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    shared_team_ids: shared ? [TEAM.id, 'T_PARTNER'] : [TEAM.id],
    context_team_id: TEAM.id,
    is_member: channel.members.includes(BOT_USER),
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    ...(withCount ? { num_members: channel.members.length } : {}),
  }
}
