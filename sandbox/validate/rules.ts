/** What the types can't say: how blocks go together. Each rule's source is the reference page of the block or element. */
import type { Json } from './blocks.ts'
import { allBlocks, elementsOf, objects, optionsOf } from './blocks.ts'
import type { Fault } from './schema.ts'

export type Surface = 'message' | 'modal' | 'home'

/** Blocks that don't go on every surface. `file` blocks can't be sent by apps at all. */
const SURFACES: Record<string, Surface[]> = {
  alert: ['modal'],
  card: ['message', 'home'],
  carousel: ['message', 'home'],
  context_actions: ['message'],
  data_table: ['message'],
  markdown: ['message'],
  plan: ['message'],
  table: ['message'],
  task_card: ['message'],
  file: [],
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  // `emoji` and `verbatim` are filled in by Slack, so a copied option may carry them.
  const entries = Object.entries(value).filter(([key]) => key !== 'emoji' && key !== 'verbatim')
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]),
  )
}

function duplicates(ids: { id: unknown; pointer: string }[], name: string): Fault[] {
  const seen = new Set<unknown>()
  return ids.flatMap(({ id, pointer }) => {
    if (typeof id !== 'string') return []
    if (!seen.has(id)) return seen.add(id) && []
    return [{ message: `${name} "${id}" already exists`, pointer: `${pointer}/${name}` }]
  })
}

function checkOptions(element: Json, pointer: string): Fault[] {
  const faults: Fault[] = []
  const options = optionsOf(element)
  if (element['type'] === 'static_select' || element['type'] === 'multi_static_select') {
    if ((element['options'] === undefined) === (element['option_groups'] === undefined)) {
      faults.push({ message: 'must define either `options` or `option_groups`', pointer })
    }
  }
  const external = String(element['type']).includes('external')
  const initial = [element['initial_option'], ...objects(element['initial_options'])].filter(
    (option) => option !== undefined,
  )
  for (const option of external ? [] : initial) {
    if (!options.some((candidate) => same(candidate, option))) {
      faults.push({ message: 'initial option must be one of the options', pointer })
    }
  }
  if (element['type'] !== 'overflow' && options.some((option) => option['url'] !== undefined)) {
    faults.push({ message: 'url is only available in overflow menus', pointer })
  }
  return faults
}

function isRealDate(text: unknown): boolean {
  const date = new Date(`${String(text)}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(String(text))
}

function checkElement(element: Json, pointer: string, surface: Surface): Fault[] {
  const faults = checkOptions(element, pointer)
  const add = (message: string, at = pointer) => faults.push({ message, pointer: at })
  const { min_length: shortest, max_length: longest, min_value: least, max_value: most } = element
  if (typeof shortest === 'number' && typeof longest === 'number' && shortest > longest) {
    add('min_length must not be greater than max_length')
  }
  if (least !== undefined && most !== undefined && Number(least) > Number(most)) {
    add('min_value must not be greater than max_value')
  }
  if (element['type'] === 'file_input' && surface !== 'modal') add('file_input is only allowed in modals')
  const initialDate = element['initial_date']
  if (initialDate !== undefined && !isRealDate(initialDate)) {
    add('must be a valid date (YYYY-MM-DD)', `${pointer}/initial_date`)
  }
  return [...faults, ...checkUrls(element, pointer)]
}

function checkUrls(holder: Json, pointer: string): Fault[] {
  return ['url', 'image_url'].flatMap((key) => {
    const url = holder[key]
    if (typeof url !== 'string' || /^[a-z][a-z0-9+.-]*:./i.test(url)) return []
    return [{ message: 'must be a valid url', pointer: `${pointer}/${key}` }]
  })
}

function checkBlock(block: Json, pointer: string, surface: Surface): Fault[] {
  const faults: Fault[] = []
  const type = String(block['type'])
  const allowed = SURFACES[type]
  if (allowed && !allowed.includes(surface)) {
    faults.push({ message: `invalid block type for this surface: ${type}`, pointer })
  }
  if (type === 'section' && block['text'] === undefined && block['fields'] === undefined) {
    faults.push({ message: 'missing required field: text or fields', pointer })
  }
  if (
    type === 'card' &&
    !['hero_image', 'title', 'actions', 'body'].some((key) => block[key] !== undefined)
  ) {
    faults.push({ message: 'at least one of hero_image, title, actions or body is required', pointer })
  }
  if (type === 'container' && block['title'] === undefined && block['rich_text_title'] === undefined) {
    faults.push({ message: 'missing required field: title', pointer })
  }
  faults.push(...checkUrls(block, pointer))
  const placed = elementsOf(block)
  for (const { element, path } of placed) faults.push(...checkElement(element, pointer + path, surface))
  const ids = placed.map(({ element, path }) => ({ id: element['action_id'], pointer: pointer + path }))
  return [...faults, ...duplicates(ids, 'action_id')]
}

/** The rules that hold for the blocks of a message, modal or home, beyond the shape of each. */
export function checkBlocks(blocks: unknown, surface: Surface, base: string): Fault[] {
  const all = allBlocks(blocks, base)
  const faults = all.flatMap(({ block, pointer }) => checkBlock(block, pointer, surface))
  faults.push(
    ...duplicates(
      all.map(({ block, pointer }) => ({ id: block['block_id'], pointer })),
      'block_id',
    ),
  )
  if (all.filter(({ block }) => block['type'] === 'table').length > 1) {
    faults.push({ message: 'only one table block is allowed in a message', pointer: base })
  }
  const markdown = all
    .filter(({ block }) => block['type'] === 'markdown')
    .map(({ block }) => String(block['text']))
  if (markdown.join('').length > 12_000) {
    faults.push({ message: 'markdown blocks must be less than 12001 characters together', pointer: base })
  }
  const focused = all
    .flatMap(({ block }) => elementsOf(block))
    .filter(({ element }) => element['focus_on_load'])
  if (focused.length > 1) faults.push({ message: 'only one element may be focused on load', pointer: base })
  return faults
}
