import { APP_ID, BOT_ID, TEAM } from '../personas.ts'
import type { Json, StoredView } from './model.ts'

/** Slack's view object, as it stands in payloads and in the answers of views.* methods. */
export function viewPayload(view: StoredView): Json {
  return {
    id: view.id,
    team_id: TEAM.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata,
    callback_id: view.callback_id,
    state: view.state,
    hash: view.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clear_on_close,
    notify_on_close: view.notify_on_close,
    close: view.close,
    submit: view.submit,
    previous_view_id: view.previous_view_id,
    root_view_id: view.root_view_id,
    app_id: APP_ID,
    external_id: view.external_id,
    app_installed_team_id: TEAM.id,
    bot_id: BOT_ID,
  }
}
