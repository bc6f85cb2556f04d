import type { EditInput } from '../../../src/domain/members/edit.ts'
import { type EditForm, fingerprint, previewEdit } from '../../../src/domain/members/editForm.ts'
import type { Section, Values } from '../../../src/domain/members/fields.ts'
import type { World } from '../find/world.ts'

/** A form as the office has it open. */
export async function formOf(world: World, id: number, section: Section, page = 1): Promise<EditForm> {
  const form = await previewEdit(world.as('secretariat'), { id }, { section, page })
  if (!form.ok) throw new Error(form.error.code)
  return form.value
}

/** What a form sends that shows `form`, with what a person types over it. */
export function inputOf(form: EditForm, typed: Values): EditInput {
  const { memberId, section, page, fields } = form
  return {
    memberId,
    section,
    page,
    base: fields.map(({ value }) => fingerprint(value)),
    typed: { ...Object.fromEntries(fields.map(({ key, value }) => [key, value])), ...typed },
  }
}
