import type { Values } from '../../../src/domain/members/fields.ts'
import { previewRegistration, type RegistrationInput } from '../../../src/domain/registration/register.ts'
import type { World } from '../find/world.ts'

/** Somebody new, as the form sends them; フリガナ as people type it. */
const PERSON: Values = {
  familyName: '登録',
  givenName: '太郎',
  familyKana: 'とうろく',
  givenKana: 'ﾀﾛｳ',
  boardAccess: 'poster',
  notices: 'yes',
}

/** Answers to the questions that must be answered. */
export async function requiredAnswers(world: World): Promise<Values> {
  const form = await previewRegistration(world.as('secretariat'), 'individual')
  if (!form.ok) throw new Error(form.error.code)
  return Object.fromEntries(
    form.value.questions.flatMap(({ key, required, control }) =>
      required ? [[key, control.kind === 'choice' ? (control.choices[0]?.value ?? '') : '回答']] : [],
    ),
  )
}

/** What the form of an individual sends, with what a test changes of it. */
export function newcomer(
  answers: Values,
  more: Partial<RegistrationInput> = {},
  values: Values = {},
): RegistrationInput {
  return {
    kind: 'individual',
    typed: { ...PERSON, ...answers, ...values },
    number: null,
    applicant: false,
    another: false,
    ...more,
  }
}
