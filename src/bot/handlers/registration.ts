import { z } from 'zod'
import type { DomainError } from '../../domain/core/errors.ts'
import { err, ok, type Result } from '../../domain/core/result.ts'
import { isKind } from '../../domain/members/fields.ts'
import type { MemberKindCode } from '../../domain/members/row.ts'
import { previewRegistration, registerMember } from '../../domain/registration/register.ts'
import { KINDS } from '../../domain/search/choices.ts'
import { foldText } from '../../domain/search/fold.ts'
import { ACTION, CALLBACK, KIND_IDS } from '../../views/ids.ts'
import { readRef } from '../../views/refs.ts'
import { type RegistrationGiven, registrationModal } from '../../views/registration/form.ts'
import { registrationOutcome } from '../../views/registration/outcome.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, command, type Route, submission } from '../answer/route.ts'
import { filledBy, refusedFields, typedIn } from './formFields.ts'
import { refusedForm, resetsOf, submissionKey } from './redraw.ts'
import { formOf, nothing, refs, ticked, words } from './refs.ts'

async function draw(
  call: Call,
  kind: MemberKindCode,
  more: Omit<RegistrationGiven, 'form' | 'resets'> & Partial<Pick<RegistrationGiven, 'resets'>>,
): Promise<Result<ReturnType<typeof registrationModal>, DomainError>> {
  const form = await previewRegistration(call.context, kind)
  if (!form.ok) return form
  return ok(registrationModal({ resets: filledIn(call), ...more, form: form.value }, textOf(call.locale)))
}

/** How often we filled each field of the screen: what stands in it stays for as long as that stays the same. */
function filledIn({ interaction }: Call): (key: string) => number {
  return (key) => resetsOf(interaction.view, key)
}

async function open(call: Call, kind: MemberKindCode): Promise<Answer> {
  const view = await draw(call, kind, { reply: await call.keepReplyUrl() })
  return view.ok ? ok({ kind: 'modal', view: view.value }) : view
}

/** A word for a kind, in either language; nothing is an individual. */
function readKind(rest: string): Result<MemberKindCode, DomainError> {
  const folded = foldText(rest)
  if (folded === '') return ok('individual')
  const found = KINDS.find(({ code, ja, en, aliases }) =>
    [code, ja, en, ...(aliases ?? [])].some((word) => foldText(word) === folded),
  )
  if (found !== undefined && isKind(found.code)) return ok(found.code)
  return err({ code: 'unknown-kind', value: rest.trim().slice(0, 40), valid: KINDS.map(({ ja }) => ja) })
}

const kindAt = (place: number): MemberKindCode => KIND_IDS[place - 1] ?? 'individual'

const form = formOf(2, z.object({ number: words, applicant: ticked, another: ticked }).catchall(z.unknown()))

async function submit(call: Call, { metadata, fields }: z.infer<typeof form>): Promise<Answer> {
  const { context, locale } = call
  const [societyId = 0, place = 0, reply] = metadata
  const kind = kindAt(place)
  const shown = await previewRegistration(context, kind)
  if (!shown.ok) return shown
  const typed = typedIn([...shown.value.fields, ...shown.value.questions], fields)
  const { number, applicant, another } = fields
  const input = { kind, typed, number, applicant, another }
  const done = await registerMember(context, input, submissionKey(call, 'register'))
  if (done.ok) {
    const message = registrationOutcome(societyId, done.value, textOf(locale))
    return ok([{ kind: 'clear' }, { kind: 'message', message, replyUrlId: reply }])
  }
  const { error } = done
  const refused = refusedFields(call, error)
  if (refused !== undefined) return refused
  if (error.code !== 'duplicates-found')
    return refusedForm(call, error, (notice) => draw(call, kind, { reply, notice }))
  const duplicates = error.candidates
  const given = { form: shown.value, reply, duplicates, resets: filledIn(call) }
  const view = registrationModal(given, textOf(locale))
  return ok({ kind: 'update', view })
}

const kindChosen = refs(2)

/** Another kind has other fields; what both have stays as it was typed. */
async function chooseKind(call: Call, [, place = 1]: readonly number[]): Promise<Answer> {
  const [, , reply] = readRef(call.interaction.view?.privateMetadata, 2, 1) ?? []
  const view = await draw(call, kindAt(place), { reply })
  return view.ok ? ok({ kind: 'update', view: view.value }) : view
}

/** Fills prefecture and address of the form, for what kind it is. */
export async function fillRegistration(call: Call, typed: string): Promise<Answer> {
  const [, place = 1, reply] = readRef(call.interaction.view?.privateMetadata, 2, 1) ?? []
  const view = await draw(call, kindAt(place), { reply, ...filledBy(call, typed) })
  return view.ok ? ok({ kind: 'update', view: view.value }) : view
}

/** 登録 */
export const REGISTRATION_ROUTES: readonly Route[] = [
  command({
    id: 'register',
    verbs: { ja: ['登録'], en: ['register'] },
    permission: 'member.write',
    roles: 'dialog',
    parse: readKind,
    handle: open,
  }),
  action({
    id: ACTION.openRegistration,
    permission: 'member.write',
    roles: 'dialog',
    input: nothing,
    handle: (call) => open(call, 'individual'),
  }),
  action({ id: ACTION.chooseKind, permission: 'member.write', input: kindChosen, handle: chooseKind }),
  submission({ id: CALLBACK.registration, permission: 'member.write', input: form, handle: submit }),
]
