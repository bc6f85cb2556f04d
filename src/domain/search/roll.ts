import { type Context, change } from '../core/change.ts'
import type { DomainError } from '../core/errors.ts'
import type { RollPost } from '../core/jobs.ts'
import { ok, type Result } from '../core/result.ts'
import { findMembers, type ResultPage } from './find.ts'
import { openResultSet } from './resultSets.ts'

/** One page of a kept search, as it is now. Errors: result-gone; forbidden. */
export async function openPage(
  context: Context,
  resultSetId: number,
  page: number,
): Promise<Result<ResultPage, DomainError>> {
  const kept = await openResultSet(context, resultSetId)
  return kept.ok ? findMembers(context, { conditions: kept.value.conditions, page }) : kept
}

/**
 * Promises to post a page's 簡易名簿, and writes down that its members were shown in that channel. A second call with the same
 * key, as of a double click, promises nothing more.
 *
 * @param key the message whose button asked for it
 */
export async function promiseRoll(
  context: Context,
  { resultSetId, page, channelId, locale }: Pick<RollPost, 'resultSetId' | 'page' | 'channelId' | 'locale'>,
  key: string,
): Promise<Result<void, DomainError>> {
  const found = await openPage(context, resultSetId, page)
  if (!found.ok) return found
  const { societyId, teamId, userId, permissions } = context.actor
  const promised = await change(
    context,
    'roll.post',
    { key: `roll ${key} ${resultSetId}.${page}`, action: 'roll.posted' },
    async () =>
      ok({
        value: {},
        audit: [
          {
            action: 'roll.posted',
            subject: { kind: 'result_set', id: resultSetId },
            facts: { channelId, page, members: found.value.rows.length },
          },
        ],
        jobs: [
          {
            job: 'roll.post',
            payload: {
              societyId,
              resultSetId,
              page,
              channelId,
              locale,
              teamId,
              userId,
              permissions: [...permissions],
              promisedAt: context.now().toISOString(),
            },
          },
        ],
      }),
  )
  return promised.ok ? ok(undefined) : promised
}
