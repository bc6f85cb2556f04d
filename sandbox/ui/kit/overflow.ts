import type { Overflow } from '@slack/types'
import type { VNode } from '../dom.ts'
import { icon } from '../icons.ts'
import { askConfirmation, t } from '../store.ts'
import { textOf } from '../text/mrkdwn.ts'
import type { Option } from '../types.ts'
import { menuButton } from './menu.ts'
import { act, idOf, isBusy, type Slot } from './slot.ts'

export function overflow(element: Overflow, slot: Slot): VNode {
  const id = idOf(slot, element)
  return menuButton({
    key: id,
    id,
    label: t().moreActions,
    class: 'button plain icon-only',
    content: icon('more'),
    busy: isBusy(slot, element),
    describedBy: slot.describedBy,
    items: element.options.map((option) => ({
      key: option.value ?? option.text.text,
      label: textOf(option.text),
      description: option.description && textOf(option.description),
      choose: () => void pick(element, slot, option),
    })),
  })
}

async function pick(element: Overflow, slot: Slot, option: Option): Promise<void> {
  if (element.confirm && !(await askConfirmation(element.confirm))) return
  if (option.url && /^https?:\/\//i.test(option.url)) window.open(option.url, '_blank', 'noopener')
  await act(slot, element, { selected_option: option })
}
