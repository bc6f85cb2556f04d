import type { KnownBlock, ModalView } from '@slack/types'
import type { HistoryPage } from '../../domain/audit/history.ts'
import type { AuditNames } from '../../domain/audit/historyLines.ts'
import type { StandingCause } from '../../domain/audit/historyStanding.ts'
import { ACTION, block, CALLBACK } from '../ids.ts'
import { actions, alert, button, context, divider, header, modal, type Part, section } from '../kit.ts'
import { ref } from '../refs.ts'
import { personOf, type Text } from '../text.ts'
import { lineBlocks } from './lines.ts'

/** Who left by the page for members. */
const SELF = 'self'

/** A page of a member's history; why the member is 無効 stands on top. */
export function historyModal(given: HistoryPage, text: Text): ModalView {
  const { history } = text
  const { societyId, member, standing, total, lines, names } = given
  return modal({
    callback: CALLBACK.history,
    title: history.title,
    close: text.screens.close,
    metadata: ref(societyId, member.id),
    blocks: [
      header(history.heading(member.number, total)),
      ...(standing === null ? [] : whyBlocks(standing, names, text)),
      divider(),
      ...(lines.length === 0 ? [section(history.none)] : []),
      ...lines.flatMap((line) => lineBlocks(line, names, text, false)),
      ...turningBlocks(given, [societyId, member.id], [ACTION.newerHistory, ACTION.olderHistory], text),
    ],
  })
}

function whyBlocks(standing: StandingCause, names: AuditNames, text: Text): KnownBlock[] {
  return [alert([{ bold: text.history.why.question }, '\n', ...whyParts(standing, names, text)], 'info')]
}

function whyParts(standing: StandingCause, names: AuditNames, text: Text): readonly Part[] {
  const { why } = text.history
  const { kind, deed, approval, acceptedOn, withdrawnOn, reason } = standing
  const by = deed === null ? [why.unknown] : why.by(personOf(deed.actor, text), deed.at)
  const waited =
    approval === null ? [] : ['\n', ...why.approved(approval.id, personOf(approval.actor, text), approval.at)]
  switch (kind) {
    case 'applicant':
      return [why.applicant]
    case 'rejected':
      return why.rejected(by)
    case 'erased':
      return reason === SELF
        ? [...why.self(withdrawnOn), text.deletion.request.erased]
        : [...why.erased(by), ...waited]
    case 'withdrawn': {
      if (reason === SELF) return why.self(withdrawnOn)
      const given = {
        acceptedOn,
        withdrawnOn,
        reason: reason === null ? null : reasonWord(reason, names, text),
      }
      return [...why.withdrawn(given, by), ...waited]
    }
  }
}

function reasonWord(code: string, names: AuditNames, { members, pick }: Text): string {
  const own = names[`reason:${code}`]
  return own === undefined ? members.reason(code) : pick(own)
}

/** ◀ ▶, where there are more pages than one. @param ids what the buttons' values begin with */
export function turningBlocks(
  { page, pages, anchor }: Pick<HistoryPage, 'page' | 'pages' | 'anchor'>,
  ids: readonly number[],
  [newer, older]: readonly [string, string],
  { history }: Text,
): KnownBlock[] {
  if (pages < 2) return []
  const turn = (action: string, label: string, to: number) =>
    button({ action, label, value: ref(...ids, anchor, to) })
  return [
    context(history.page(page, pages)),
    actions(block('turn'), [
      ...(page > 1 ? [turn(newer, history.newer, page - 1)] : []),
      ...(page < pages ? [turn(older, history.older, page + 1)] : []),
    ]),
  ]
}
