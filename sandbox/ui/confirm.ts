import { type Child, h } from './dom.ts'
import { trapTab } from './focus.ts'
import { t, ui } from './store.ts'
import { withEmoji } from './text/emoji.ts'
import { textOf } from './text/mrkdwn.ts'

let focusBefore: HTMLElement | null = null

/** The confirmation dialog of a button or select, above everything else. */
export function confirmDialog(): Child {
  const pending = ui.confirm
  if (!pending) return null
  const { confirm } = pending
  const answer = (agreed: boolean) => {
    pending.answer(agreed)
    queueMicrotask(() => focusBefore?.focus())
  }
  return h(
    'div',
    { class: 'overlay overlay-confirm', key: 'confirm' },
    h(
      'div',
      {
        class: 'modal confirm',
        role: 'alertdialog',
        'aria-modal': 'true',
        'aria-labelledby': 'confirm-title',
        'aria-describedby': 'confirm-text',
        mounted: (element) => {
          focusBefore = document.activeElement as HTMLElement | null
          element.querySelector<HTMLElement>('[data-deny]')?.focus()
        },
        on: {
          keydown: (event: KeyboardEvent) => {
            event.stopPropagation()
            if (event.key === 'Escape') answer(false)
            if (event.key === 'Tab') trapTab(event)
          },
        },
      },
      h('h2', { id: 'confirm-title', class: 'modal-title' }, withEmoji(confirm.title?.text ?? '')),
      h('div', { id: 'confirm-text', class: 'text confirm-text' }, textOf(confirm.text)),
      h(
        'div',
        { class: 'modal-footer' },
        h(
          'button',
          { type: 'button', class: 'button plain', 'data-deny': true, on: { click: () => answer(false) } },
          withEmoji(confirm.deny?.text ?? t().no),
        ),
        h(
          'button',
          {
            type: 'button',
            class: `button ${confirm.style ?? 'primary'}`,
            on: { click: () => answer(true) },
          },
          withEmoji(confirm.confirm?.text ?? t().yes),
        ),
      ),
    ),
  )
}
