import type {
  ActionsBlock,
  ActionsBlockElement,
  AlertBlock,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  InputBlock,
  SectionBlock,
  TextObject,
} from '@slack/types'
import { checkId } from './elements.ts'
import { BlockKitBug, LIMITS } from './limits.ts'
import { type Part, plainLine, rich } from './text.ts'

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plainLine(text, LIMITS.header) }
}

export function divider(): DividerBlock {
  return { type: 'divider' }
}

type Accessory = NonNullable<SectionBlock['accessory']>

/** A paragraph; with an id where it holds something to click. */
export function section(
  parts: Part | readonly Part[],
  beside?: { readonly id: string; readonly accessory: Accessory },
): SectionBlock {
  return {
    type: 'section',
    text: rich(parts, LIMITS.section),
    ...(beside ? { block_id: checkId(beside.id, 'block_id'), accessory: beside.accessory } : {}),
  }
}

/** A label and its value; null or empty: nothing to show. */
export type Field = readonly [label: string, value: string | null | undefined]

/** Pairs in two columns, as many sections as they need; none for pairs without values. Values are cut at `limit`. */
export function fields(pairs: readonly Field[], limit: number = LIMITS.field): SectionBlock[] {
  const shown = pairs.flatMap(([label, value]): TextObject[] =>
    value === null || value === undefined || value.trim() === ''
      ? []
      : [rich([{ bold: label }, '\n', value], Math.min(limit, LIMITS.field))],
  )
  const sections: SectionBlock[] = []
  for (let start = 0; start < shown.length; start += LIMITS.fieldsPerSection) {
    sections.push({ type: 'section', fields: shown.slice(start, start + LIMITS.fieldsPerSection) })
  }
  return sections
}

/** A notice that stands out, in modals only. */
export function alert(parts: Part | readonly Part[], level: 'info' | 'warning' | 'error'): AlertBlock {
  return { type: 'alert', level, text: rich(parts, LIMITS.section) }
}

/** Small grey text, one element for each line of parts. */
export function context(...texts: readonly (Part | readonly Part[])[]): ContextBlock {
  if (texts.length === 0 || texts.length > LIMITS.contextElements) {
    throw new BlockKitBug(
      `a context block takes 1 to ${LIMITS.contextElements} elements, not ${texts.length}`,
    )
  }
  return { type: 'context', elements: texts.map((parts) => rich(parts, LIMITS.context)) }
}

export function actions(id: string, elements: readonly ActionsBlockElement[]): ActionsBlock {
  if (elements.length === 0 || elements.length > LIMITS.actionsElements) {
    throw new BlockKitBug(
      `an actions block takes 1 to ${LIMITS.actionsElements} elements, not ${elements.length}`,
    )
  }
  return { type: 'actions', block_id: checkId(id, 'block_id'), elements: [...elements] }
}

/** A control of a form. `id` is the key that the form is read by. Optional unless `required`. */
export function input(given: {
  readonly id: string
  readonly label: string
  readonly element: InputBlock['element']
  readonly hint?: string
  readonly required?: boolean
  /** Tells us of each choice at once. */
  readonly dispatch?: boolean
}): InputBlock {
  const { id, label, element, hint, required, dispatch } = given
  return {
    type: 'input',
    block_id: checkId(id, 'block_id'),
    label: plainLine(label, LIMITS.label),
    element,
    optional: !required,
    ...(hint ? { hint: plainLine(hint, LIMITS.label) } : {}),
    ...(dispatch ? { dispatch_action: true } : {}),
  }
}
