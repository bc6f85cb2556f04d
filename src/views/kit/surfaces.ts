import type { HomeView, KnownBlock, ModalView } from '@slack/types'
import { checkId } from './elements.ts'
import { BlockKitBug, LIMITS } from './limits.ts'
import { fallback, plainLine } from './text.ts'

/** What chat.*, response_url and postEphemeral take. */
export interface Message {
  readonly text: string
  readonly blocks: KnownBlock[]
}

function checkBlocks(blocks: readonly KnownBlock[], most: number, surface: string): KnownBlock[] {
  if (blocks.length > most) throw new BlockKitBug(`${surface} takes ${most} blocks, not ${blocks.length}`)
  const seen = new Set<string>()
  for (const { block_id: id } of blocks) {
    if (id === undefined) continue
    if (seen.has(id)) throw new BlockKitBug(`${surface} has two blocks ${id}`)
    seen.add(id)
  }
  return [...blocks]
}

function checkSize<View extends object>(view: View): View {
  const bytes = new TextEncoder().encode(JSON.stringify(view)).length
  if (bytes > LIMITS.viewBytes) throw new BlockKitBug(`a view takes ${LIMITS.viewBytes} bytes, not ${bytes}`)
  return view
}

export interface ModalText {
  readonly callback: string
  readonly title: string
  readonly close: string
  readonly submit?: string
  /** Ids only: it is forgeable. */
  readonly metadata?: string
  /** To find the view again where Slack gives no id, as after a push by an ack. */
  readonly externalId?: string
  readonly blocks: readonly KnownBlock[]
}

/** A whole modal. Throws BlockKitBug where Slack would refuse it. */
export function modal({
  callback,
  title,
  close,
  submit,
  metadata,
  externalId,
  blocks,
}: ModalText): ModalView {
  if ((metadata ?? '').length > LIMITS.privateMetadata) {
    throw new BlockKitBug(`private_metadata takes ${LIMITS.privateMetadata} characters`)
  }
  if (submit === undefined && blocks.some(({ type }) => type === 'input')) {
    throw new BlockKitBug('a modal with inputs wants a submit button')
  }
  return checkSize({
    type: 'modal',
    callback_id: checkId(callback, 'callback_id'),
    title: plainLine(title, LIMITS.viewTitle),
    close: plainLine(close, LIMITS.viewTitle),
    ...(submit === undefined ? {} : { submit: plainLine(submit, LIMITS.viewTitle) }),
    ...(metadata ? { private_metadata: metadata } : {}),
    ...(externalId ? { external_id: checkId(externalId, 'external_id') } : {}),
    blocks: checkBlocks(blocks, LIMITS.modalBlocks, 'a modal'),
  })
}

/** A whole message; `text` is what notifications and screen readers give. Throws BlockKitBug where Slack would refuse it. */
export function message(text: string, blocks: readonly KnownBlock[]): Message {
  return { text: fallback(text), blocks: checkBlocks(blocks, LIMITS.messageBlocks, 'a message') }
}

/** A whole App Home. Throws BlockKitBug where Slack would refuse it. */
export function home(blocks: readonly KnownBlock[]): HomeView {
  return checkSize({ type: 'home', blocks: checkBlocks(blocks, LIMITS.homeBlocks, 'a home') })
}
