import { z } from 'zod'
import { ok } from '../../domain/core/result.ts'
import type { SortDirection, SortField } from '../../domain/search/choices.ts'
import { ACTION, readSortRef, ref } from '../../views/ids.ts'
import { refusalMessage } from '../../views/places.ts'
import { rollMessage } from '../../views/results.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, type Route } from '../answer/route.ts'
import { mayPostIn } from './channelSafety.ts'
import { pageOf, searchChanged, turnTo } from './finding.ts'
import { refs } from './refs.ts'

async function turn(call: Call, resultSetId: number, page: number): Promise<Answer> {
  const message = await turnTo(call, resultSetId, page)
  return message.ok ? ok({ kind: 'replace', message: message.value }) : message
}

async function sortBy(call: Call, resultSetId: number, sort: string): Promise<Answer> {
  const [field, direction] = sort.split('-') as [SortField, SortDirection]
  const message = await searchChanged(call, resultSetId, (conditions, { grammar }) => {
    const known = grammar.sortByWord(`${field}-${direction}`)
    return known === undefined ? conditions : { ...conditions, sort: known }
  })
  return message.ok ? ok({ kind: 'replace', message: message.value }) : message
}

async function widen(call: Call, resultSetId: number): Promise<Answer> {
  const message = await searchChanged(call, resultSetId, (conditions) => ({
    ...conditions,
    filters: conditions.filters.filter(({ field, excluded }) => field !== 'status' || excluded),
  }))
  return message.ok ? ok({ kind: 'replace', message: message.value }) : message
}

/** 簡易名簿 into the channel where the results stand, if nobody is there who may not see it; else offers a DM. */
async function postRoll(call: Call, resultSetId: number, page: number): Promise<Answer> {
  const { interaction, locale, context } = call
  const text = textOf(locale)
  const channelId = interaction.channelId ?? ''
  const safe = await mayPostIn(call, channelId)
  if (!safe.ok) {
    const dm = ref(context.actor.societyId, resultSetId, page)
    return ok({
      kind: 'message',
      message: refusalMessage(safe.error, text, { dm, label: text.screens.results.toDm }),
    })
  }
  const found = await pageOf(call, resultSetId, page)
  return found.ok
    ? ok({ kind: 'post', channelId, message: rollMessage(found.value, interaction.userId, text) })
    : found
}

async function rollToDm(call: Call, resultSetId: number, page: number): Promise<Answer> {
  const found = await pageOf(call, resultSetId, page)
  if (!found.ok) return found
  const { userId } = call.interaction
  const opened = await call.slack.interactive.conversations.open({ users: userId })
  const channelId = opened.channel?.id ?? ''
  return ok({ kind: 'post', channelId, message: rollMessage(found.value, userId, textOf(call.locale)) })
}

const sortInput = z.object({ value: z.string() }).transform(({ value }, issues) => {
  const sort = readSortRef(value)
  if (sort !== null) return sort
  issues.addIssue({ code: 'custom', message: 'not an order' })
  return z.NEVER
})

/** The buttons of a result message. */
export const RESULT_ROUTES: readonly Route[] = [
  ...[ACTION.previousPage, ACTION.nextPage].map((id) =>
    action({
      id,
      permission: 'member.read',
      input: refs(3),
      handle: (call, [, resultSetId = 0, page = 1]) => turn(call, resultSetId, page),
    }),
  ),
  action({
    id: ACTION.sortResults,
    permission: 'member.read',
    input: sortInput,
    handle: (call, { resultSetId, sort }) => sortBy(call, resultSetId, sort),
  }),
  action({
    id: ACTION.widenSearch,
    permission: 'member.read',
    input: refs(2),
    handle: (call, [, resultSetId = 0]) => widen(call, resultSetId),
  }),
  action({
    id: ACTION.postRoll,
    permission: 'roll.post',
    roles: 'dialog',
    input: refs(3),
    handle: (call, [, resultSetId = 0, page = 1]) => postRoll(call, resultSetId, page),
  }),
  action({
    id: ACTION.sendToDm,
    permission: 'roll.post',
    input: refs(3),
    handle: (call, [, resultSetId = 0, page = 1]) => rollToDm(call, resultSetId, page),
  }),
]
