import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, openDesk, wordsOf } from './workspace.ts'

const USER = 'U_OFFICER'
/** Every word of the product about dues, and any amount. “paying” in “fee-paying” (有料, a member's fee plan) is no such word. */
const DUES =
  /会費|滞納|未納|入金|請求|振込|免除|領収|料金未|[\d,]+円|¥|dues|arrears|invoice|\b(?:un)?paid\b|overdue|\byen\b/iu

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
}, 60_000)
afterAll(() => desk.close())

/** Members in every state of dues, among them arrears of one and of two years. */
async function indebted(): Promise<string[]> {
  const { rows } = await desk.db.pool.query<{ number: string }>(
    `SELECT DISTINCT m.number FROM member m JOIN invoice i ON i.society_id = m.society_id AND i.member_id = m.id
      WHERE m.society_id = 1234 AND i.state = 'open' AND i.due_on < '2026-11-22' ORDER BY 1 LIMIT 6`,
  )
  return rows.map(({ number }) => number)
}

/** Everything that an officer, or one who reads English, comes to see in a long session. */
async function longSession(user: string): Promise<string[]> {
  const seen: string[] = []
  const see = async (text: string) => {
    seen.push(await desk.words(user, text))
    await desk.closeAll(user)
  }
  const numbers = await indebted()
  expect(numbers.length).toBeGreaterThan(2)
  for (const number of numbers) await see(`/member ${number}`)
  for (const text of ['', ' ヘルプ', ' 一覧 個人', ' 一覧 施設', ' 一覧 賛助', ' 検索 状態:すべて 高橋'])
    await see(`/member${text}`)
  const { view } = await desk.ask(user, '/member 検索')
  const unfolded = await desk.press(user, {
    view_id: view?.id ?? '',
    block_id: 'block.form',
    action_id: 'search.unfold',
  })
  seen.push(wordsOf(unfolded.view?.blocks))
  await desk.closeAll(user)
  await desk.api.post('home', { user })
  await expect.poll(async () => (await desk.api.state(user)).home).not.toBeNull()
  seen.push(wordsOf((await desk.api.state(user)).home?.blocks))
  return seen
}

it.each(['U_OFFICER', 'U_ENGLISH'])('%s comes upon no word, amount or state of dues', async (user) => {
  const seen = await longSession(user)
  expect(seen.length).toBe(14)
  expect(seen.every((words) => words.length > 20)).toBe(true)
  expect(seen.flatMap((words) => words.split('\n')).filter((line) => DUES.test(line))).toEqual([])
})

it('would see them with the right to (so that the words above are the right ones)', async () => {
  const [number] = await indebted()
  const card = await desk.words('U_TREASURER', `/member ${number}`)
  expect(card.split('\n').filter((line) => DUES.test(line)).length).toBeGreaterThan(2)
  await desk.closeAll('U_TREASURER')
  expect(await desk.words('U_TREASURER', '/member ヘルプ')).toMatch(DUES)
})

/** The answer without the word that was asked about and without the suggestions, which follow its spelling. */
const shapeOf = (words: string, key: string) =>
  words.replaceAll(key, '■').replace(/もしかして：.*$/su, 'もしかして：…')

it.each([
  ['会費:滞納', '会費', '快否:滞納', '快否'],
  ['-会費:滞納', '会費', '-快否:滞納', '快否'],
  ['会費支払状況:未納', '会費支払状況', '快否支払状況:未納', '快否支払状況'],
  ['dues:arrears', 'dues', 'zues:arrears', 'zues'],
  ['fees:none', 'fees', 'xees:none', 'xees'],
])('%s is answered exactly as a key that does not exist', async (text, key, other, otherKey) => {
  const dues = await desk.words(USER, `/member 検索 ${text}`)
  const unknown = await desk.words(USER, `/member 検索 ${other}`)
  expect(shapeOf(dues, key)).toBe(shapeOf(unknown, otherKey))
  expect(dues.replaceAll(`「${key}」という検索項目`, '')).not.toMatch(DUES)
})

it.each([
  ['並び:会費降順', '会費降順', '並び:快否降順', '快否降順'],
  ['sort:dues-desc', 'dues-desc', 'sort:zues-desc', 'zues-desc'],
])('%s is no order for an officer, as one that does not exist', async (text, value, other, otherValue) => {
  const dues = await desk.words(USER, `/member 検索 ${text}`)
  const unknown = await desk.words(USER, `/member 検索 ${other}`)
  expect(shapeOf(dues, value)).toBe(shapeOf(unknown, otherValue))
  expect(dues.replaceAll(value, '')).not.toMatch(DUES)
})

it('can not be sorted by dues, nor asked for by a form of one’s own making', async () => {
  const { message } = await desk.ask(USER, '/member 検索 高橋')
  const value = /"value":"(1234\.\d+)\.number-asc"/u.exec(JSON.stringify(message?.blocks))?.[1] ?? ''
  const text = { type: 'plain_text', text: '押す' }
  const button = { type: 'button', action_id: 'results.sort', text, value: `${value}.dues-desc` }
  const blocks = [{ type: 'actions', block_id: 'forged', elements: [button] }]
  const { ts } = await desk.api.api('chat.postMessage', { channel: 'D_U_OFFICER', text: '偽', blocks })
  const place = { channel: 'D_U_OFFICER', message_ts: String(ts) }
  const sorted = await desk.press(USER, { ...place, block_id: 'forged', action_id: 'results.sort' })
  expect(wordsOf(sorted.message?.blocks)).not.toMatch(DUES)
})

it('leaves no word of dues in the log either, which knows no member', () => {
  expect(desk.lines.length).toBeGreaterThan(1)
  expect(desk.lines.join('\n')).not.toMatch(
    /会費|滞納|dues:|arrears|[\d,]+円|[ぁ-んァ-ヶ一-龠]|example\.com/u,
  )
})

it('made no call that Slack would refuse', async () => {
  expect(await desk.complaints()).toEqual([])
})
