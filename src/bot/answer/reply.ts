import { type AckFn } from '@slack/bolt'
import { WebAPIPlatformError } from '@slack/web-api'
import type { Message } from '../../views/kit.ts'
import type { Logger } from '../logger.ts'
import { post } from '../slack/clients.ts'
import type { Interaction } from '../slack/interaction.ts'
import type { Transport } from '../slack/transport.ts'
import type { Reply, Slack } from './route.ts'

/** Bolt's ack of any payload. */
export type Ack = AckFn<unknown>

export interface Delivery {
  readonly slack: Slack
  readonly transport: Transport
  readonly logger: Logger
}

/** An ack that is given once; a second one is a bug of ours that HTTP punishes and Socket Mode hides. */
export class OneAck {
  readonly #ack: Ack
  #given = false

  constructor(ack: Ack) {
    this.#ack = ack
  }

  get given(): boolean {
    return this.#given
  }

  async give(payload?: unknown): Promise<void> {
    if (this.#given) throw new Error('an interaction is acknowledged once')
    this.#given = true
    await this.#ack(payload)
  }
}

/** The replies that a submission's or a suggestion's ack carries itself. */
function ackPayload(reply: Reply): { readonly payload: unknown } | undefined {
  if (reply.kind === 'update') return { payload: { response_action: 'update', view: reply.view } }
  if (reply.kind === 'modal') return { payload: { response_action: 'push', view: reply.view } }
  if (reply.kind === 'errors') return { payload: { response_action: 'errors', errors: reply.errors } }
  if (reply.kind === 'clear') return { payload: { response_action: 'clear' } }
  if (reply.kind === 'close') return { payload: undefined }
  if (reply.kind === 'options') return { payload: { options: reply.options } }
  if (reply.kind === 'option-groups') return { payload: { option_groups: reply.groups } }
  return undefined
}

/** Acknowledges where that is still owed, with the first reply that an ack can carry; then does the rest in order. */
export async function deliver(
  delivery: Delivery,
  interaction: Interaction,
  ack: OneAck,
  replies: readonly Reply[],
): Promise<void> {
  let rest = replies
  if (!ack.given) {
    const carried = replies.find((reply) => ackPayload(reply) !== undefined)
    await ack.give(carried === undefined ? undefined : ackPayload(carried)?.payload)
    rest = replies.filter((reply) => reply !== carried)
  }
  for (const reply of rest) await send(delivery, interaction, reply)
}

async function send(delivery: Delivery, interaction: Interaction, reply: Reply): Promise<void> {
  const { interactive } = delivery.slack
  switch (reply.kind) {
    case 'message':
      return await tell(delivery, interaction, reply.message, reply.replyUrlId)
    case 'replace':
      if (interaction.responseUrl === undefined) return await tell(delivery, interaction, reply.message)
      return await respond(interaction.responseUrl, { replace_original: true, ...reply.message })
    case 'modal':
      return await open(delivery, interaction, reply.view)
    case 'update':
      return await update(delivery, interaction, reply.view)
    case 'home':
      await interactive.views.publish({ user_id: interaction.userId, view: reply.view })
      return
    case 'post':
      await post(interactive, { channel: reply.channelId, ...reply.message })
      return
    case 'none':
    case 'errors':
    case 'close':
    case 'clear':
    case 'options':
    case 'option-groups':
      return
  }
}

type View = Extract<Reply, { kind: 'modal' }>['view']

async function open(
  { slack }: Delivery,
  { triggerId = '', view: below }: Interaction,
  view: View,
): Promise<void> {
  const request = { trigger_id: triggerId, view }
  await (below?.type === 'modal'
    ? slack.interactive.views.push(request)
    : slack.interactive.views.open(request))
}

/** A hash that no longer fits means that a later click has already drawn the screen anew: that one stays. */
async function update(
  { slack, logger }: Delivery,
  { view: shown, id }: Interaction,
  view: View,
): Promise<void> {
  if (shown === undefined) return
  try {
    await slack.interactive.views.update({ view_id: shown.id, hash: shown.hash, view })
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError) || error.data.error !== 'hash_conflict') throw error
    logger.info('view.overtaken', { route: id })
  }
}

/** To the caller alone: where they asked, else as a direct message. */
async function tell(
  { slack, transport, logger }: Delivery,
  { responseUrl, userId, teamId }: Interaction,
  message: Message,
  replyUrlId?: number,
): Promise<void> {
  const url =
    responseUrl ??
    (replyUrlId === undefined ? undefined : await transport.takeReplyUrl(replyUrlId, teamId, userId))
  if (url !== undefined) {
    try {
      return await respond(url, { response_type: 'ephemeral', replace_original: false, ...message })
    } catch (error) {
      logger.info('reply.by-dm', { user: userId, err: error })
    }
  }
  const { channel } = await slack.interactive.conversations.open({ users: userId })
  await post(slack.interactive, { channel: channel?.id ?? '', ...message })
}

/** A response_url that is too old or used up. */
class ReplyRefused extends Error {
  override readonly name = 'ReplyRefused'
  readonly code: string
  constructor(status: number) {
    super('a response_url was refused')
    this.code = `http-${status}`
  }
}

async function respond(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(2500),
  })
  if (!response.ok) throw new ReplyRefused(response.status)
}
