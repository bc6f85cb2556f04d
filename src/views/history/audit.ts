import type { ModalView } from '@slack/types'
import type { AuditPage } from '../../domain/audit/search.ts'
import type { Flaw, Verification } from '../../domain/audit/verify.ts'
import { fieldAction } from '../fieldIds.ts'
import { ACTION, block, CALLBACK } from '../ids.ts'
import {
  actions,
  alert,
  button,
  checkboxes,
  context,
  datepicker,
  divider,
  header,
  input,
  type Message,
  message,
  modal,
  type Part,
  section,
  select,
  textInput,
  usersSelect,
} from '../kit.ts'
import { ref } from '../refs.ts'
import type { Text } from '../text.ts'
import { lineBlocks } from './lines.ts'
import { turningBlocks } from './member.ts'

/** 監査: what to look for, and the button that verifies the chain. */
export function auditModal(societyId: number, text: Text, notice: readonly Part[] = []): ModalView {
  const { audit } = text.history
  const groups = Object.entries(audit.groups).map(([value, label]) => ({ value, label }))
  const day = (id: 'from' | 'to') =>
    input({ id, label: audit[id], element: datepicker({ action: fieldAction(id) }) })
  return modal({
    callback: CALLBACK.audit,
    title: audit.title,
    submit: audit.submit,
    close: text.screens.close,
    metadata: ref(societyId),
    blocks: [
      ...(notice.length === 0 ? [] : [alert(notice, 'error')]),
      actions(block('verify'), [
        button({ action: ACTION.verifyAudit, label: audit.verify, value: ref(societyId) }),
      ]),
      context(audit.verifyHint),
      divider(),
      input({ id: 'user', label: audit.user, element: usersSelect({ action: fieldAction('user') }) }),
      input({
        id: 'number',
        label: audit.number,
        hint: audit.numberHint,
        element: textInput({ action: fieldAction('number'), max: 32 }),
      }),
      input({
        id: 'group',
        label: audit.group,
        element: select({ action: fieldAction('group'), items: groups, placeholder: audit.anyGroup }),
      }),
      day('from'),
      day('to'),
      input({
        id: 'refused',
        label: audit.refused,
        element: checkboxes({
          action: fieldAction('refused'),
          items: [{ value: 'yes', label: audit.refusedOnly }],
        }),
      }),
    ],
  })
}

/** A page of what was found; its conditions go with the screen, so that it can be turned. */
export function auditResultsModal(given: AuditPage, text: Text): ModalView {
  const { history, screens } = text
  const { societyId, conditions, total, lines, names } = given
  return modal({
    callback: CALLBACK.auditResults,
    title: history.audit.title,
    close: screens.close,
    metadata: JSON.stringify({ society: societyId, ...conditions }),
    blocks: [
      header(history.audit.heading(total)),
      context(conditionParts(given, text)),
      divider(),
      ...(lines.length === 0 ? [section(history.none)] : []),
      ...lines.flatMap((line) => lineBlocks(line, names, text, true)),
      ...turningBlocks(given, [societyId], [ACTION.newerAudit, ACTION.olderAudit], text),
    ],
  })
}

function conditionParts({ conditions, number }: AuditPage, text: Text): Part[] {
  const { audit } = text.history
  const { userId, group, from, to, refused } = conditions
  const parts: Part[][] = [
    ...(userId === null ? [] : [[{ user: userId }]]),
    ...(number === null ? [] : [[audit.about(number)]]),
    ...(group === null ? [] : [[audit.groups[group]]]),
    ...(from === null && to === null ? [] : [[audit.during(from, to)]]),
    ...(refused ? [[audit.refusedOnly]] : []),
  ]
  if (parts.length === 0) return [audit.any]
  return parts.flatMap((part, index) => (index === 0 ? part : [text.screens.separator, ...part]))
}

/** What verifying the chain came to, on top of the form. */
export function verificationModal(societyId: number, found: Verification | null, text: Text): ModalView {
  const { verification } = text.history
  return modal({
    callback: CALLBACK.verification,
    title: verification.title,
    close: text.screens.close,
    metadata: ref(societyId),
    blocks: found === null ? [section(verification.later)] : verificationBlocks(found, text),
  })
}

/** The same for a long chain, to who asked. */
export function verificationMessage(found: Verification, text: Text): Message {
  return message(sentenceOf(found, text), verificationBlocks(found, text))
}

function sentenceOf({ flaws, sealed }: Verification, { history: { verification } }: Text): string {
  return flaws.length === 0 ? verification.sound(Number(sealed)) : verification.broken(flaws.length)
}

function verificationBlocks(found: Verification, text: Text) {
  const { verification } = text.history
  const { hash, unsealed, erased, flaws } = found
  return [
    section({ bold: sentenceOf(found, text) }),
    ...(flaws.length === 0 ? [] : [section(flaws.map((flaw) => `• ${flawLine(flaw, text)}`).join('\n'))]),
    section([`${verification.hash}\n`, { code: hash }]),
    ...(erased > 0 ? [context(verification.erased(erased))] : []),
    ...(unsealed > 0 ? [context(verification.unsealed(unsealed))] : []),
  ]
}

function flawLine(flaw: Flaw, { history }: Text): string {
  const where = 'n' in flaw ? flaw.n : flaw.auditId
  return history.verification.flaw[flaw.flaw](String(where))
}
