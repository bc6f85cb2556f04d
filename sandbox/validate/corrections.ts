import type { Schema } from './prose.ts'

/** A property deep in a definition, by dotted path; `[]` steps into an array's items. Throws where the types have changed. */
function at(definitions: Record<string, Schema>, path: string): Schema {
  const [name = '', ...steps] = path.split('.')
  let schema = definitions[name]
  for (const step of steps) schema = step === '[]' ? schema?.items : schema?.properties?.[step]
  if (!schema) throw new Error(`@slack/types no longer has ${path}: look at corrections.ts`)
  return schema
}

const SELECTS = ['StaticSelect', 'MultiStaticSelect']
const WITH_OPTIONS = [...SELECTS, 'Checkboxes', 'RadioButtons', 'Overflow']

/**
 * What the types leave out, or say otherwise than Slack's reference pages (https://docs.slack.dev/reference/block-kit):
 * option values hold 150 characters, not 75; the limits of option groups, which the types inline; empty arrays; lengths
 * that stand in no doc comment.
 */
export function correct(definitions: Record<string, Schema>): void {
  for (const option of ['PlainTextOption', 'MrkdwnOption']) {
    at(definitions, `${option}.value`).maxLength = 150
    // Slack wants a value; only overflow entries may carry a url beside it.
    at(definitions, option).required = ['text', 'value']
  }
  definitions['Option'] = structuredClone(at(definitions, 'PlainTextOption'))
  at(definitions, 'Option').properties = {
    ...at(definitions, 'Option').properties,
    text: { allOf: [{ $ref: '#/definitions/TextObject' }, { properties: { text: { maxLength: 75 } } }] },
  }
  for (const select of SELECTS) {
    const group = `${select}.option_groups.[]`
    Object.assign(at(definitions, `${group}.options`), { minItems: 1, maxItems: 100 })
    const label = at(definitions, `${group}.label`)
    delete label.$ref
    label.allOf = [{ $ref: '#/definitions/PlainTextElement' }, { properties: { text: { maxLength: 75 } } }]
    at(definitions, `${select}.option_groups`).minItems = 1
  }
  for (const element of WITH_OPTIONS) at(definitions, `${element}.options`).minItems = 1
  for (const path of ['ActionsBlock.elements', 'ContextBlock.elements', 'SectionBlock.fields']) {
    at(definitions, path).minItems = 1
  }
  at(definitions, 'RichTextBlock.elements').minItems = 1
  Object.assign(at(definitions, 'PlainTextInput.max_length'), { minimum: 1, maximum: 3000 })
  at(definitions, 'PlainTextInput.min_length').minimum = 0
  Object.assign(at(definitions, 'DateTimepicker.initial_date_time'), {
    minimum: 1_000_000_000,
    maximum: 9_999_999_999,
  })
  at(definitions, 'ImageElement.alt_text').maxLength = 2000
  at(definitions, 'ImageElement.image_url').maxLength = 3000
  at(definitions, 'ImageBlock.image_url').maxLength = 3000
  for (const view of ['ModalView', 'HomeView']) at(definitions, `${view}.external_id`).maxLength = 255
  at(definitions, 'ConversationsSelect.filter.include').minItems = 1
  definitions['AnyBlock'] = { $ref: '#/definitions/KnownBlock' }
  definitions['MessageBlocks'] = {
    type: 'array',
    maxItems: 50,
    items: { $ref: '#/definitions/KnownBlock' },
  }
  delete definitions['WorkflowStepView']
  delete definitions['View']
  delete definitions['Block']
}
