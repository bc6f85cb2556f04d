import { extname } from 'node:path'
import { TEAM } from '../personas.ts'
import type { Json, StoredFile } from './model.ts'
import type { Workspace } from './workspace.ts'
import { randomId } from './workspace.ts'

const TYPES: Record<string, string> = {
  csv: 'text/csv',
  txt: 'text/plain',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  svg: 'image/svg+xml',
  zip: 'application/zip',
}

const extension = (name: string): string => extname(name).slice(1).toLowerCase()

const mimetypeOf = (name: string): string => TYPES[extension(name)] ?? 'application/octet-stream'

export interface NewFile {
  id?: string
  name: string
  title?: string
  bytes: Buffer
  user: string
}

export function addFile(workspace: Workspace, file: NewFile): StoredFile {
  const stored: StoredFile = {
    id: file.id ?? randomId('F'),
    name: file.name,
    title: file.title ?? file.name,
    mimetype: mimetypeOf(file.name),
    bytes: file.bytes,
    user: file.user,
    created: Math.floor(workspace.clock.now().getTime() / 1000),
    channel: null,
  }
  workspace.files.set(stored.id, stored)
  workspace.changed(null)
  return stored
}

/** Slack's file object. `baseUrl` makes the private URLs absolute; they want the bot's token. */
export function filePayload(file: StoredFile, baseUrl: string): Json {
  const url = `${baseUrl}/files-pri/${TEAM.id}-${file.id}`
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: extension(file.name),
    pretty_type: extension(file.name).toUpperCase(),
    user: file.user,
    user_team: TEAM.id,
    editable: false,
    size: file.bytes.length,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: false,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${url}/${encodeURIComponent(file.name)}`,
    url_private_download: `${url}/download/${encodeURIComponent(file.name)}`,
    permalink: `${baseUrl}/files/${file.id}`,
    has_rich_preview: false,
    file_access: 'visible',
    channels: [],
    groups: [],
    ims: file.channel?.startsWith('D') ? [file.channel] : [],
  }
}
