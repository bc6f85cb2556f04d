import { WebAPIPlatformError } from '@slack/web-api'
import type { JobPayloads } from '../../domain/core/jobs.ts'
import { may } from '../../domain/core/roles.ts'
import { loadAttachment, MOST_BYTES, storeAttachment } from '../../domain/dossier/attachment.ts'
import { message, type Part, section } from '../../views/kit.ts'
import { partsOf } from '../../views/places.ts'
import { type Text, textOf } from '../../views/text.ts'
import type { JobDeps } from './deps.ts'
import { postDm } from './dm.ts'
import { personOf, tell } from './requests.ts'

/** How long a file may take to come. */
const FETCH_MS = 60_000

/**
 * Fetches a document that was dropped into a form and keeps it, with the rights that whoever asked has now; tells them either way. The file in
 * Slack is theirs, and Slack lets nobody else delete it: they are asked to.
 */
export async function storeDocument(deps: JobDeps, job: JobPayloads['attachment.store']): Promise<void> {
  const { roll, actors, now } = deps
  const { societyId, memberId, fileId, document, retainUntil, requestedBy } = job
  const { userId } = personOf(requestedBy)
  const actor = await actors.rightsOf(userId, societyId)
  const member = await roll.read.member.findUnique({
    where: { societyId_id: { societyId, id: memberId } },
    select: { number: true },
  })
  const number = member?.number ?? ''
  const refused = (why: (text: Text) => readonly Part[]) =>
    tell(deps, userId, (text) => {
      const { failed } = text.dossier.fileForm
      return message(failed(number), [section([{ bold: failed(number) }, '\n', ...why(text)])])
    })
  if (actor === null || !may(actor, 'member.write')) {
    await refused((text) => partsOf({ code: 'forbidden', permission: 'member.write' }, text))
    return
  }
  const file = await fetchFile(deps, fileId)
  if (file === null) {
    await refused(({ dossier }) => [dossier.fileForm.unreachable])
    return
  }
  const context = { roll, actor, source: { via: 'job' }, now } as const
  const stored = await storeAttachment(context, { memberId, document, retainUntil, fileId, ...file })
  const { error } = stored.ok ? { error: null } : stored
  if (error !== null) {
    await refused((text) => partsOf(error, text))
    return
  }
  await tell(deps, userId, ({ dossier: { fileForm } }) => {
    const done = fileForm.stored(number)
    return message(done, [section(`${done}\n${fileForm.leftInSlack}`)])
  })
}

interface Fetched {
  readonly fileName: string
  readonly content: Uint8Array
}

/** A file of Slack's by its id; null where Slack has none such, or it is too large to be kept. The address is Slack's own, so that the token may go there. */
async function fetchFile({ slack }: JobDeps, fileId: string): Promise<Fetched | null> {
  const url = await addressOf(slack, fileId)
  if (url === null) return null
  const response = await fetch(url.address, {
    headers: { authorization: `Bearer ${slack.background.token ?? ''}` },
    redirect: 'manual',
    signal: AbortSignal.timeout(FETCH_MS),
  })
  if (response.status >= 500 || response.status === 429) throw new Error('the file did not come')
  if (!response.ok || response.body === null) return null
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    chunks.push(chunk)
    size += chunk.length
    // One byte too many says enough.
    if (size > MOST_BYTES) break
  }
  return { fileName: url.name, content: Buffer.concat(chunks) }
}

async function addressOf({ background }: JobDeps['slack'], fileId: string) {
  try {
    const { file } = await background.files.info({ file: fileId })
    const address = file?.url_private_download
    return address === undefined ? null : { address, name: file?.name ?? fileId }
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return null
    throw error
  }
}

/** Sends a kept document to who asked for it, with the rights that they have now. */
export async function sendDocument(deps: JobDeps, job: JobPayloads['attachment.send']): Promise<void> {
  const { roll, actors, now, slack, people } = deps
  const { societyId, attachmentId, requestedBy } = job
  const { userId } = personOf(requestedBy)
  const actor = await actors.rightsOf(userId, societyId)
  if (actor === null) return
  const context = { roll, actor, source: { via: 'job' }, now } as const
  const found = await loadAttachment(context, attachmentId)
  const { locale } = await people.find(userId)
  const text = textOf(locale)
  if (!found.ok) {
    const parts = partsOf(found.error, text)
    await postDm(slack, userId, message(text.screens.notice, [section(parts)]))
    return
  }
  const { number, fileName, content } = found.value
  const { channel } = await slack.background.conversations.open({ users: userId })
  await slack.background.filesUploadV2({
    channel_id: channel?.id ?? '',
    file: Buffer.from(content),
    filename: fileName,
    title: fileName,
    initial_comment: text.dossier.sent(number),
  })
}
