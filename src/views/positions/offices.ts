import type { KnownBlock, ModalView } from '@slack/types'
import type { OfficeResult } from '../../domain/positions/assign.ts'
import type { HeldOffice, OfficesPreview } from '../../domain/positions/offices.ts'
import { fieldAction } from '../fieldIds.ts'
import { ACTION, block, CALLBACK } from '../ids.ts'
import {
  actions,
  alert,
  button,
  context,
  cut,
  datepicker,
  divider,
  fields,
  header,
  input,
  type Message,
  message,
  modal,
  type Part,
  section,
  select,
} from '../kit.ts'
import { kanaOf, listLine, nameOf } from '../memberLine.ts'
import { refWithReply } from '../refs.ts'
import type { Text } from '../text.ts'
import { dateInput } from '../withdrawal/dialog.ts'
import { cardButton } from '../withdrawal/outcome.ts'

export interface OfficesGiven {
  readonly preview: OfficesPreview
  readonly reply?: number | undefined
  readonly notice?: readonly Part[]
}

/** Offices of one member that a screen shows. */
const SHOWN = 40

/** A member's offices of all times, and the form that gives another. */
export function officesModal({ preview, reply, notice }: OfficesGiven, text: Text): ModalView {
  const { positions, screens } = text
  const { societyId, member, held, offices, today } = preview
  const metadata = refWithReply([societyId, member.id], reply)
  const frame = { callback: CALLBACK.offices, title: positions.title, close: screens.close, metadata }
  const shown = [
    ...(notice === undefined ? [] : [alert(notice, 'warning')]),
    ...whoBlocks(preview, text),
    ...(held.length === 0 ? [context(positions.none)] : []),
    ...(['present', 'future', 'past'] as const).flatMap((when) => heldBlocks(preview, when, reply, text)),
    ...(held.length > SHOWN ? [context(positions.more(held.length - SHOWN))] : []),
    divider(),
  ]
  if (offices.length === 0) return modal({ ...frame, blocks: [...shown, context(positions.noOffices)] })
  return modal({
    ...frame,
    submit: positions.submit,
    blocks: [
      ...shown,
      header(positions.assign),
      input({
        id: 'position',
        label: positions.position,
        element: select({
          action: fieldAction('position'),
          items: offices.map(({ id, label }) => ({ value: String(id), label: text.pick(label) })),
          placeholder: positions.positionPlaceholder,
        }),
        required: true,
      }),
      dateInput('startedOn', positions.startedOn, today),
      input({
        id: 'endedOn',
        label: positions.endedOn,
        hint: positions.endedOnHint,
        element: datepicker({ action: fieldAction('endedOn') }),
      }),
    ],
  })
}

function whoBlocks({ member }: OfficesPreview, { members, pick }: Text): KnownBlock[] {
  const kana = kanaOf(member)
  return fields([
    [members.number, member.number],
    [members.name, `${nameOf(member)}${kana === '' ? '' : `（${kana}）`}`],
    [members.affiliation, member.affiliation],
    [members.type, member.type === null ? members.noType : pick(member.type)],
  ])
}

function heldBlocks(
  { societyId, member, held }: OfficesPreview,
  when: HeldOffice['when'],
  reply: number | undefined,
  text: Text,
): KnownBlock[] {
  const { positions, pick } = text
  const own = held.slice(0, SHOWN).filter((one) => one.when === when)
  if (own.length === 0) return []
  return [
    section({ bold: positions.held[when] }),
    ...own.map(({ id, position, startedOn, endedOn }) => {
      const line = listLine(`${cut(pick(position), 60)}　${positions.term(startedOn, endedOn)}`)
      if (when === 'past') return section(line)
      const accessory = button({
        action: ACTION.openOfficeEnd,
        label: positions.end,
        value: refWithReply([societyId, member.id, id], reply),
        spoken: positions.endSpoken(pick(position)),
      })
      return section(line, { id: block('office', id), accessory })
    }),
  ]
}

export interface OfficeEndGiven {
  readonly societyId: number
  readonly held: HeldOffice
  readonly today: string
  readonly reply?: number | undefined
}

/** Ends one office. */
export function officeEndModal({ societyId, held, today, reply }: OfficeEndGiven, text: Text): ModalView {
  const { endForm, endedOn } = text.positions
  const initial = held.startedOn > today ? held.startedOn : today
  return modal({
    callback: CALLBACK.officeEnd,
    title: endForm.title,
    submit: endForm.submit,
    close: text.screens.close,
    metadata: refWithReply([societyId, held.id], reply),
    blocks: [
      section(endForm.about(text.pick(held.position), held.startedOn)),
      dateInput('endedOn', endedOn, initial, endForm.hint),
    ],
  })
}

export function officeOutcome(
  societyId: number,
  { memberId, number, position, startedOn, endedOn }: OfficeResult,
  what: 'assigned' | 'ended',
  text: Text,
): Message {
  const { positions, pick } = text
  const name = pick(position)
  const sentence =
    what === 'assigned'
      ? positions.assigned(number, name, startedOn)
      : endedOn === startedOn
        ? positions.withdrawn(number, name)
        : positions.ended(number, name, endedOn ?? '')
  return message(sentence, [
    section(sentence),
    actions(block('outcome'), [cardButton(societyId, memberId, text)]),
  ])
}
