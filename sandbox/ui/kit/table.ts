import type { DataTableBlock, TableBlock } from '@slack/types'
import { h, type VNode } from '../dom.ts'
import { invalidate, t } from '../store.ts'
import { richText } from '../text/rich-text.ts'

type Cell = TableBlock['rows'][number][number]

/** A table of a message. Its first row is the header. */
export function table(block: TableBlock): VNode {
  const [header, ...rows] = block.rows
  return h(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': t().messages },
    h(
      'table',
      null,
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          header?.map((cell, at) => tableCell('th', cell, block, at)),
        ),
      ),
      h(
        'tbody',
        null,
        rows.map((row) =>
          h(
            'tr',
            null,
            row.map((cell, at) => tableCell('td', cell, block, at)),
          ),
        ),
      ),
    ),
  )
}

function tableCell(tag: 'th' | 'td', cell: Cell, block: TableBlock, column: number): VNode {
  const settings = block.column_settings?.[column]
  const alignment = settings?.align ?? (isNumeric(block.rows, column) ? 'right' : 'left')
  return h(tag, { class: `align-${alignment} ${settings?.is_wrapped ? 'wrapped' : ''}` }, contentOf(cell))
}

/** A column of numbers is set to the right, its heading too. */
function isNumeric(rows: Cell[][], column: number): boolean {
  return rows[1]?.[column]?.type === 'raw_number'
}

function contentOf(cell: Cell) {
  return cell.type === 'rich_text' ? richText(cell) : cell.text
}

const pages = new Map<string, number>()
const DEFAULT_PAGE_SIZE = 10

/** A table that pages through its rows by itself. */
export function dataTable(block: DataTableBlock, key: string): VNode {
  const [header, ...rows] = block.rows
  const size = block.page_size ?? DEFAULT_PAGE_SIZE
  const count = Math.max(1, Math.ceil(rows.length / size))
  const page = Math.min(pages.get(key) ?? 0, count - 1)
  const turn = (to: number) => {
    pages.set(key, to)
    invalidate()
  }
  const cell = (one: Cell, at: number, tag: 'th' | 'td') =>
    h(
      at === block.row_header_column_index ? 'th' : tag,
      { class: isNumeric(block.rows, at) ? 'align-right' : '' },
      contentOf(one),
    )
  return h(
    'div',
    { class: 'data-table' },
    h(
      'div',
      { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': block.caption },
      h(
        'table',
        null,
        h('caption', null, block.caption),
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            header?.map((one, at) => cell(one, at, 'th')),
          ),
        ),
        h(
          'tbody',
          null,
          rows.slice(page * size, (page + 1) * size).map((row) =>
            h(
              'tr',
              null,
              row.map((one, at) => cell(one, at, 'td')),
            ),
          ),
        ),
      ),
    ),
    count > 1 &&
      h(
        'div',
        { class: 'pager' },
        pageButton(t().previousPage, '◀', page > 0, () => turn(page - 1)),
        h('span', null, t().page(page + 1, count)),
        pageButton(t().nextPage, '▶', page < count - 1, () => turn(page + 1)),
      ),
  )
}

function pageButton(label: string, sign: string, enabled: boolean, turn: () => void): VNode {
  return h(
    'button',
    { type: 'button', class: 'button plain', 'aria-label': label, disabled: !enabled, on: { click: turn } },
    sign,
  )
}
