import { type Child, h, type VNode } from '../dom.ts'
import { invalidate, ui } from '../store.ts'
import { placeAt } from './popup.ts'

interface MenuItem {
  key: string
  label: Child
  description?: Child
  choose: () => void
}
interface MenuButton {
  key: string
  id?: string
  label: string
  class: string
  content: Child
  items: MenuItem[]
  empty?: string
  busy?: boolean
  describedBy?: string | undefined
}

/** A button that opens a menu: arrow keys move, Enter chooses, Escape goes back to the button. */
export function menuButton(menu: MenuButton): VNode {
  const open = ui.popup === menu.key
  const setOpen = (value: boolean) => {
    ui.popup = value ? menu.key : null
    invalidate()
  }
  return h(
    'div',
    { class: 'menu', 'data-popup-root': menu.key, on: { keydown: (event: KeyboardEvent) => onKey(event) } },
    h(
      'button',
      {
        type: 'button',
        id: menu.id,
        class: menu.class,
        'aria-haspopup': 'menu',
        'aria-expanded': open ? 'true' : 'false',
        'aria-label': menu.label,
        'aria-describedby': menu.describedBy,
        'aria-busy': menu.busy ? 'true' : undefined,
        title: menu.label,
        on: { click: () => setOpen(!open) },
      },
      menu.content,
    ),
    open && list(menu),
  )

  function onKey(event: KeyboardEvent): void {
    if (!open) {
      if (event.key !== 'ArrowDown') return
      event.preventDefault()
      setOpen(true)
      return
    }
    const root = event.currentTarget as HTMLElement
    if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.stopPropagation()
      setOpen(false)
      root.querySelector('button')?.focus()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      moveFocus(root, event.key === 'ArrowDown' ? 1 : -1)
    }
  }
}

function moveFocus(root: HTMLElement, step: number): void {
  const items = [...root.querySelectorAll<HTMLElement>('[role=menuitem]')]
  const at = items.indexOf(document.activeElement as HTMLElement)
  items[(at + step + items.length) % items.length]?.focus()
}

function list(menu: MenuButton): VNode {
  return h(
    'div',
    {
      class: 'popup popup-menu',
      role: 'menu',
      'aria-label': menu.label,
      mounted: (element) => {
        place(element)
        element.querySelector<HTMLElement>('[role=menuitem]')?.focus()
      },
      updated: place,
    },
    menu.items.map((item) =>
      h(
        'button',
        {
          key: item.key,
          type: 'button',
          class: 'popup-item',
          role: 'menuitem',
          tabindex: -1,
          on: {
            click: (event: MouseEvent) => {
              const root = (event.currentTarget as HTMLElement).closest('.menu')
              ui.popup = null
              root?.querySelector('button')?.focus()
              invalidate()
              item.choose()
            },
          },
        },
        h('span', { class: 'popup-label' }, item.label),
        item.description && h('span', { class: 'popup-description' }, item.description),
      ),
    ),
    menu.items.length === 0 && h('p', { class: 'popup-note' }, menu.empty ?? ''),
  )
}

function place(element: HTMLElement): void {
  const button = element.parentElement?.querySelector('button')
  if (button) placeAt(element, button, 'end')
}
