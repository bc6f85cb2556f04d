import type { KnownBlock } from '@slack/types'
import type { AuditLine, AuditNames, AuditValue } from '../../domain/audit/historyLines.ts'
import { context, cut, type Part, section } from '../kit.ts'
import { listLine } from '../memberLine.ts'
import { personOf, type Text } from '../text.ts'

/** Values of one row that a screen shows. */
const MOST_VALUES = 8
/** The longest that one of them may be. */
const VALUE = 160

/** One audit row: when, who, what, old → new, and from where. Two blocks. */
export function lineBlocks(line: AuditLine, names: AuditNames, text: Text, named: boolean): KnownBlock[] {
  const { members, history } = text
  const { at, actor, action, member, refused } = line
  const values = line.values.flatMap((value) => valueLine(value, names, text))
  const more = values.length - MOST_VALUES
  const shown = values.slice(0, MOST_VALUES).map((words) => `\n• ${words}`)
  return [
    section([
      { bold: at },
      '　',
      personOf(actor, text),
      ` ${members.action(action)}`,
      ...(refused ? [`（${history.refused}）`] : []),
      ...(named && member !== null ? [`　${history.audit.about(member.number)}`] : []),
      ...shown,
      ...(more > 0 ? [`\n${history.moreValues(more)}`] : []),
    ]),
    context(sourceParts(line, text)),
  ]
}

/** A row's own ids and codes without a label are for the machine. */
function valueLine({ field, was, is }: AuditValue, names: AuditNames, text: Text): string[] {
  const { history } = text
  const asked = names[`label:${field}`]
  const label = asked === undefined ? history.field(field) : listLine(text.pick(asked))
  if (label === null && was === undefined) return []
  const word = (value: string) =>
    value === '' ? history.empty : cut(listLine(wordOf(field, value, names, text)), VALUE)
  return [
    was === undefined
      ? history.value(label ?? field, word(is))
      : history.changed(label ?? field, word(was), word(is)),
  ]
}

/** Codes become the words that the screens have for them. */
function wordOf(field: string, value: string, names: AuditNames, text: Text): string {
  const { members, dossier, history } = text
  const own = names[`${field}:${value}`]
  if (own !== undefined) return text.pick(own)
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    boardAccess: members.board,
    feePlan: members.plan,
    lifecycle: members.approval,
    channel: dossier.channels,
    document: dossier.documents,
    group: history.audit.groups,
    permission: history.permissions,
    notices: { yes: members.noticesWanted, no: members.noticesUnwanted },
    postReturned: { yes: members.yes, no: members.no },
    physicianLicence: { yes: members.yes, no: members.no },
  }
  if (field === 'reason') return members.reason(value)
  if (field === 'amountYen') return members.yen(Number(value))
  if (field === 'year') return members.fiscalYear(Number(value))
  return words[field]?.[value] ?? value
}

/** From where: by which way, and the message or channel where there is one that others can open. */
function sourceParts({ source, actor }: AuditLine, { history, screens }: Text): Part[] {
  const { via, channelId, messageTs } = source
  const way = history.via[via]
  if (channelId === undefined) return [way]
  if (channelId.startsWith('D')) return [`${way}${screens.separator}${history.inDm}`]
  const query = new URLSearchParams({
    team: actor.slice(0, Math.max(0, actor.indexOf(':'))),
    channel: channelId,
    ...(messageTs === undefined ? {} : { message_ts: messageTs }),
  })
  const link = `https://slack.com/app_redirect?${query.toString()}`
  return [`${way}${screens.separator}`, { link, words: history.openMessage }]
}
