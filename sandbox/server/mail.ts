import type { AddressInfo } from 'node:net'
import type { Address } from 'postal-mime'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface Mail {
  id: string
  at: string
  envelope: { from: string; to: string[] }
  subject: string
  from: string
  to: string[]
  text: string
  html: string
  headers: { key: string; value: string }[]
}

const address = (one: Address | undefined): string =>
  one?.name ? `${one.name} <${one.address ?? ''}>` : (one?.address ?? '')

async function parse(raw: Buffer, envelope: Mail['envelope'], number: number): Promise<Mail> {
  const mail = await PostalMime.parse(raw)
  return {
    id: `M${number}`,
    at: new Date().toISOString(),
    envelope,
    subject: mail.subject ?? '',
    from: address(mail.from),
    to: (mail.to ?? []).map(address),
    text: mail.text ?? '',
    html: mail.html ?? '',
    headers: mail.headers.map(({ key, value }) => ({ key, value })),
  }
}

/** The local inbox: an SMTP server on a free port of 127.0.0.1 that keeps every mail and sends none on. */
export class Inbox {
  readonly mails: Mail[] = []
  readonly #server: SMTPServer
  readonly #onMail: () => void
  #count = 0

  constructor(onMail: () => void) {
    this.#onMail = onMail
    this.#server = new SMTPServer({
      authOptional: true,
      disableReverseLookup: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, accepted) => {
        const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address
        const envelope = { from, to: session.envelope.rcptTo.map((one) => one.address) }
        void this.#receive(stream, envelope).then(accepted)
      },
    })
    // A client that hangs up is no concern of the workspace.
    this.#server.on('error', () => {})
  }

  /** Listens; resolves to where. */
  async start(): Promise<{ host: string; port: number }> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return { host: '127.0.0.1', port: (this.#server.server.address() as AddressInfo).port }
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(resolve))
  }

  /** Reads one mail; gives the error that its sender is to see, if any. */
  async #receive(stream: AsyncIterable<unknown>, envelope: Mail['envelope']): Promise<Error | null> {
    try {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk as Buffer)
      this.#count += 1
      this.mails.push(await parse(Buffer.concat(chunks), envelope, this.#count))
      this.#onMail()
      return null
    } catch (error) {
      return error instanceof Error ? error : new Error('unreadable mail')
    }
  }
}
