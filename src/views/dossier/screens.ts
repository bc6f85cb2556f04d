import type { KnownBlock, ModalView } from '@slack/types'
import type { AttachmentLine, Dossier, NoteLine } from '../../domain/dossier/view.ts'
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
  fileInput,
  header,
  input,
  modal,
  type Part,
  section,
  select,
  textInput,
} from '../kit.ts'
import { listLine, nameOf } from '../memberLine.ts'
import { ref, refWithReply } from '../refs.ts'
import { personOf, type Text } from '../text.ts'

const MOST_BODY = 2000
/** So much of a note is shown; ten of them stay within a screen. */
const SHOWN_BODY = 1500

/** What the office keeps beside a member. @param reply the kept response_url that what is done from here is told by */
export function dossierModal(given: Dossier, text: Text, reply?: number): ModalView {
  const { dossier, members } = text
  const { societyId, member, notes, moreNotes, attachments, moreAttachments } = given
  const value = refWithReply([societyId, member.id], reply)
  return modal({
    callback: CALLBACK.dossier,
    title: dossier.title,
    close: text.screens.close,
    metadata: value,
    blocks: [
      section([{ bold: member.number }, `　${listLine(nameOf(member))}`]),
      context(dossier.privacy),
      actions(block('dossier'), [
        button({ action: ACTION.openNote, label: dossier.addNote, value }),
        button({ action: ACTION.openAttachment, label: dossier.addFile, value }),
      ]),
      divider(),
      header(dossier.notes),
      ...(notes.length === 0 ? [section(dossier.noNotes)] : notes.map((note) => noteSection(note, text))),
      ...(moreNotes > 0 ? [context(members.more(moreNotes))] : []),
      divider(),
      header(dossier.attachments),
      ...(attachments.length === 0
        ? [section(dossier.noAttachments)]
        : attachments.map((one) => attachmentSection(societyId, one, text))),
      ...(moreAttachments > 0 ? [context(members.more(moreAttachments))] : []),
    ],
  })
}

function noteSection({ at, channel, body, author, retainUntil }: NoteLine, text: Text): KnownBlock {
  const { dossier } = text
  return section([
    { bold: at },
    `　${dossier.channels[channel] ?? channel}　`,
    personOf(author, text),
    retainUntil === null ? '' : `　${dossier.until(retainUntil)}`,
    `\n${body === null ? dossier.expired : cut(body, SHOWN_BODY)}`,
  ])
}

function attachmentSection(societyId: number, given: AttachmentLine, text: Text): KnownBlock {
  const { dossier } = text
  const { id, at, document, fileName, bytes, author, retainUntil, kept } = given
  const kind = dossier.documents[document] ?? document
  const parts: Part[] = [
    { bold: kind },
    `　${fileName === null ? dossier.expired : listLine(fileName)}　${dossier.size(Math.ceil(bytes / 1000))}\n${at}　`,
    personOf(author, text),
    retainUntil === null ? '' : `　${dossier.until(retainUntil)}`,
  ]
  if (!kept) return section(parts)
  const accessory = button({
    action: ACTION.receiveAttachment,
    label: dossier.receive,
    value: ref(societyId, id),
    spoken: dossier.receiveSpoken(fileName ?? kind),
  })
  return section(parts, { id: block('attachment', id), accessory })
}

interface FormGiven {
  readonly dossier: Pick<Dossier, 'societyId' | 'member' | 'retainUntil'>
  readonly reply?: number | undefined
  /** Why it was refused before. */
  readonly notice?: readonly Part[]
}

function retentionInput(retainUntil: string, label: string): KnownBlock {
  const element = datepicker({ action: fieldAction('retainUntil'), initial: retainUntil })
  return input({ id: 'retainUntil', label, element, required: true })
}

/** 対応メモの追加 */
export function noteModal({ dossier: given, reply, notice }: FormGiven, text: Text): ModalView {
  const { noteForm, channels } = text.dossier
  const { societyId, member, retainUntil } = given
  const items = Object.entries(channels).map(([value, label]) => ({ value, label }))
  return modal({
    callback: CALLBACK.note,
    title: noteForm.title,
    submit: noteForm.submit,
    close: text.screens.close,
    metadata: refWithReply([societyId, member.id], reply),
    blocks: [
      ...(notice === undefined ? [] : [alert(notice, 'error')]),
      section([{ bold: member.number }, `　${listLine(nameOf(member))}`]),
      input({
        id: 'channel',
        label: noteForm.channel,
        element: select({ action: fieldAction('channel'), items, chosen: ['phone'] }),
        required: true,
      }),
      input({
        id: 'body',
        label: noteForm.body,
        element: textInput({ action: fieldAction('body'), multiline: true, max: MOST_BODY }),
        required: true,
      }),
      retentionInput(retainUntil, noteForm.retainUntil),
    ],
  })
}

/** 書類の追加 */
export function attachmentModal({ dossier: given, reply, notice }: FormGiven, text: Text): ModalView {
  const { fileForm, documents } = text.dossier
  const { societyId, member, retainUntil } = given
  const items = Object.entries(documents).map(([value, label]) => ({ value, label }))
  return modal({
    callback: CALLBACK.attachment,
    title: fileForm.title,
    submit: fileForm.submit,
    close: text.screens.close,
    metadata: refWithReply([societyId, member.id], reply),
    blocks: [
      ...(notice === undefined ? [] : [alert(notice, 'error')]),
      section([{ bold: member.number }, `　${listLine(nameOf(member))}`]),
      input({
        id: 'document',
        label: fileForm.document,
        element: select({ action: fieldAction('document'), items, chosen: ['withdrawal'] }),
        required: true,
      }),
      input({
        id: 'file',
        label: fileForm.file,
        hint: fileForm.fileHint,
        element: fileInput({ action: fieldAction('file'), types: ['pdf', 'png', 'jpg', 'jpeg'] }),
        required: true,
      }),
      retentionInput(retainUntil, fileForm.retainUntil),
    ],
  })
}
