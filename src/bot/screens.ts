import type { ModalView } from '@slack/types'
import type { z } from 'zod'
import type { DomainError } from '../domain/core/errors.ts'
import { CALLBACK } from '../views/ids.ts'
import { type Message, message, modal, section } from '../views/kit.ts'
import type { Locale } from './people.ts'

/** What the shell itself says; every sentence that is not an answer of a handler. */
export interface Screens {
  /** Under a field, or as the text of a refusal. */
  error(error: DomainError): string
  /** A refused or failed action as a message of its own. */
  errorMessage(error: DomainError): Message
  /** A refused submission, in place of its form. */
  errorView(error: DomainError): ModalView
  /** Under a field that was filled in wrongly. */
  issue(issue: z.core.$ZodIssue): string
  /** Something of ours broke; `incident` is the number to tell. */
  incident(incident: string): string
  sentenceView(sentence: string): ModalView
  sentenceMessage(sentence: string): Message
  /** A button or form that this version no longer knows. */
  unknown(): string
  help(verbs: readonly { readonly ja: string; readonly en: string }[]): Message
}

interface Words {
  readonly title: string
  readonly close: string
  readonly error: (error: DomainError) => string
  readonly issue: (issue: z.core.$ZodIssue) => string
  readonly incident: (incident: string) => string
  readonly unknown: string
  readonly help: string
}

const mention = (users: readonly string[]) => users.map((user) => `<@${user}>`).join(' ')

const JA: Words = {
  title: 'ご案内',
  close: '閉じる',
  error: (error) => {
    if (error.code === 'guest') return 'ゲストの方、および他のワークスペースの方はご利用になれません。'
    if (error.code === 'no-role')
      return `操作権限がありません。事務局（${mention(error.contacts) || '管理者'}）にお問い合わせください。`
    if (error.code === 'role-conflict') return '兼務できない役割が重なっています。設定をご確認ください。'
    if (error.code === 'forbidden') return 'この操作の権限がありません。'
    if (error.code === 'unknown-verb')
      return `「${error.verb}」というコマンドはありません。もしかして: ${error.nearest.join('、')}`
    if (error.code === 'no-society') return 'このワークスペースに学会が登録されていません。'
    if (error.code === 'society-needed' || error.code === 'unknown-society')
      return `学会を指定してください: ${error.choices.map(({ code }) => `学会:${code}`).join('、')}`
    return `処理できませんでした（${error.code}）。`
  },
  issue: (issue) =>
    issue.code === 'too_big' ? `${issue.maximum}文字以内で入力してください。` : '入力内容をご確認ください。',
  incident: (incident) =>
    `ただいま処理を完了できませんでした。しばらくしてからもう一度お試しください（受付番号 ${incident}）。`,
  unknown: 'この操作は現在のバージョンでは使えません。もう一度 /member から開いてください。',
  help: '使えるコマンド',
}

const EN: Words = {
  title: 'Notice',
  close: 'Close',
  error: (error) => {
    if (error.code === 'guest') return 'Guests and people of other workspaces can’t use this.'
    if (error.code === 'no-role')
      return `You have no role here. Please ask the secretariat (${mention(error.contacts) || 'an administrator'}).`
    if (error.code === 'role-conflict') return 'You are in roles that may not be combined. See the settings.'
    if (error.code === 'forbidden') return 'You may not do this.'
    if (error.code === 'unknown-verb')
      return `There is no command “${error.verb}”. Did you mean: ${error.nearest.join(', ')}`
    if (error.code === 'no-society') return 'No society is set up for this workspace.'
    if (error.code === 'society-needed' || error.code === 'unknown-society')
      return `Please name the society: ${error.choices.map(({ code }) => `society:${code}`).join(', ')}`
    return `This could not be done (${error.code}).`
  },
  issue: (issue) =>
    issue.code === 'too_big' ? `At most ${issue.maximum} characters.` : 'Please check what you entered.',
  incident: (incident) => `This could not be completed. Please try again in a while (incident ${incident}).`,
  unknown: 'This is no longer available in this version. Please start again with /member.',
  help: 'Commands',
}

/** The shell's screens in a language. */
export function screensOf(locale: Locale): Screens {
  const words = locale === 'ja' ? JA : EN
  const sentenceMessage = (sentence: string) => message(sentence, [section(sentence)])
  const sentenceView = (sentence: string) =>
    modal({ callback: CALLBACK.refusal, title: words.title, close: words.close, blocks: [section(sentence)] })
  return {
    error: words.error,
    errorMessage: (error) => sentenceMessage(words.error(error)),
    errorView: (error) => sentenceView(words.error(error)),
    issue: words.issue,
    incident: words.incident,
    sentenceView,
    sentenceMessage,
    unknown: () => words.unknown,
    help: (verbs) =>
      sentenceMessage([words.help, ...verbs.map(({ ja, en }) => `/member ${ja} (${en})`)].join('\n')),
  }
}
