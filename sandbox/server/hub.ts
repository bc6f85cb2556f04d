import type { Clock } from './clock.ts'
import type { Delivered, Delivery, EnvelopeType } from './delivery.ts'
import type { Faults } from './faults.ts'
import type { Log } from './log.ts'
import type { AppManifest } from './manifest.ts'
import type { Json } from './model.ts'
import type { ResponseUrls } from './responseUrls.ts'
import type { SocketMode } from './socket.ts'
import type { Triggers } from './triggers.ts'
import type { Uploads } from './uploads.ts'
import type { Workspace } from './workspace.ts'

/** Everything that the handlers of the workspace share. */
export interface Hub {
  app: AppManifest
  clock: Clock
  workspace: Workspace
  log: Log
  faults: Faults
  triggers: Triggers
  uploads: Uploads
  responseUrls: ResponseUrls
  socket: SocketMode
  delivery: Delivery
  tokens: { app: string; bot: string; verification: string; signingSecret: string }
  /** Known once the server listens. */
  baseUrl(): string
}

const SENTENCES = {
  'ja-JP': {
    operation_timeout: 'アプリが3秒以内に応答しませんでした。',
    app_not_running: 'アプリが起動していません。',
    other: 'アプリの応答を処理できませんでした。',
  },
  'en-US': {
    operation_timeout: 'The app did not respond within 3 seconds.',
    app_not_running: 'The app is not running.',
    other: "The app's response could not be processed.",
  },
}

/** Notes an error in the log and shows it to the person as Slack would, with its code. */
export function fail(hub: Hub, user: string, error: string, detail: string): void {
  hub.log.add('error', { error, user, detail })
  const sentences = SENTENCES[hub.workspace.users.get(user)?.locale ?? 'ja-JP']
  const sentence =
    error === 'operation_timeout' || error === 'app_not_running' ? sentences[error] : sentences.other
  hub.workspace.toast(user, `${sentence}（${error}）`)
}

/** Sends something a person did to the app; a failure is shown to that person. */
export async function send(hub: Hub, user: string, type: EnvelopeType, payload: Json): Promise<Delivered> {
  const delivered = await hub.delivery.deliver(type, payload)
  if (!delivered.ok) fail(hub, user, delivered.error, `${type} was not acknowledged`)
  return delivered
}
