import { ok } from '../../domain/core/result.ts'
import type { SortDirection, SortField } from '../../domain/search/choices.ts'
import { promiseRoll } from '../../domain/search/roll.ts'
import { ACTION } from '../../views/ids.ts'
import { refusalMessage } from '../../views/places.ts'
import { readSortRef, ref } from '../../views/refs.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, type Route } from '../answer/route.ts'
import { mayPostIn } from './channelSafety.ts'
import { searchChanged, turnTo } from './finding.ts'
import { refs, valueOf } from './refs.ts'

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
  return promise(call, resultSetId, page, channelId)
}

async function rollToDm(call: Call, resultSetId: number, page: number): Promise<Answer> {
  const opened = await call.slack.interactive.conversations.open({ users: call.interaction.userId })
  return promise(call, resultSetId, page, opened.channel?.id ?? '')
}

/** The button's message is the key: however often it is clicked, the page is posted once. */
async function promise(call: Call, resultSetId: number, page: number, channelId: string): Promise<Answer> {
  const { interaction, locale, context } = call
  const key = `${interaction.userId} ${interaction.messageTs ?? ''} ${channelId}`
  const promised = await promiseRoll(context, { resultSetId, page, channelId, locale }, key)
  return promised.ok ? ok({ kind: 'none' }) : promised
}

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
    input: valueOf(readSortRef),
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
