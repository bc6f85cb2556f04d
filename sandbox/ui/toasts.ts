import { h, type VNode } from './dom.ts'
import { icon } from './icons.ts'
import { dismissToast, t, ui } from './store.ts'

/** Short notices in a corner; announced politely. */
export function toasts(): VNode {
  return h(
    'div',
    { class: 'toasts', key: 'toasts', role: 'status', 'aria-live': 'polite' },
    ui.toasts.map(({ id, text, tone }) =>
      h(
        'div',
        { class: `toast toast-${tone}`, key: String(id) },
        icon(tone === 'error' ? 'alert' : 'info'),
        h('span', null, text),
        h(
          'button',
          {
            type: 'button',
            class: 'button quiet icon-only',
            'aria-label': t().dismiss,
            on: { click: () => dismissToast(id) },
          },
          icon('close'),
        ),
      ),
    ),
  )
}
