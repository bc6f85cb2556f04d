import type { Button, WorkflowButton } from '@slack/types'
import { h, type VNode } from '../dom.ts'
import { askConfirmation } from '../store.ts'
import { withEmoji } from '../text/emoji.ts'
import { act, idOf, isBusy, type Slot } from './slot.ts'

/** A button; one with a `url` also opens it, as Slack does. While its ack is awaited it does not act again. */
export function button(element: Button | WorkflowButton, slot: Slot): VNode {
  const busy = isBusy(slot, element)
  return h(
    'button',
    {
      type: 'button',
      id: idOf(slot, element),
      class: `button ${element.style ?? 'plain'}`,
      'aria-label': element.accessibility_label,
      'aria-describedby': slot.describedBy,
      'aria-busy': busy ? 'true' : undefined,
      on: {
        click: () => {
          if (!busy) void press(element, slot)
        },
      },
    },
    h('span', { class: 'button-text' }, withEmoji(element.text.text)),
  )
}

async function press(element: Button | WorkflowButton, slot: Slot): Promise<void> {
  if ('confirm' in element && element.confirm && !(await askConfirmation(element.confirm))) return
  if ('url' in element && element.url && /^https?:\/\//i.test(element.url)) {
    window.open(element.url, '_blank', 'noopener')
  }
  await act(slot, element, {})
}
