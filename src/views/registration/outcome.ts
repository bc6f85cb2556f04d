import type { DecisionResult } from '../../domain/registration/applications.ts'
import type { RegistrationResult } from '../../domain/registration/register.ts'
import { ACTION, block } from '../ids.ts'
import { actions, button, context, type Message, message, section } from '../kit.ts'
import { ref, sectionNo } from '../refs.ts'
import type { Text } from '../text.ts'
import { cardButton } from '../withdrawal/outcome.ts'

/** What became of a registration. */
export function registrationOutcome(societyId: number, result: RegistrationResult, text: Text): Message {
  const { registration } = text
  const { memberId, number, applicant, welcomed, questionsLeft } = result
  const sentence = applicant ? registration.doneApplicant(number) : registration.done(number)
  return message(sentence, [
    section(sentence),
    ...(applicant ? [] : [context(welcomed ? registration.welcomed : registration.notWelcomed)]),
    actions(block('outcome'), [
      cardButton(societyId, memberId, text),
      ...(questionsLeft === 0
        ? []
        : [
            button({
              action: ACTION.openSection,
              label: registration.answer,
              value: ref(societyId, memberId, sectionNo('answers'), 2),
            }),
          ]),
    ]),
  ])
}

/** What became of an application. */
export function decisionOutcome(
  societyId: number,
  { memberId, number, mailed }: DecisionResult,
  what: 'approval' | 'rejection' | 'asking',
  text: Text,
): Message {
  const { registration } = text
  const sentence = registration[what].done(number)
  const [told, untold] =
    what === 'approval'
      ? [registration.welcomed, registration.notWelcomed]
      : [registration.mailed, registration.notMailed]
  return message(sentence, [
    section(sentence),
    context(mailed ? told : untold),
    actions(block('outcome'), [cardButton(societyId, memberId, text)]),
  ])
}
