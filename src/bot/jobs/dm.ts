import type { Message } from '../../views/kit.ts'
import type { Slack } from '../answer/route.ts'
import { post } from '../slack/clients.ts'

/** Where a message was posted, by which it can be changed later. */
export interface Posted {
  readonly channelId: string
  readonly ts: string
}

/** A direct message to one person, by the client that may wait. */
export async function postDm({ background }: Slack, userId: string, message: Message): Promise<Posted> {
  const { channel } = await background.conversations.open({ users: userId })
  return await post(background, { channel: channel?.id ?? '', ...message })
}
