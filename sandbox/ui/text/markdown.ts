import { type Child, h, type VNode } from '../dom.ts'
import { withEmoji } from './emoji.ts'
import { link } from './mrkdwn.ts'

/** The part of standard Markdown that Slack's `markdown` block promises: headings, lists, quotes, code, emphasis, links. */
export function markdown(source: string): Child[] {
  const blocks: Child[] = []
  const lines = source.replaceAll('\r\n', '\n').split('\n')
  for (let at = 0; at < lines.length; ) {
    const [block, next] = blockAt(lines, at)
    if (block) blocks.push(block)
    at = next
  }
  return blocks
}

const LIST_ITEM = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/

/** The block that begins at a line, and the line after it. */
function blockAt(lines: string[], at: number): [VNode | null, number] {
  const line = lines[at] ?? ''
  const heading = /^(#{1,6})\s+(.*)$/.exec(line)
  if (heading) {
    const level = Math.min((heading[1] ?? '').length + 2, 6)
    return [h(`h${level}`, null, inline(heading[2] ?? '')), at + 1]
  }
  if (line.startsWith('```')) {
    const end = lines.findIndex((text, index) => index > at && text.startsWith('```'))
    const last = end < 0 ? lines.length : end
    return [h('pre', null, lines.slice(at + 1, last).join('\n')), last + 1]
  }
  if (/^\s*(?:-{3,}|\*{3,})\s*$/.test(line)) return [h('hr', null), at + 1]
  if (line.trim() === '') return [null, at + 1]
  if (line.startsWith('>')) {
    const run = runOf(lines, at, (text) => text.startsWith('>'))
    return [h('blockquote', null, joined(run.map((text) => text.replace(/^>\s?/, '')))), at + run.length]
  }
  const item = LIST_ITEM.exec(line)
  if (item) {
    const run = runOf(lines, at, (text) => LIST_ITEM.test(text))
    const items = run.map((text) => h('li', null, inline(LIST_ITEM.exec(text)?.[2] ?? '')))
    return [h(item[1] ? 'ol' : 'ul', null, items), at + run.length]
  }
  const run = runOf(lines, at, (text) => text.trim() !== '' && !/^(?:#{1,6}\s|```|>)/.test(text))
  return [h('p', null, joined(run)), at + Math.max(run.length, 1)]
}

function runOf(lines: string[], from: number, belongs: (line: string) => boolean): string[] {
  const end = lines.findIndex((line, index) => index >= from && !belongs(line))
  return lines.slice(from, end < 0 ? lines.length : end)
}

function joined(lines: string[]): Child[] {
  return lines.map((line, index) => [index > 0 && h('br', null), inline(line)])
}

const INLINE = /`([^`]+)`|\*\*(.+?)\*\*|~~(.+?)~~|\*([^*]+)\*|\b_([^_]+)_\b|\[([^\]]+)\]\(([^)\s]+)\)/

function inline(text: string): Child[] {
  const match = INLINE.exec(text)
  if (!match) return [withEmoji(text)]
  const [whole, code, bold, strike, star, underscore, label, url] = match
  const before = withEmoji(text.slice(0, match.index))
  const after = inline(text.slice(match.index + whole.length))
  return [before, styled(), ...after]

  function styled(): Child {
    if (code !== undefined) return h('code', null, code)
    if (bold !== undefined) return h('strong', null, inline(bold))
    if (strike !== undefined) return h('s', null, inline(strike))
    const emphasis = star ?? underscore
    if (emphasis !== undefined) return h('em', null, inline(emphasis))
    return link(url ?? '', inline(label ?? ''))
  }
}
