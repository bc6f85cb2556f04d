import type { ActionsBlockElement, InputBlock, SectionBlockAccessory } from '@slack/types'
import { h, type VNode } from '../dom.ts'
import { t } from '../store.ts'
import { button } from './button.ts'
import { checkboxes, radioButtons } from './choices.ts'
import { datepicker, datetimepicker, timepicker } from './dates.ts'
import { fileInput } from './file-input.ts'
import { image } from './image.ts'
import { overflow } from './overflow.ts'
import { select } from './select.ts'
import type { Slot } from './slot.ts'
import { textInput } from './text-inputs.ts'

export type AnyElement = ActionsBlockElement | SectionBlockAccessory | InputBlock['element']

/** Draws any block element; one that Meibo's workspace does not know says so, rather than vanishing. */
export function element(one: AnyElement, slot: Slot): VNode {
  switch (one.type) {
    case 'button':
    case 'workflow_button':
      return button(one, slot)
    case 'overflow':
      return overflow(one, slot)
    case 'checkboxes':
      return checkboxes(one, slot)
    case 'radio_buttons':
      return radioButtons(one, slot)
    case 'datepicker':
      return datepicker(one, slot)
    case 'timepicker':
      return timepicker(one, slot)
    case 'datetimepicker':
      return datetimepicker(one, slot)
    case 'plain_text_input':
    case 'email_text_input':
    case 'number_input':
    case 'url_text_input':
      return textInput(one, slot)
    case 'file_input':
      return fileInput(one, slot)
    case 'image':
      return image(one)
    case 'static_select':
    case 'multi_static_select':
    case 'external_select':
    case 'multi_external_select':
    case 'users_select':
    case 'multi_users_select':
    case 'conversations_select':
    case 'multi_conversations_select':
    case 'channels_select':
    case 'multi_channels_select':
      return select(one, slot)
    case 'rich_text_input':
    default:
      return unsupportedElement(one.type)
  }
}

function unsupportedElement(type: string): VNode {
  return h('p', { class: 'unsupported' }, t().unsupportedElement(type))
}
