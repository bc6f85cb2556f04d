import { invalidate, ui } from '../store.ts'

const MARGIN = 8
const PREFERRED_HEIGHT = 320

/**
 * Puts a list or menu under its anchor, or above where there is more room. Fixed to the window, so that a
 * scrolling modal does not clip it.
 */
export function placeAt(popup: HTMLElement, anchor: Element, align: 'stretch' | 'end'): void {
  const box = anchor.getBoundingClientRect()
  const below = window.innerHeight - box.bottom - MARGIN
  const above = box.top - MARGIN
  const upwards = below < Math.min(PREFERRED_HEIGHT, popup.scrollHeight) && above > below
  const { style } = popup
  style.maxHeight = `${Math.max(120, Math.min(PREFERRED_HEIGHT, upwards ? above : below))}px`
  style.minWidth = align === 'stretch' ? `${box.width}px` : ''
  style.maxWidth = `${window.innerWidth - 2 * MARGIN}px`
  const width = popup.offsetWidth
  const left = align === 'stretch' ? box.left : box.right - width
  style.left = `${Math.max(MARGIN, Math.min(left, window.innerWidth - width - MARGIN))}px`
  style.top = upwards ? '' : `${box.bottom + 4}px`
  style.bottom = upwards ? `${window.innerHeight - box.top + 4}px` : ''
}

/** Keeps open popups at their anchors, and closes them on a press elsewhere. */
export function watchPopups(): void {
  document.addEventListener('pointerdown', (event) => {
    const inside = event.target instanceof Element && event.target.closest('[data-popup-root]')
    if (ui.popup === null) return
    if (inside instanceof HTMLElement && inside.dataset['popupRoot'] === ui.popup) return
    ui.popup = null
    invalidate()
  })
  const follow = () => {
    if (ui.popup !== null) invalidate()
  }
  window.addEventListener('resize', follow)
  window.addEventListener(
    'scroll',
    (event) => {
      const own = event.target instanceof Element && event.target.closest('.popup')
      if (!own) follow()
    },
    true,
  )
}
