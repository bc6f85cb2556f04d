import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import { parseConnectionUrl } from 'nodemailer/lib/shared'
import SMTPConnection from 'nodemailer/lib/smtp-connection'

/** One mail to one person, as plain text. */
export interface Mail {
  /** One bare address. */
  readonly to: string
  /** What stands before the sender's address: the society. */
  readonly fromName: string
  readonly subject: string
  readonly text: string
  /** The same for every try at the same letter: a server that gets it twice can tell. */
  readonly messageId: string
}

/**
 * How a try ended. `later`: the server did not take it and may do so later. `refused`: it never will. `unknown`: the text was on its way when the
 * connection broke, so that it may have arrived.
 */
export type MailOutcome = 'sent' | 'later' | 'refused' | 'unknown'

export interface Mailer {
  send(mail: Mail): Promise<MailOutcome>
}

/** No name around it, no second one, nothing that would end a header; a full-width ＠ is none. */
const BARE_ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])$/

export function isBareAddress(text: string): boolean {
  return text.length <= 254 && BARE_ADDRESS.test(text) && !text.includes('..')
}

/** A job waits for its mail; a server that says nothing for this long is away. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 } as const

/**
 * Mail through one server, one connection a letter.
 *
 * @param server `smtp://user:password@host:587` or `smtps://…`
 * @param from one bare address
 */
export function createMailer(server: string, from: string): Mailer {
  const { auth, host, port, secure, tls } = parseConnectionUrl(server)
  return {
    send: async (mail) => {
      if (!isBareAddress(mail.to)) return 'refused'
      const message = await compose(mail, from)
      const connection = new SMTPConnection({ host, port, secure, tls, ...TIMEOUTS })
      return deliver(connection, auth, { from, to: mail.to, message })
    },
  }
}

function compose({ to, fromName, subject, text, messageId }: Mail, from: string): Promise<Buffer> {
  const domain = from.slice(from.indexOf('@') + 1)
  return new MailComposer({
    // Objects, since a string may hold two addresses.
    from: { name: fromName, address: from },
    to: { name: '', address: to },
    subject,
    text,
    messageId: `<${messageId}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
}

interface Parcel {
  readonly from: string
  readonly to: string
  readonly message: Buffer
}

/** The first end counts: an error after the answer is the connection's, not the mail's. */
function deliver(
  connection: SMTPConnection,
  auth: { readonly user: string; readonly pass: string } | undefined,
  { from, to, message }: Parcel,
): Promise<MailOutcome> {
  return new Promise((resolve) => {
    let begun = false
    const end = (outcome: MailOutcome) => {
      resolve(outcome)
      if (outcome === 'sent') connection.quit()
      else connection.close()
    }
    const fail = (error: {
      readonly responseCode?: number | undefined
      readonly code?: string | undefined
    }) => end(outcomeOf(error, begun))
    connection.on('error', fail)
    // Hung up without a word.
    connection.on('end', () => fail({}))
    const send = () => {
      const body = Readable.from(
        (function* () {
          begun = true
          yield message
        })(),
      )
      connection.send({ from, to }, body, (error) => (error === null ? end('sent') : fail(error)))
    }
    connection.connect((error) => {
      if (error) fail(error)
      else if (auth === undefined) send()
      else connection.login(auth, (denied) => (denied === null ? send() : end('later')))
    })
  })
}

/** A server's answer is definite, whatever had been sent. Without one the mail may have arrived once its text was on the way. */
function outcomeOf(
  { responseCode, code }: { readonly responseCode?: number | undefined; readonly code?: string | undefined },
  begun: boolean,
): MailOutcome {
  if (responseCode !== undefined) return responseCode >= 500 && code !== 'EAUTH' ? 'refused' : 'later'
  return begun ? 'unknown' : 'later'
}
