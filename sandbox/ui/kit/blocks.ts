import type { AlertBlock, ContextBlock, ImageBlock, KnownBlock, SectionBlock } from '@slack/types'
import { type Child, h, type VNode } from '../dom.ts'
import { domId } from '../drafts.ts'
import { icon } from '../icons.ts'
import { t } from '../store.ts'
import { withEmoji } from '../text/emoji.ts'
import { markdown } from '../text/markdown.ts'
import { plainOf, textOf } from '../text/mrkdwn.ts'
import { richText } from '../text/rich-text.ts'
import { type AnyElement, element } from './elements.ts'
import { image } from './image.ts'
import { inputBlock } from './input-block.ts'
import type { Slot, Surface } from './slot.ts'
import { dataTable, table } from './table.ts'

/** Draws Block Kit. A block's identity is its block_id, so that an update of the view keeps what stays. */
export function blocks(list: KnownBlock[], surface: Surface): VNode {
  return h(
    'div',
    { class: 'blocks' },
    list.map((block, index) => {
      const blockId = block.block_id ?? `#${index}`
      return h('div', { key: blockId, class: `block block-${block.type}` }, draw(block, blockId, surface))
    }),
  )
}

function draw(block: KnownBlock, blockId: string, surface: Surface): Child {
  switch (block.type) {
    case 'section':
      return section(block, blockId, surface)
    case 'header':
      return h('h3', { class: 'kit-header' }, withEmoji(block.text.text))
    case 'divider':
      return h('hr', null)
    case 'context':
      return context(block)
    case 'actions':
      return h(
        'div',
        { class: 'actions' },
        block.elements.map((one) => element(one, { surface, blockId, input: null, ...nameOfElement(one) })),
      )
    case 'input':
      return inputBlock(block, blockId, surface)
    case 'image':
      return figure(block)
    case 'alert':
      return alert(block)
    case 'rich_text':
      return richText(block)
    case 'markdown':
      return h('div', { class: 'markdown' }, markdown(block.text))
    case 'table':
      return table(block)
    case 'data_table':
      return dataTable(block, `${surface.key}/${blockId}`)
    case 'card':
    case 'carousel':
    case 'container':
    case 'context_actions':
    case 'file':
    case 'plan':
    case 'task_card':
    case 'video':
    default:
      return h('p', { class: 'unsupported' }, t().unsupportedBlock(block.type))
  }
}

/** A label for a control that has none of its own; buttons are named by their text. */
function nameOfElement(one: AnyElement, text?: string): Pick<Slot, 'label'> {
  if (one.type === 'button' || one.type === 'workflow_button' || one.type === 'image') return {}
  const placeholder = 'placeholder' in one ? one.placeholder?.text : undefined
  const label = text || placeholder
  return label ? { label } : {}
}

const LONGEST_LABEL = 60

function section(block: SectionBlock, blockId: string, surface: Surface): Child {
  const textId = domId(surface.key, blockId, ':text')
  const { accessory } = block
  const words = block.text ? plainOf(block.text) : ''
  return h(
    'div',
    { class: accessory ? `section with-${accessory.type}` : 'section' },
    h(
      'div',
      { class: 'section-main', id: textId },
      block.text && h('div', { class: 'text' }, textOf(block.text)),
      block.fields &&
        h(
          'div',
          { class: 'fields' },
          block.fields.map((field) => h('div', { class: 'text field' }, textOf(field))),
        ),
    ),
    accessory &&
      h(
        'div',
        { class: 'accessory' },
        element(accessory, {
          surface,
          blockId,
          input: null,
          describedBy: textId,
          ...nameOfElement(accessory, words.length <= LONGEST_LABEL ? words : undefined),
        }),
      ),
  )
}

function context(block: ContextBlock): Child {
  return h(
    'div',
    { class: 'context' },
    block.elements.map((one) => {
      if (one.type === 'image') return image(one)
      return h('span', { class: 'text' }, textOf(one))
    }),
  )
}

function figure(block: ImageBlock): Child {
  return h('figure', null, block.title && h('figcaption', null, withEmoji(block.title.text)), image(block))
}

function alert(block: AlertBlock): Child {
  const level = block.level ?? 'default'
  const isUrgent = level === 'warning' || level === 'error'
  return h(
    'div',
    {
      class: `alert alert-${level}`,
      role: level === 'error' ? 'alert' : 'note',
      'aria-label': t().alertLevels[level],
    },
    icon(level === 'success' ? 'check' : isUrgent ? 'alert' : 'info'),
    h('div', { class: 'text' }, textOf(block.text)),
  )
}
