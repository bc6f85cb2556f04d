/** The one place where Slack's limits are kept and where data becomes text on a screen. Every view is built of these. */

export { actions, context, divider, type Field, fields, header, input, section } from './kit/blocks.ts'
export { clean, cleanLine, cut } from './kit/clean.ts'
export {
  type ButtonText,
  button,
  datepicker,
  externalSelect,
  type Item,
  multiExternalSelect,
  multiSelect,
  option,
  overflow,
  select,
  textInput,
} from './kit/elements.ts'
export { BlockKitBug, LIMITS } from './kit/limits.ts'
export { home, type Message, message, modal } from './kit/surfaces.ts'
export { type Part, plain, plainLine, rich } from './kit/text.ts'
