import { array, assert, constantFrom, oneof, property, string } from 'fast-check'
import { type Node, NodeType, parse } from 'slack-message-parser'
import { describe, expect, it } from 'vitest'
import { actions, context, fields, input, section } from '../../src/views/kit/blocks.ts'
import { clean, cleanLine, cut } from '../../src/views/kit/clean.ts'
import { button, option, select, textInput } from '../../src/views/kit/elements.ts'
import { LIMITS } from '../../src/views/kit/limits.ts'
import { home, message, modal } from '../../src/views/kit/surfaces.ts'
import { fallback, plain, rich } from '../../src/views/kit/text.ts'

const seed = Number(process.env['SEED'] ?? 20261122)

/** What a reader sees of mrkdwn, with anything that Slack would act on in ⟦⟧, but for bold where it is meant. */
function seen(node: Node, bold: boolean): string {
  if (node.type === NodeType.Text) {
    return node.text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  }
  const isMeant = node.type === NodeType.Root || (bold && node.type === NodeType.Bold)
  if (!isMeant) return `⟦${node.source}⟧`
  return node.children.map((child) => seen(child, bold && node.type === NodeType.Root)).join('')
}

const shown = (text: ReturnType<typeof rich>, bold = false) =>
  text.type === 'mrkdwn' ? seen(parse(text.text), bold) : text.text

const MARKS = [
  '*',
  '_',
  '~',
  '`',
  ':',
  '>',
  '<',
  '&',
  '!',
  '@',
  '#',
  '|',
  '/',
  '-',
  'a',
  'b',
  '1',
  ' ',
  '\n',
  '太',
  'ー',
  '・',
  '（',
  '）',
  '。',
]
const typed = oneof(
  array(constantFrom(...MARKS), { maxLength: 16 }).map((all) => all.join('')),
  string({ unit: 'grapheme', maxLength: 30 }),
)

describe('data in a text, as a Slack parser reads it', () => {
  it('shows as it was typed, beside other words and alone', () => {
    assert(
      property(typed, (words) => {
        expect(shown(rich(['x ', words]))).toBe(clean(`x ${words}`))
        expect(shown(rich(words))).toBe(clean(words).trim() === '' ? '–' : clean(words))
      }),
      { seed, numRuns: 5000 },
    )
  })

  it('does nothing beside a bold label', () => {
    assert(
      property(typed, typed, (label, value) => {
        expect(shown(rich([{ bold: label }, '\n', value]), true)).not.toContain('⟦')
      }),
      { seed, numRuns: 5000 },
    )
  })
})

describe('rich', () => {
  const cases: readonly (readonly [string, Parameters<typeof rich>[0], object])[] = [
    [
      'a mention of all',
      '<!channel> <@U1>',
      { type: 'mrkdwn', text: '&lt;!channel&gt; &lt;@U1&gt;', verbatim: true },
    ],
    ['marks', '*b* _i_', { type: 'plain_text', text: '*b* _i_', emoji: false }],
    [
      'marks beside bold',
      [{ bold: '氏名' }, '\n*b*'],
      { type: 'plain_text', text: '氏名\n*b*', emoji: false },
    ],
    [
      'an address',
      'taro_yamada@example.com',
      { type: 'mrkdwn', text: 'taro_yamada@example.com', verbatim: true },
    ],
    ['an emoji', ':smile:', { type: 'plain_text', text: ':smile:', emoji: false }],
    ['an emoji with a Japanese name', ':太郎:', { type: 'plain_text', text: ':太郎:', emoji: false }],
    ['a quotation', 'a\n> b', { type: 'plain_text', text: 'a\n> b', emoji: false }],
    ['bold in Japanese', [{ bold: '1' }, '山田'], { type: 'mrkdwn', text: '*1* 山田', verbatim: true }],
    ['somebody', [{ user: 'U1' }, ' *b*'], { type: 'mrkdwn', text: '<@U1> ＊b＊', verbatim: true }],
    ['nobody', [{ user: '!channel' }], { type: 'mrkdwn', text: '!channel', verbatim: true }],
    ['nothing', '', { type: 'mrkdwn', text: '–', verbatim: true }],
  ]
  it.each(cases)('writes %s', (_what, parts, text) => {
    expect(rich(parts)).toEqual(text)
  })

  it.each(['a', '&', '*', '𠮷', '髙', '家\u{e0100}', '👩‍👩‍👧'])(
    'keeps to its limit with many %s',
    (letter) => {
      for (const limit of [1, 75, 150, 2000, 3000]) {
        const text = rich([{ bold: letter.repeat(40) }, '\n', letter.repeat(3100)], limit)
        expect(text.text.length).toBeLessThanOrEqual(limit)
        expect(text.text).not.toMatch(/\p{Surrogate}/u)
      }
    },
  )
})

describe('clean', () => {
  it.each([
    ['a\u202eb', 'a[U+202E]b'],
    ['a\u200bb\ufeff', 'a[U+200B]b[U+FEFF]'],
    ['a\u0000\u0007', 'a[U+0000][U+0007]'],
    ['a\u200db', 'a[U+200D]b'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
    ['邊\u{e0101}', '邊\u{e0101}'],
    ['a\ud800b', 'a\ufffdb'],
    ['a\r\nb\u2028c\td', 'a\nb\nc d'],
  ])('makes %j visible', (text, visible) => {
    expect(clean(text)).toBe(visible)
    expect(clean(visible)).toBe(visible)
  })

  it('puts a text on one line', () => {
    expect(cleanLine(' a \n\n b ')).toBe('a b')
  })

  it('cuts between characters as people see them', () => {
    expect(cut('𠮷𠮷𠮷', 5)).toBe('𠮷𠮷…')
    expect(cut('家\u{e0100}家\u{e0100}', 5)).toBe('家\u{e0100}…')
    expect(cut('abc', 3)).toBe('abc')
    expect(cut('abcd', 3)).toBe('ab…')
  })

  it('gives notifications nothing to act on', () => {
    expect(fallback('<!here> *b*\nx')).toBe('&lt;!here＞ ＊b＊ x')
    expect(plain(' ').text).toBe('–')
  })
})

describe('a view that Slack would refuse is refused first', () => {
  const blocks = (count: number) => Array.from({ length: count }, () => section('x'))
  const form = [input({ id: 'a', label: 'a', element: textInput({ action: 'a' }) })]
  const twice = [1, 2].map(() => actions('same', [button({ action: 'a', label: 'a' })]))
  const shell = { callback: 'c', title: 't', close: 'x' }
  const cases: readonly (readonly [string, () => unknown])[] = [
    ['101 blocks in a modal', () => modal({ ...shell, blocks: blocks(101) })],
    ['101 blocks at home', () => home(blocks(101))],
    ['51 blocks in a message', () => message('x', blocks(51))],
    ['one block_id twice', () => modal({ ...shell, blocks: twice })],
    ['inputs without submit', () => modal({ ...shell, blocks: form })],
    ['long metadata', () => modal({ ...shell, metadata: 'x'.repeat(3001), blocks: [] })],
    ['250 KB', () => home(Array.from({ length: 90 }, () => section('髙'.repeat(3000))))],
    ['a long value', () => button({ action: 'a', label: 'a', value: 'x'.repeat(2001) })],
    ['a long option value', () => option({ value: 'x'.repeat(76), label: 'a' })],
    ['an empty select', () => select({ action: 'a', items: [] })],
    ['an empty id', () => button({ action: '', label: 'a' })],
    ['no actions', () => actions('a', [])],
    ['no context', () => context()],
  ]
  it.each(cases)('%s', (_what, build) => {
    expect(build).toThrow(expect.objectContaining({ name: 'BlockKitBug' }))
  })

  it('at its limits it is built', () => {
    expect(modal({ ...shell, submit: 's', metadata: 'x'.repeat(3000), blocks: form }).blocks).toEqual(form)
    expect(home(blocks(100)).blocks).toHaveLength(100)
    expect(message('x', blocks(50)).blocks).toHaveLength(50)
  })
})

it('groups a list of more than 100 options by its first and last', () => {
  const items = Array.from({ length: 150 }, (_, index) => ({ value: `v${index}`, label: `値${index}` }))
  const { option_groups: groups = [], initial_option: chosen } = select({
    action: 'a',
    items,
    chosen: ['v120'],
  })
  expect(groups.map(({ label, options }) => [label.text, options.length])).toEqual([
    ['値0 – 値99', 100],
    ['値100 – 値149', 50],
  ])
  expect(chosen).toEqual(groups[1]?.options[20])
})

it('pairs labels and values, ten to a section, without the empty ones', () => {
  const pairs = Array.from({ length: 12 }, (_, index) => [`l${index}`, index === 0 ? null : 'v'] as const)
  expect(fields(pairs).map((block) => block.fields?.length)).toEqual([10, 1])
  expect(fields([['l', ' ']])).toEqual([])
  expect(fields([['住所', 'a & b']])[0]?.fields).toEqual([
    { type: 'mrkdwn', text: '*住所*\na &amp; b', verbatim: true },
  ])
  const [long] = fields([['l', 'x'.repeat(9000)]])[0]?.fields ?? []
  expect(long?.text.endsWith('x…')).toBe(true)
  expect(long?.text.length).toBeGreaterThan(LIMITS.field - 5)
  expect(long?.text.length).toBeLessThanOrEqual(LIMITS.field)
})
