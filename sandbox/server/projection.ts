import { APP_ID, BOT_USER, TEAM } from '../personas.ts'
import type { AppManifest } from './manifest.ts'
import type { Json, StoredFile, StoredMessage, StoredView } from './model.ts'
import { viewPayload } from './viewPayload.ts'
import type { Workspace } from './workspace.ts'

/** What the page needs once: team, app with its commands, people and channels. */
export function bootstrap(workspace: Workspace, app: AppManifest): Json {
  const groupsOf = (user: string) =>
    [...workspace.groups.values()].filter((group) => group.users.includes(user)).map((group) => group.id)
  return {
    team: TEAM,
    app: {
      id: APP_ID,
      name: app.name,
      bot_user_id: BOT_USER,
      commands: app.commands,
      shortcuts: app.shortcuts,
    },
    users: [...workspace.users.values()].map(
      ({ id, name, real_name, title, locale, is_restricted, color }) => ({
        id,
        name,
        real_name,
        title,
        locale,
        is_restricted,
        groups: groupsOf(id),
        color,
      }),
    ),
    channels: [...workspace.channels.values()].map(({ id, name, kind }) => ({ id, name, kind })),
  }
}

function messageState(workspace: Workspace, message: StoredMessage): Json {
  return {
    ts: message.ts,
    user: message.user,
    text: message.text,
    ...(message.blocks ? { blocks: message.blocks } : {}),
    ephemeral: message.onlyFor !== null,
    edited: message.edited,
    ...(message.files.length > 0
      ? { files: message.files.flatMap((id) => fileState(workspace.files.get(id))) }
      : {}),
    ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
  }
}

function fileState(file: StoredFile | undefined): Json[] {
  if (!file) return []
  const { id, name, mimetype, channel, created } = file
  return [{ id, name, size: file.bytes.length, mimetype, url: `/files/${id}`, channel, created }]
}

const viewState = (view: StoredView): Json => ({ ...viewPayload(view), errors: view.errors })

/** All that one persona sees. Throws nothing; an unknown user gives null. */
export function stateOf(workspace: Workspace, user: string, appConnected: boolean): Json | null {
  if (!workspace.users.has(user)) return null
  const mine = [...workspace.channels.values()].filter((channel) => workspace.isMember(channel, user))
  const visible = new Set(mine.map((channel) => channel.id))
  const home = workspace.homes.get(user)
  return {
    user,
    clock: workspace.clock.now().toISOString(),
    app_connected: appConnected,
    channels: mine.map(({ id, name, kind }) => ({
      id,
      name,
      kind,
      messages: workspace.messages
        .filter((message) => message.channel === id && (message.onlyFor ?? user) === user)
        .map((message) => messageState(workspace, message)),
    })),
    views: workspace.stackOf(user).map(viewState),
    home: home ? viewState(home) : null,
    files: [...workspace.files.values()]
      .filter((file) => file.user === user || (file.channel !== null && visible.has(file.channel)))
      .flatMap(fileState),
  }
}
