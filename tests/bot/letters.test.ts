import { beforeEach, describe, expect, it } from 'vitest'
import type { JobDeps } from '../../src/bot/jobs/deps.ts'
import { tellLeaving } from '../../src/bot/jobs/leaving.ts'
import { sendLetter, tellLostLetter } from '../../src/bot/jobs/letters.ts'
import { createLogger } from '../../src/bot/logger.ts'
import type { Mail, MailOutcome } from '../../src/bot/mailer.ts'
import { logIn } from '../../src/domain/accounts/login.ts'
import { resetCredentials, setAccountStatus } from '../../src/domain/accounts/office.ts'
import { MEDICAL, NOW } from '../domain/find/world.ts'
import { useStage } from '../domain/withdrawal/people.ts'
import { wordsOf } from '../journeys/workspace.ts'

const stage = useStage()
const key = () => stage.key()
const rows = (sql: string) => stage.rows(sql)
const now = () => NOW

let mails: Mail[] = []
let told: { readonly to: string; readonly words: string }[] = []
let lines: string[] = []
let outcomes: MailOutcome[] = []
beforeEach(() => {
  mails = []
  told = []
  lines = []
  outcomes = []
})

/** Slack and the mail server as the job meets them; the database is the real one. */
function deps(more: Partial<JobDeps> = {}): JobDeps {
  const background = {
    conversations: { open: async ({ users }: { users: string }) => ({ channel: { id: users } }) },
    apiCall: async (_method: string, { channel, blocks }: { channel: string; blocks: unknown }) => {
      told.push({ to: channel, words: wordsOf(blocks) })
      return { ok: true, channel, ts: '1.0' }
    },
  }
  return {
    roll: stage.world.roll,
    now,
    slack: { background } as never,
    people: { find: async () => ({ locale: 'ja' }) } as never,
    actors: { holders: async () => ['U_SECRETARIAT'] } as never,
    transport: { messagesOf: async () => [], keepMessage: async () => {} } as never,
    logger: createLogger('debug', { write: (line: string) => void lines.push(line) }),
    mail: {
      publicUrl: 'https://meibo.example.com/',
      mailer: {
        send: async (mail) => {
          mails.push(mail)
          return outcomes.shift() ?? 'sent'
        },
      },
    },
    ...more,
  }
}

interface Promised {
  readonly job: { readonly societyId: number; readonly letterId: number }
  readonly memberId: number
  readonly number: string
  readonly email: string
}

/** Has the office ask for a password. */
async function promise(): Promise<Promised> {
  const memberId = await stage.people.take(`m.lifecycle = 'active' AND m.email IS NOT NULL AND EXISTS (
    SELECT FROM account a WHERE a.id = m.account_id AND a.status = 'active' AND a.login_id = m.number)`)
  const done = await resetCredentials(stage.world.as('secretariat'), memberId, key())
  if (!done.ok) throw new Error(JSON.stringify(done.error))
  const [letter] =
    await rows(`SELECT l.id, m.email FROM letter l JOIN member m ON m.society_id = l.society_id AND m.id = l.member_id
    WHERE l.society_id = ${MEDICAL} AND l.member_id = ${memberId} ORDER BY l.id DESC LIMIT 1`)
  const job = { societyId: MEDICAL, letterId: Number(letter?.['id']) }
  return { job, memberId, number: done.value.number, email: String(letter?.['email']) }
}
/** Runs what the letters of the test promised to tell. */
async function tellAll(): Promise<void> {
  const jobs = await rows(`DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
    WHERE t.id = j.task_id AND t.identifier = 'letter.tell' RETURNING j.payload`)
  for (const { payload } of jobs) await tellLostLetter(deps(), payload as Promised['job'])
}
const stateOf = async ({ job }: Promised) =>
  (await rows(`SELECT state, outcome FROM letter WHERE society_id = ${MEDICAL} AND id = ${job.letterId}`))[0]
const passwordIn = ({ text }: Mail) => /初期パスワード：(\S+)/u.exec(text)?.[1] ?? ''

describe('a letter', () => {
  it('is sent once, with the password that opens the login', async () => {
    const promised = await promise()
    await sendLetter(deps(), promised.job)
    await sendLetter(deps(), promised.job)
    expect(mails).toHaveLength(1)
    const [mail] = mails
    expect(mail).toMatchObject({ to: promised.email, fromName: '架空医学研究会' })
    expect(mail?.text).toContain('ログインページ：https://meibo.example.com/login\n')
    expect(await stateOf(promised)).toEqual({ state: 'sent', outcome: null })
    const login = { loginId: promised.number, password: mail === undefined ? '' : passwordIn(mail) }
    expect(await logIn(stage.world.roll, now, login)).toMatchObject({ ok: true, value: { mustChange: true } })
    await tellAll()
    expect(told).toEqual([])
  })

  it('waits while the server is away, and keeps its id', async () => {
    const promised = await promise()
    outcomes = ['later', 'sent']
    await expect(sendLetter(deps(), promised.job)).rejects.toThrow('the mail server takes no mail now')
    expect(await stateOf(promised)).toEqual({ state: 'queued', outcome: 'away' })
    await sendLetter(deps(), promised.job)
    expect(await stateOf(promised)).toEqual({ state: 'sent', outcome: null })
    const [first, second] = mails
    expect(first?.messageId).toBe(second?.messageId)
    expect(first && passwordIn(first)).not.toBe(second && passwordIn(second))
  })

  it.each([
    ['refused', 'failed', 'refused', '宛先がメールサーバーに受け付けられませんでした'],
    ['unknown', 'unknown', 'broken-off', '届いたか確認できません'],
  ] as const)(
    'that is %s is not sent again, and who asked is told',
    async (ended, state, outcome, sentence) => {
      const promised = await promise()
      outcomes = [ended]
      await sendLetter(deps(), promised.job)
      await sendLetter(deps(), promised.job)
      expect(mails).toHaveLength(1)
      expect(await stateOf(promised)).toEqual({ state, outcome })
      await tellAll()
      expect(told).toEqual([{ to: 'U_SECRETARIAT', words: expect.stringContaining(sentence) }])
      expect(told[0]?.words).toContain(`会員番号 ${promised.number} 宛てのメール`)
      expect(lines.join('')).toContain('letter.lost')
      expect(lines.join('')).not.toContain(promised.email)
    },
  )

  it('whose first try ended with the process is not sent again unasked', async () => {
    const promised = await promise()
    await rows(
      `UPDATE letter SET state = 'sending' WHERE society_id = ${MEDICAL} AND id = ${promised.job.letterId}`,
    )
    await sendLetter(deps(), promised.job)
    expect(mails).toEqual([])
    expect(await stateOf(promised)).toEqual({ state: 'unknown', outcome: 'broken-off' })
    await tellAll()
    expect(told).toHaveLength(1)
  })

  it('without a mail server fails at once, and who asked is told what to set', async () => {
    const promised = await promise()
    await sendLetter(deps({ mail: undefined }), promised.job)
    expect(await stateOf(promised)).toEqual({ state: 'failed', outcome: 'not-set-up' })
    await tellAll()
    expect(told[0]?.words).toContain('SMTP_URL・MAIL_FROM・PUBLIC_URL')
  })

  it('to whoever was stopped meanwhile is not sent', async () => {
    const promised = await promise()
    await setAccountStatus(stage.world.as('secretariat'), promised.memberId, 'suspended', key())
    await sendLetter(deps(), promised.job)
    expect(mails).toEqual([])
    expect(await stateOf(promised)).toEqual({ state: 'failed', outcome: 'account-suspended' })
    await tellAll()
    expect(told[0]?.words).toContain('アカウントが停止されています。')
  })
})

describe('a leaving', () => {
  it('is told once to each of the secretariat, by number', async () => {
    const { memberId, number } = await promise()
    const posted = new Set<string>()
    const transport = {
      messagesOf: async ({ kind }: { kind: string }) => (posted.has(kind) ? [{}] : []),
      keepMessage: async ({ kind }: { kind: string }) => void posted.add(kind),
    } as never
    await tellLeaving(deps({ transport }), { societyId: MEDICAL, memberId })
    await tellLeaving(deps({ transport }), { societyId: MEDICAL, memberId })
    expect(told).toEqual([
      {
        to: 'U_SECRETARIAT',
        words: `架空医学研究会の会員番号 ${number} の方が、ご本人のお手続きで退会されました。個人情報は名簿から削除しました。`,
      },
    ])
  })
})
