/**
 * Slack's limits (docs.slack.dev, Block Kit reference; the doc comments of @slack/types). Lengths are counted here in UTF-16 units of what is
 * sent, escapes included: never fewer than Slack counts, which takes code points.
 */
export const LIMITS = {
  modalBlocks: 100,
  homeBlocks: 100,
  messageBlocks: 50,
  /** Slack says 250 KB; taken as the smaller kilobyte. */
  viewBytes: 250_000,
  privateMetadata: 3000,
  /** callback_id, block_id, action_id. */
  id: 255,
  /** Title, submit and close of a modal. */
  viewTitle: 24,
  messageText: 3900,
  section: 3000,
  field: 2000,
  fieldsPerSection: 10,
  header: 150,
  context: 2000,
  contextElements: 10,
  actionsElements: 25,
  button: 75,
  buttonValue: 2000,
  option: 75,
  optionValue: 75,
  options: 100,
  optionGroups: 100,
  /** Radio buttons and checkboxes. */
  choices: 10,
  label: 2000,
  placeholder: 150,
  inputText: 3000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
} as const

/** A view that Slack would refuse: a fault of the view's code, which a test must find, never something the user did. */
export class BlockKitBug extends Error {
  override readonly name = 'BlockKitBug'
}
