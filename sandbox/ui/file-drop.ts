import { api } from './api.ts'
import type { Props } from './dom.ts'
import { t, toast } from './store.ts'
import { base64Of } from './text/files.ts'
import type { Channel } from './types.ts'

/** Files dropped on the direct messages with the app are sent there. */
export function dropTarget(channel: Channel): Props {
  if (channel.kind !== 'im') return {}
  return {
    'data-drop-hint': t().dropFile,
    on: {
      dragover: (event: DragEvent) => {
        event.preventDefault()
        ;(event.currentTarget as HTMLElement).classList.add('dropping')
      },
      dragleave: (event: DragEvent) => {
        const area = event.currentTarget as HTMLElement
        if (!area.contains(event.relatedTarget as Node | null)) area.classList.remove('dropping')
      },
      drop: (event: DragEvent) => {
        event.preventDefault()
        ;(event.currentTarget as HTMLElement).classList.remove('dropping')
        for (const file of event.dataTransfer?.files ?? []) void send(file, channel.id)
      },
    },
  }
}

async function send(file: File, channelId: string): Promise<void> {
  const answer = await api.file(file.name, await base64Of(file), channelId)
  if (!answer.ok) toast(t().uploadFailed(file.name, answer.error ?? 'unknown_error'), 'error')
}
