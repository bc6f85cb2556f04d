import { objects } from './blocks.ts'
import { checkBlocks } from './rules.ts'
import type { Fault } from './schema.ts'
import { checkShape, faultLine } from './schema.ts'

export { allBlocks, elementsOf, objects, optionsOf } from './blocks.ts'
export { checkShape } from './schema.ts'

/** Why Slack refuses a payload: its error code, and its `response_metadata.messages`. */
export interface Rejection {
  error: string
  messages: string[]
}

const VIEW_BYTES = 250 * 1024
const MESSAGE_TEXT = 40_000
const UPDATED_TEXT = 4_000

const reject = (error: string, faults: Fault[]): Rejection | null =>
  faults.length > 0 ? { error, messages: faults.map(faultLine) } : null

/** Checks a view for views.* and for an ack's `update` or `push`. Gives null where Slack takes it. */
export function checkView(view: unknown, wanted: 'modal' | 'home'): Rejection | null {
  if (typeof view !== 'object' || view === null || Array.isArray(view)) {
    return { error: 'invalid_arguments', messages: ['[ERROR] must provide an object [json-pointer:/view]'] }
  }
  if (Buffer.byteLength(JSON.stringify(view)) > VIEW_BYTES) return { error: 'view_too_large', messages: [] }
  const type = 'type' in view ? view.type : undefined
  if (type !== wanted)
    return reject('invalid_arguments', [{ message: 'unsupported type', pointer: '/view/type' }])
  const shape = checkShape(wanted === 'home' ? 'HomeView' : 'ModalView', view, '/view')
  const blocks = 'blocks' in view ? view.blocks : []
  const faults = [...shape, ...checkBlocks(blocks, wanted, '/view/blocks')]
  const hasInput = objects(blocks).some((block) => block['type'] === 'input')
  if (wanted === 'modal' && hasInput && !('submit' in view)) {
    faults.push({ message: 'must define `submit` to use an `input` block in modals', pointer: '/view' })
  }
  return reject('invalid_arguments', faults)
}

export interface MessageDraft {
  text?: unknown
  blocks?: unknown
  /** Whether the message brings attachments or files, which may stand without text. */
  bare?: boolean
}

/** Checks what chat.* and response_url are given. `updated` for chat.update, whose text may have 4,000 characters only. */
export function checkMessage(
  { text, blocks, bare = false }: MessageDraft,
  updated = false,
): Rejection | null {
  const hasBlocks = Array.isArray(blocks) && blocks.length > 0
  if (blocks !== undefined && !Array.isArray(blocks)) {
    return {
      error: 'invalid_blocks_format',
      messages: ['[ERROR] must provide an array [json-pointer:/blocks]'],
    }
  }
  if (text !== undefined && typeof text !== 'string') {
    return { error: 'invalid_arguments', messages: ['[ERROR] must provide a string [json-pointer:/text]'] }
  }
  if (!hasBlocks && (text ?? '') === '' && !bare) return { error: 'no_text', messages: [] }
  if ((text ?? '').length > (updated ? UPDATED_TEXT : MESSAGE_TEXT))
    return { error: 'msg_too_long', messages: [] }
  if (blocks === undefined) return null
  return reject('invalid_blocks', [
    ...checkShape('MessageBlocks', blocks, '/blocks'),
    ...checkBlocks(blocks, 'message', '/blocks'),
  ])
}

/** Checks the ack of a block_suggestion. */
export function checkSuggestions(ack: unknown): Rejection | null {
  const given = typeof ack === 'object' && ack !== null ? (ack as Record<string, unknown>) : {}
  const element = {
    type: 'multi_static_select',
    ...('options' in given ? { options: given['options'] } : {}),
    ...('option_groups' in given ? { option_groups: given['option_groups'] } : {}),
  }
  // No hit is a fine answer here, while a static select needs an option.
  const faults = checkShape('MultiStaticSelect', element, '').filter(
    ({ message }) => !message.startsWith('no fewer'),
  )
  if ('options' in given === 'option_groups' in given) {
    faults.push({ message: 'must define either `options` or `option_groups`', pointer: '' })
  }
  return reject('invalid_options', faults)
}
