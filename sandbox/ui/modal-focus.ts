import { focusables } from './focus.ts'

export interface FocusMemory {
  /** The DOM id of what had the focus last. */
  focusedId: string
}

let shownView = ''
let awaitsField = false
let errorsOf = ''

/** No view is open any more. */
export function forgetShownView(): void {
  shownView = ''
}

/** The person has begun to use the view: its focus is theirs from now on. */
export function keepFocus(): void {
  awaitsField = false
}

/** The next drawing of this view moves the focus to its first error. */
export function focusFirstError(viewId: string): void {
  errorsOf = viewId
}

/**
 * Moves the focus where a person expects it: into a new view, back to where they were, or to the first error.
 * A view that opens without fields (「読み込んでいます」) waits for its first field.
 */
export function settleFocus(dialog: HTMLElement, viewId: string, memory: FocusMemory): void {
  if (errorsOf === viewId) focusError(dialog)
  if (shownView !== viewId) {
    shownView = viewId
    awaitsField = true
  }
  if (!awaitsField) return
  const remembered = memory.focusedId ? document.getElementById(memory.focusedId) : null
  const field = remembered ?? firstField(dialog)
  if (field) {
    awaitsField = false
    field.focus({ preventScroll: remembered !== null })
  } else if (!dialog.contains(document.activeElement)) {
    dialog.focus()
  }
}

function focusError(dialog: HTMLElement): void {
  const field = dialog.querySelector<HTMLElement>('[data-error] :is(input, textarea, [tabindex])')
  if (!field) return
  errorsOf = ''
  awaitsField = false
  field.focus()
  field.closest('.block')?.scrollIntoView({ block: 'nearest' })
}

/** A touch screen's keyboard would cover the view that has just opened. */
function firstField(dialog: HTMLElement): HTMLElement | null {
  if (window.matchMedia('(pointer: coarse)').matches) return null
  const form = dialog.querySelector<HTMLElement>('form')
  return form ? (focusables(form).find((field) => field.matches('input, textarea')) ?? null) : null
}
