/** Where interactive elements lie in blocks, for the validator and for the state of views. */

export type Json = Record<string, unknown>

export interface Placed {
  element: Json
  /** Path of the element inside its block. */
  path: string
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** Elements that a block holds directly: accessory, element, elements, a card's actions. */
export function elementsOf(block: Json): Placed[] {
  const placed: Placed[] = []
  if (isObject(block['accessory'])) placed.push({ element: block['accessory'], path: '/accessory' })
  if (isObject(block['element'])) placed.push({ element: block['element'], path: '/element' })
  if (block['type'] === 'actions' || block['type'] === 'context_actions') {
    for (const [index, element] of objects(block['elements']).entries()) {
      placed.push({ element, path: `/elements/${index}` })
    }
  }
  if (block['type'] === 'card') {
    for (const [index, element] of objects(block['actions']).entries()) {
      placed.push({ element, path: `/actions/${index}` })
    }
  }
  return placed
}

/** The blocks and those nested in containers and carousels, each with its pointer. */
export function allBlocks(blocks: unknown, base: string): { block: Json; pointer: string }[] {
  return objects(blocks).flatMap((block, index) => {
    const pointer = `${base}/${index}`
    const inner =
      block['type'] === 'container'
        ? allBlocks(block['child_blocks'], `${pointer}/child_blocks`)
        : block['type'] === 'carousel'
          ? allBlocks(block['elements'], `${pointer}/elements`)
          : []
    return [{ block, pointer }, ...inner]
  })
}

/** All options of a select, radio, checkbox or overflow element, those of its groups included. */
export function optionsOf(element: Json): Json[] {
  return [
    ...objects(element['options']),
    ...objects(element['option_groups']).flatMap((group) => objects(group['options'])),
  ]
}
