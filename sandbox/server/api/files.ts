import { BOT_USER } from '../../personas.ts'
import { objects } from '../../validate/index.ts'
import { addFile, filePayload } from '../files.ts'
import type { Hub } from '../hub.ts'
import { addMessage } from '../messages.ts'
import type { Json, StoredFile } from '../model.ts'
import { writable } from './chat.ts'
import type { Method } from './method.ts'
import { ApiError, optional, structured, wanted } from './method.ts'

/** Slack shares a completed upload some moments after it has answered. */
const SHARED_AFTER_MS = 30

function stored(hub: Hub, args: Json): StoredFile {
  const file = hub.workspace.files.get(wanted(args, 'file'))
  if (!file) throw new ApiError('file_not_found')
  return file
}

function share(hub: Hub, files: StoredFile[], channel: string, args: Json): void {
  for (const file of files) file.channel = channel
  setTimeout(() => {
    addMessage(hub.workspace, {
      channel,
      user: BOT_USER,
      text: optional(args, 'initial_comment') ?? '',
      files: files.map((file) => file.id).filter((id) => hub.workspace.files.has(id)),
      thread_ts: optional(args, 'thread_ts') ?? null,
    })
  }, SHARED_AFTER_MS).unref()
}

export const files: Record<string, Method> = {
  'files.getUploadURLExternal': {
    scope: 'files:write',
    run(hub, args) {
      const name = wanted(args, 'filename')
      const length = Number(args['length'])
      // Slack refuses empty files here.
      if (!Number.isInteger(length) || length < 1) {
        throw new ApiError('invalid_arguments', {
          response_metadata: { messages: ['[ERROR] must be greater than 0 [json-pointer:/length]'] },
        })
      }
      const { fileId, path } = hub.uploads.begin(name, length)
      return { upload_url: hub.baseUrl() + path, file_id: fileId }
    },
  },
  'files.completeUploadExternal': {
    scope: 'files:write',
    run(hub, args) {
      const wantedFiles = objects(structured(args, 'files', 'invalid_arguments'))
      if (wantedFiles.length === 0) wanted(args, 'files')
      const id = optional(args, 'channel_id') ?? optional(args, 'channels')
      // A user's id is no channel here, other than in chat.postMessage.
      if (id?.startsWith('U')) throw new ApiError('channel_not_found')
      const channel = id === undefined ? undefined : writable(hub, id)
      const done = wantedFiles.map((one) => {
        const upload = hub.uploads.finish(String(one['id']))
        if (!upload) throw new ApiError('file_not_found')
        const title = typeof one['title'] === 'string' ? one['title'] : upload.name
        return addFile(hub.workspace, { id: String(one['id']), ...upload, title, user: BOT_USER })
      })
      if (channel) share(hub, done, channel.id, args)
      return { files: done.map((file) => ({ ...filePayload(file, hub.baseUrl()), channels: [], ims: [] })) }
    },
  },
  'files.info': {
    scope: 'files:read',
    run: (hub, args) => ({ file: filePayload(stored(hub, args), hub.baseUrl()) }),
  },
  'files.delete': {
    scope: 'files:write',
    run(hub, args) {
      const file = stored(hub, args)
      if (file.user !== BOT_USER) throw new ApiError('cant_delete_file')
      hub.workspace.files.delete(file.id)
      for (const message of hub.workspace.messages) {
        message.files = message.files.filter((id) => id !== file.id)
      }
      hub.workspace.changed(null)
      return {}
    },
  },
}
