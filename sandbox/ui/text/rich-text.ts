import type { RichTextBlock, RichTextBlockElement, RichTextElement } from '@slack/types'
import { type Child, h, neverReached } from '../dom.ts'
import { channelName, nameOf } from '../store.ts'
import { fillDate } from './dates.ts'
import { emoji } from './emoji.ts'
import { link, mention } from './mrkdwn.ts'

export function richText(block: RichTextBlock): Child {
  return h('div', { class: 'rich-text' }, block.elements.map(partOf))
}

function partOf(part: RichTextBlockElement): Child {
  switch (part.type) {
    case 'rich_text_section':
      return h('p', null, part.elements.map(inlineOf))
    case 'rich_text_quote':
      return h('blockquote', null, part.elements.map(inlineOf))
    case 'rich_text_preformatted':
      return h('pre', null, part.elements.map(inlineOf))
    case 'rich_text_list':
      return h(
        part.style === 'ordered' ? 'ol' : 'ul',
        { 'data-indent': part.indent ?? 0 },
        part.elements.map((item) => h('li', null, item.elements.map(inlineOf))),
      )
    default:
      return neverReached(part)
  }
}

function inlineOf(element: RichTextElement): Child {
  let content = contentOf(element)
  const style = element.style
  if (style?.code) content = h('code', null, content)
  if (style?.bold) content = h('strong', null, content)
  if (style?.italic) content = h('em', null, content)
  if (style?.strike) content = h('s', null, content)
  if (style?.underline) content = h('u', null, content)
  return content
}

function contentOf(element: RichTextElement): Child {
  switch (element.type) {
    case 'text':
      return element.text
    case 'link':
      return link(element.url, element.text ?? element.url)
    case 'emoji':
      return emoji(element.name) ?? `:${element.name}:`
    case 'user':
      return mention(`@${nameOf(element.user_id)}`)
    case 'channel':
      return mention(`#${channelName(element.channel_id)}`)
    case 'usergroup':
      return mention(`@${element.usergroup_id}`)
    case 'broadcast':
      return mention(`@${element.range}`)
    case 'date':
      return fillDate(element.format, element.timestamp) ?? element.fallback ?? ''
    case 'color':
      return h('code', null, element.value)
    case 'team':
      return mention(element.team_id)
    default:
      return neverReached(element)
  }
}
