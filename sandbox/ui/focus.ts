const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), [tabindex]:not([tabindex="-1"])'

/** What the Tab key reaches inside `root`, in order. */
export function focusables(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) => element.tabIndex >= 0 && element.getClientRects().length > 0,
  )
}

/** Keeps the Tab key inside the dialog that handles this event. */
export function trapTab(event: KeyboardEvent): void {
  const dialog = event.currentTarget as HTMLElement
  const inside = focusables(dialog)
  const first = inside[0]
  const last = inside.at(-1)
  if (!first || !last) return
  const at = document.activeElement
  if (event.shiftKey && (at === first || at === dialog)) {
    event.preventDefault()
    last.focus()
  } else if (!event.shiftKey && at === last) {
    event.preventDefault()
    first.focus()
  }
}

let lastOutside: HTMLElement | null = null

/** Remembers where the focus was outside of dialogs, to return there when the last one closes. */
export function watchFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && !target.closest('.overlay')) lastOutside = target
  })
}

/** Returns the focus after a dialog, to `fallback` where its former place is gone. */
export function returnFocus(fallback: string): void {
  if (document.activeElement && document.activeElement !== document.body) return
  const target = lastOutside?.isConnected ? lastOutside : document.querySelector<HTMLElement>(fallback)
  target?.focus({ preventScroll: true })
}
