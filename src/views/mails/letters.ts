import { addressOf, PATH } from '../pages/paths.ts'
import { mails } from '../words/ja/mails.ts'

/** A mail's words. */
export interface LetterWords {
  readonly subject: string
  readonly text: string
}

interface Named {
  readonly number: string
  readonly name: {
    readonly familyName: string | null
    readonly givenName: string | null
    readonly organisationName?: string | null
  }
  readonly society: { readonly name: string }
}

/** How a person is addressed: the organisation, else the name, else the number. */
function addressed({ number, name, society }: Named) {
  const person = [name.familyName, name.givenName].filter(Boolean).join(' ')
  return {
    name: lineOf(name.organisationName || person || mails.number(number)),
    society: lineOf(society.name),
  }
}

/** Names stand in lines of their own; one that brings lines with it could write the mail anew. */
function lineOf(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}

interface Secret extends Named {
  readonly loginId: string
  readonly secret: string
}

/** Login ID and initial password. */
export function welcomeLetter(given: Secret, publicUrl: string): LetterWords {
  const to = addressed(given)
  const { number, loginId, secret: password } = given
  const login = { number, loginId, password, url: addressOf(publicUrl, PATH.login) }
  return { subject: mails.welcome.subject(to.society), text: mails.welcome.text(to, login) }
}

/** The link to set a new password. */
export function resetLetter(given: Secret, publicUrl: string, hours: number): LetterWords {
  const to = addressed(given)
  const url = addressOf(publicUrl, PATH.reset, given.secret)
  const link = { loginId: given.loginId, url, hours }
  return { subject: mails.reset.subject(to.society), text: mails.reset.text(to, link) }
}

/** The link to leave the society. */
export function leaveLetter(given: Secret, publicUrl: string, hours: number): LetterWords {
  const to = addressed(given)
  const url = addressOf(publicUrl, PATH.leaveConfirm, given.secret)
  const link = { number: given.number, url, hours }
  return { subject: mails.leave.subject(to.society), text: mails.leave.text(to, link) }
}

/** 退会完了メール to somebody who is no longer known but by the number. */
export function farewellLetter(number: string, society: { readonly name: string }): LetterWords {
  const to = addressed({ number, society, name: { familyName: null, givenName: null } })
  return { subject: mails.farewell.subject(to.society), text: mails.farewell.text(to) }
}

/** The office's answer to an application, with what it wrote. */
export function answerLetter(
  kind: 'declined' | 'asked-back',
  given: Named & { readonly note: string | null },
): LetterWords {
  const to = addressed(given)
  return { subject: mails[kind].subject(to.society), text: mails[kind].text(to, given.note ?? '') }
}

/** Asks an applicant to confirm the address. */
export function confirmLetter(
  given: Omit<Named, 'number'> & { readonly token: string },
  publicUrl: string,
  hours: number,
): LetterWords {
  const to = addressed({ ...given, number: '' })
  const link = { url: addressOf(publicUrl, PATH.applyConfirm, given.token), hours }
  return { subject: mails.confirm.subject(to.society), text: mails.confirm.text(to, link) }
}
