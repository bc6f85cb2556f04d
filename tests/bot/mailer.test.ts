import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { Inbox } from '../../sandbox/server/mail.ts'
import { createMailer, isBareAddress, type Mail } from '../../src/bot/mailer.ts'

const MAIL: Mail = {
  to: 'taro@example.com',
  fromName: '架空医学研究会',
  subject: '【架空医学研究会】ログイン情報のお知らせ',
  text: '架空 太郎 様\n\n𠮷・髙橋　<b>&amp;</b>\n',
  messageId: '6f1c3f5e-0000-4000-8000-000000000001',
}

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const mailerTo = (port: number) => createMailer(`smtp://127.0.0.1:${port}`, 'office@example.com')

async function inbox(): Promise<{ inbox: Inbox; port: number }> {
  const box = new Inbox(() => {})
  const { port } = await box.start()
  closers.push(() => box.stop())
  return { inbox: box, port }
}

/** A mail server that answers a line by its first word; a null hangs up instead. */
async function server(answers: Record<string, string | null>): Promise<number> {
  const usual: Record<string, string> = {
    HI: '220 x',
    EHLO: '250 x',
    MAIL: '250 x',
    RCPT: '250 x',
    DATA: '354 x',
    '.': '250 x',
  }
  const say = (socket: Socket, word: string) => {
    const answer = word in answers ? answers[word] : (usual[word] ?? '250 x')
    if (answer === null || answer === undefined) socket.destroy()
    else socket.write(`${answer}\r\n`)
  }
  const listening: Server = createServer((socket) => {
    let data = false
    socket.on('error', () => {})
    say(socket, 'HI')
    let rest = ''
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString()).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (data && line !== '.') continue
        data = line === 'DATA' && (answers['DATA'] ?? '354').startsWith('354')
        say(socket, line.split(/[ :]/u)[0] ?? '')
      }
    })
  })
  listening.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  closers.push(async () => {
    listening.close()
    await once(listening, 'close')
  })
  return (listening.address() as AddressInfo).port
}

describe('a mail', () => {
  it('arrives as it was written, at one address, from the society, under its own id', async () => {
    const { inbox: box, port } = await inbox()
    expect(await mailerTo(port).send(MAIL)).toBe('sent')
    const [got] = box.mails
    expect(got).toMatchObject({
      envelope: { from: 'office@example.com', to: ['taro@example.com'] },
      subject: MAIL.subject,
      from: '架空医学研究会 <office@example.com>',
      to: ['taro@example.com'],
      text: MAIL.text,
      html: '',
    })
    const header = (name: string) => got?.headers.find(({ key }) => key === name)?.value
    expect(header('message-id')).toBe('<6f1c3f5e-0000-4000-8000-000000000001@example.com>')
    expect(header('auto-submitted')).toBe('auto-generated')
  })

  it('takes no header and no recipient from a name or a subject', async () => {
    const { inbox: box, port } = await inbox()
    const nasty = {
      ...MAIL,
      fromName: 'x"\r\nBcc: evil@example.com',
      subject: 'y\r\nBcc: evil@example.com\r\n\r\nz',
    }
    expect(await mailerTo(port).send(nasty)).toBe('sent')
    expect(box.mails[0]?.envelope.to).toEqual(['taro@example.com'])
    expect(box.mails[0]?.headers.some(({ key }) => key === 'bcc')).toBe(false)
    expect(box.mails[0]?.text).toBe(MAIL.text)
  })

  it.each([
    'a@example.com,b@example.com',
    'a@example.com, b@example.com',
    '架空 <a@example.com>',
    'a＠example.com',
    'a@example.com\r\nRCPT TO:<b@example.com>',
    'a b@example.com',
    'a@@example.com',
    'a@example..com',
    `${'a'.repeat(65)}@example.com`,
    '@example.com',
    '',
  ])('never goes to %j', async (to) => {
    const { inbox: box, port } = await inbox()
    expect(isBareAddress(to)).toBe(false)
    expect(await mailerTo(port).send({ ...MAIL, to })).toBe('refused')
    expect(box.mails).toEqual([])
  })
})

describe('a try to send', () => {
  it.each([
    ['later', { HI: '421 busy' }],
    ['later', { HI: null }],
    ['later', { MAIL: '451 later' }],
    ['later', { RCPT: '450 greylisted' }],
    ['refused', { RCPT: '550 nobody' }],
    ['refused', { MAIL: '552 too much' }],
    ['later', { DATA: '451 later' }],
    ['later', { RCPT: null }],
    ['later', { '.': '451 later' }],
    ['refused', { '.': '554 spam' }],
    ['unknown', { '.': null }],
    ['sent', {}],
  ])('is %s where the server answers %j', async (outcome, answers) => {
    expect(await mailerTo(await server(answers)).send(MAIL)).toBe(outcome)
  })

  it('is later where nobody listens', async () => {
    const { inbox: box, port } = await inbox()
    await box.stop()
    closers.splice(0)
    expect(await mailerTo(port).send(MAIL)).toBe('later')
  })
})
