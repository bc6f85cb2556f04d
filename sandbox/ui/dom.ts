/**
 * A keyed virtual DOM of the few features this page needs. It exists so that a new state from the server
 * changes only what differs: the caret, the focus, scroll positions and open lists stay where they are.
 */

type Handler = (event: never) => void
type Prop = string | number | boolean | null | undefined
export interface Props {
  /** Identity among siblings; children without a key are matched by tag and order. */
  key?: string | undefined
  /** Called once, when the element has just been inserted. */
  mounted?: ((element: HTMLElement) => void) | undefined
  /** Called after every reconciliation that reached the element. */
  updated?: ((element: HTMLElement) => void) | undefined
  on?: Record<string, Handler | undefined>
  [attribute: string]: Prop | Handler | Record<string, Handler | undefined> | ((element: HTMLElement) => void)
}
export interface VNode {
  tag: string
  props: Props
  children: Child[]
}
export type Child = VNode | string | number | null | undefined | false | Child[]

/** Describes an element. Children may be nested arrays; null, undefined and false are left out. */
export function h(tag: string, props: Props | null, ...children: Child[]): VNode {
  return { tag, props: props ?? {}, children }
}

/** Ends a switch over all kinds: the compiler proves that it is not reached. */
export function neverReached(kind: never): never {
  throw new Error(`unexpected: ${JSON.stringify(kind)}`)
}

interface Rendered {
  tag: string
  key: string | undefined
  props: Props
  listeners: Map<string, Handler>
  /** What was drawn last: the very same description again needs no look inside. */
  last: VNode | null
}

const rendered = new WeakMap<Node, Rendered>()
const SVG_TAGS = new Set(['svg', 'path', 'circle', 'rect'])
/** Set as properties: the attribute of the same name is only the default value. */
const LIVE_PROPERTIES = new Set([
  'value',
  'checked',
  'disabled',
  'inert',
  'srcdoc',
  'hidden',
  'indeterminate',
])
let lifecycle: Array<() => void> = []

/** Makes `parent`'s children equal to `children`, reusing what is there, then runs the lifecycle callbacks. */
export function render(parent: HTMLElement, children: Child[]): void {
  reconcile(parent, children)
  const due = lifecycle
  lifecycle = []
  for (const callback of due) callback()
}

function flatten(children: Child[], into: Array<VNode | string>): Array<VNode | string> {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue
    if (Array.isArray(child)) flatten(child, into)
    else if (typeof child === 'number') into.push(String(child))
    else if (typeof child !== 'string') into.push(child)
    else if (child !== '') into.push(child)
  }
  return into
}

function reconcile(parent: Element, children: Child[]): void {
  const wanted = flatten(children, [])
  const available = new Map<string, Node[]>()
  for (const node of parent.childNodes) {
    const id = identityOfNode(node)
    const list = available.get(id)
    if (list) list.push(node)
    else available.set(id, [node])
  }
  const nodes = wanted.map((child) => available.get(identityOf(child))?.shift() ?? create(child))
  // What is no longer wanted goes first, so that the nodes that stay are not moved (a moved input loses its focus).
  for (const leftover of available.values()) for (const node of leftover) parent.removeChild(node)
  let cursor = parent.firstChild
  nodes.forEach((node, index) => {
    if (node === cursor) cursor = cursor.nextSibling
    else parent.insertBefore(node, cursor)
    const child = wanted[index]
    if (child !== undefined) update(node, child)
  })
}

function identityOf(child: VNode | string): string {
  return typeof child === 'string' ? '#text' : `${child.tag}\u0000${child.props.key ?? ''}`
}

function identityOfNode(node: Node): string {
  const meta = rendered.get(node)
  return meta ? `${meta.tag}\u0000${meta.key ?? ''}` : '#text'
}

function create(child: VNode | string): Node {
  if (typeof child === 'string') return document.createTextNode(child)
  const element = SVG_TAGS.has(child.tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', child.tag)
    : document.createElement(child.tag)
  rendered.set(element, { tag: child.tag, key: child.props.key, props: {}, listeners: new Map(), last: null })
  const { mounted } = child.props
  if (mounted) lifecycle.push(() => mounted(element as HTMLElement))
  return element
}

function update(node: Node, child: VNode | string): void {
  if (typeof child === 'string') {
    if (node.nodeValue !== child) node.nodeValue = child
    return
  }
  const element = node as HTMLElement
  const meta = rendered.get(element)
  if (!meta || meta.last === child) return
  meta.last = child
  reconcileUnlessOpaque(element, child)
  setProps(element, meta, child.props)
  const { updated } = child.props
  if (updated) lifecycle.push(() => updated(element))
}

function reconcileUnlessOpaque(element: HTMLElement, child: VNode): void {
  if (element.tagName !== 'TEXTAREA') reconcile(element, child.children)
}

function setProps(element: HTMLElement, meta: Rendered, next: Props): void {
  const previous = meta.props
  for (const name of Object.keys(previous)) {
    if (!(name in next)) setProp(element, name, undefined)
  }
  for (const [name, value] of Object.entries(next)) {
    if (name === 'key' || name === 'on' || name === 'mounted' || name === 'updated') continue
    if (LIVE_PROPERTIES.has(name) || previous[name] !== value) setProp(element, name, value as Prop)
  }
  setListeners(element, meta, next.on ?? {})
  meta.props = next
}

function setProp(element: HTMLElement, name: string, value: Prop): void {
  if (LIVE_PROPERTIES.has(name)) {
    const live = element as unknown as Record<string, Prop>
    const wanted = value ?? (name === 'value' || name === 'srcdoc' ? '' : false)
    if (live[name] !== wanted) live[name] = wanted
    return
  }
  if (value === undefined || value === null || value === false) element.removeAttribute(name)
  else element.setAttribute(name, value === true ? '' : String(value))
}

function setListeners(element: HTMLElement, meta: Rendered, next: Record<string, Handler | undefined>): void {
  for (const [type, handler] of Object.entries(next)) {
    if (!handler) {
      meta.listeners.delete(type)
      continue
    }
    if (!meta.listeners.has(type)) {
      element.addEventListener(type, (event) => meta.listeners.get(type)?.(event as never))
    }
    meta.listeners.set(type, handler)
  }
  for (const type of meta.listeners.keys()) if (!(type in next)) meta.listeners.set(type, () => undefined)
}
