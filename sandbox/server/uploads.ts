import type { IncomingMessage } from 'node:http'
import { Refusal, readBody } from './http.ts'
import { randomId } from './workspace.ts'

export interface Upload {
  fileId: string
  name: string
  length: number
  bytes: Buffer | null
}

/** Uploads on their way: an URL from files.getUploadURLExternal, the bytes, then files.completeUploadExternal. */
export class Uploads {
  readonly #waiting = new Map<string, Upload>()

  /** Reserves a file; returns the path to post the bytes to. */
  begin(name: string, length: number): { fileId: string; path: string } {
    const fileId = randomId('F')
    const key = randomId('', 24)
    this.#waiting.set(key, { fileId, name, length, bytes: null })
    return { fileId, path: `/upload/v1/${key}` }
  }

  /** Takes the bytes, raw or as the first file of a multipart form. */
  async receive(key: string, request: IncomingMessage): Promise<Upload> {
    const upload = this.#waiting.get(key)
    if (!upload) throw new Refusal(404, 'upload_not_found')
    const body = await readBody(request)
    const type = request.headers['content-type'] ?? ''
    upload.bytes = type.startsWith('multipart/form-data') ? await firstFile(body, type) : body
    if (upload.bytes.length !== upload.length) {
      upload.bytes = null
      throw new Refusal(400, 'length_mismatch')
    }
    return upload
  }

  /** The uploaded file of this id, which is then no longer waiting. */
  finish(fileId: string): { name: string; bytes: Buffer } | null {
    for (const [key, upload] of this.#waiting) {
      if (upload.fileId !== fileId || !upload.bytes) continue
      this.#waiting.delete(key)
      return { name: upload.name, bytes: upload.bytes }
    }
    return null
  }

  clear(): void {
    this.#waiting.clear()
  }
}

async function firstFile(body: Buffer, contentType: string): Promise<Buffer> {
  const form = await new Response(new Uint8Array(body), {
    headers: { 'Content-Type': contentType },
  }).formData()
  for (const part of form.values()) {
    if (typeof part !== 'string') return Buffer.from(await part.arrayBuffer())
  }
  throw new Refusal(400, 'no_file')
}
