import { WebAPIPlatformError } from '@slack/web-api'
import type { RollPost } from '../../domain/core/jobs.ts'
import { openPage } from '../../domain/search/roll.ts'
import { message, section } from '../../views/kit.ts'
import { rollMessage } from '../../views/results.ts'
import { textOf } from '../../views/text.ts'
import { post } from '../slack/clients.ts'
import type { JobDeps } from './deps.ts'
import { postDm } from './dm.ts'

/** A roll that comes later than this would surprise whoever reads the channel by then. */
const ROLL_LATE_MS = 10 * 60_000

/** Posts what was promised; tells who asked where that can't be done, or not in time. */
export async function postRoll({ roll, slack, now }: JobDeps, promised: RollPost): Promise<void> {
  const { societyId, teamId, userId, channelId, resultSetId } = promised
  const text = textOf(promised.locale)
  const tellFailure = async () => {
    const sentence = text.screens.results.postFailed
    await postDm(slack, userId, message(sentence, [section(sentence)]))
  }
  if (now().getTime() - Date.parse(promised.promisedAt) > ROLL_LATE_MS) return await tellFailure()
  const permissions = new Set(promised.permissions)
  const actor = { key: `${teamId}:${userId}`, teamId, userId, societyId, roles: [], permissions }
  const found = await openPage({ roll, actor, source: { via: 'job' }, now }, resultSetId, promised.page)
  if (!found.ok) return await tellFailure()
  try {
    await post(slack.background, { channel: channelId, ...rollMessage(found.value, userId, text) })
  } catch (error) {
    // Slack's no stays a no; anything else is tried again.
    if (!(error instanceof WebAPIPlatformError)) throw error
    await tellFailure()
  }
}
