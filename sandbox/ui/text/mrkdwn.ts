import { type Command, type Node, NodeType, parse } from 'slack-message-parser'
import { type Child, h, neverReached } from '../dom.ts'
import { channelName, nameOf } from '../store.ts'
import type { Text } from '../types.ts'
import { fillDate } from './dates.ts'
import { emoji, withEmoji } from './emoji.ts'

/** Text goes into the page as text nodes only; there is no way from a message to markup. */

/** Renders a text object: plain text with emoji, or Slack's mrkdwn. */
export function textOf(text: Text | { type: string; text: string }): Child[] {
  return text.type === 'mrkdwn' ? mrkdwn(text.text) : [withEmoji(text.text)]
}

/** The bare words of a text object, for labels. */
export function plainOf(text: Text | { type: string; text: string }): string {
  if (text.type !== 'mrkdwn') return withEmoji(text.text)
  return parse(normalise(text.text)).children.map(wordsOf).join('').trim()
}

/** Renders Slack's mrkdwn. */
export function mrkdwn(source: string): Child[] {
  return parse(normalise(source)).children.map(nodeOf)
}

/** The parser knows a quote by its escaped sign, and would show the space after it; apps may send the bare one. */
function normalise(source: string): string {
  return source.replace(/^(?:>|&gt;) ?/gm, '&gt;')
}

/** Slack escapes exactly these three characters. */
function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

function nodeOf(node: Node): Child {
  switch (node.type) {
    case NodeType.Text:
      return unescape(node.text)
    case NodeType.Bold:
      return h('strong', null, node.children.map(nodeOf))
    case NodeType.Italic:
      return h('em', null, node.children.map(nodeOf))
    case NodeType.Strike:
      return h('s', null, node.children.map(nodeOf))
    case NodeType.Quote:
      return h('blockquote', null, node.children.map(nodeOf))
    case NodeType.Code:
      return h('code', null, unescape(node.text))
    case NodeType.PreText:
      return h('pre', null, unescape(node.text))
    case NodeType.Emoji:
      return emoji(node.name) ?? node.source
    case NodeType.URL:
      return link(unescape(node.url), node.label ? node.label.map(nodeOf) : unescape(node.url))
    case NodeType.UserLink:
      return mention(`@${nameOf(node.userID)}`)
    case NodeType.ChannelLink:
      return mention(`#${channelName(node.channelID)}`)
    case NodeType.Command:
      return commandOf(node)
    case NodeType.Root:
      return node.children.map(nodeOf)
    default:
      return neverReached(node)
  }
}

function wordsOf(node: Node): string {
  switch (node.type) {
    case NodeType.Text:
    case NodeType.Code:
    case NodeType.PreText:
      return unescape(node.text)
    case NodeType.Emoji:
      return emoji(node.name) ?? node.source
    case NodeType.URL:
      return node.label ? node.label.map(wordsOf).join('') : unescape(node.url)
    case NodeType.UserLink:
      return `@${nameOf(node.userID)}`
    case NodeType.ChannelLink:
      return `#${channelName(node.channelID)}`
    case NodeType.Command:
      return node.label?.map(wordsOf).join('') ?? `@${node.name}`
    case NodeType.Bold:
    case NodeType.Italic:
    case NodeType.Strike:
    case NodeType.Quote:
    case NodeType.Root:
      return node.children.map(wordsOf).join('')
    default:
      return neverReached(node)
  }
}

function commandOf(node: Command): Child {
  const label = node.label?.map(nodeOf)
  if (node.name === 'date') {
    const [seconds = '', template = '', url] = node.arguments
    const text = fillDate(template, Number.parseInt(seconds, 10))
    const shown: Child = text === null ? label : h('time', null, text)
    return url ? link(unescape(url), shown) : shown
  }
  if (node.name === 'subteam') return mention(label ?? `@${node.arguments[0] ?? ''}`)
  if (['here', 'channel', 'everyone'].includes(node.name)) return mention(`@${node.name}`)
  return label ?? node.source
}

export function mention(name: Child): Child {
  return h('span', { class: 'mention' }, name)
}

const SAFE_LINK = /^(?:https?:\/\/|mailto:|tel:)/i

/** A link where the address is one that can do no harm, else just its label. */
export function link(url: string, label: Child): Child {
  if (!SAFE_LINK.test(url)) return h('span', null, label)
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label)
}
