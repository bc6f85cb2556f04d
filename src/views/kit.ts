/** The one place where Slack's limits are kept and where data becomes text on a screen. Every view is built of these. */

export { actions, alert, context, divider, type Field, fields, header, input, section } from './kit/blocks.ts'
export {
  channelSelect,
  checkboxes,
  fileInput,
  groupedSelect,
  numberInput,
  radio,
  usersSelect,
} from './kit/choices.ts'
export { clean, cleanLine, cut } from './kit/clean.ts'
export {
  button,
  datepicker,
  externalSelect,
  multiExternalSelect,
  multiSelect,
  option,
  select,
  textInput,
} from './kit/elements.ts'
export { home, type Message, message, modal } from './kit/surfaces.ts'
export type { Part } from './kit/text.ts'
