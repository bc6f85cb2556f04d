import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from '../support/browser.ts'
import { sit, type Window } from './page.ts'
import { type Desk, openDesk } from './workspace.ts'

let desk: Desk
let browser: TestBrowser
const faults: string[] = []
let office: Window
let colleague: Window
beforeAll(async () => {
  ;[desk, browser] = await Promise.all([openDesk(), openBrowser()])
  office = await sit(desk, browser, 'U_SECRETARIAT', faults)
  colleague = await sit(desk, browser, 'U_SECRETARIAT2', faults, { channel: 'D_U_SECRETARIAT2' })
}, 60_000)
afterAll(async () => {
  await browser.close()
  await desk.close()
})

/** Somebody who owes nothing and holds nothing. */
async function unburdened(): Promise<string> {
  const { rows } = await desk.db.pool.query<{ number: string }>(
    `SELECT m.number FROM member m WHERE m.society_id = 1234 AND m.lifecycle = 'active' AND m.kind = 'individual' AND NOT m.is_test
       AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)
       AND NOT EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id)
     ORDER BY m.id LIMIT 1`,
  )
  return rows[0]?.number ?? ''
}

describe('one member’s papers, history and end', { timeout: 90_000 }, () => {
  let number = ''

  it('a call is noted and a scan kept, from the card', async () => {
    number = await unburdened()
    await office.say(`/member ${number}`)
    await office.dialog().getByRole('button', { name: 'メモ・書類' }).click()
    await office.dialog().getByText('対応メモはありません。').waitFor()
    await office.dialog().getByRole('button', { name: 'メモを追加' }).click()
    await office.dialog().getByLabel(/^内容/).fill('退会届を郵送するとの電話')
    await office.dialog().getByRole('button', { name: '保存する' }).click()
    await office.dialog().waitFor({ state: 'detached' })
    await office.last().getByText(`会員番号 ${number} の対応メモを保存しました。`).waitFor()

    await office.say(`/member ${number}`)
    await office.dialog().getByRole('button', { name: 'メモ・書類' }).click()
    await office.dialog().getByText('退会届を郵送するとの電話').waitFor()
    await office.dialog().getByRole('button', { name: '書類を追加' }).click()
    const file = { name: '退会届.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\nscan') }
    await office.dialog().locator('input[type=file]').setInputFiles(file)
    await office.dialog().getByText('退会届.pdf').waitFor()
    await office.dialog().getByRole('button', { name: '保存する' }).click()
    await office.dialog().waitFor({ state: 'detached' })
    await office.go({ channel: 'D_U_SECRETARIAT' })
    await office.page.getByRole('log').getByText(`会員番号 ${number} の書類を保存しました。`).waitFor()
    expect((await desk.db.pool.query('SELECT media_type FROM attachment')).rows).toEqual([
      { media_type: 'application/pdf' },
    ])
  })

  it('the deletion is asked for with the typed number, and approved by a colleague', async () => {
    await office.go({ channel: 'C_GENERAL' })
    await office.say(`/member ${number}`)
    await office.dialog().getByRole('button', { name: 'この会員を削除' }).click()
    await office.dialog().getByText('一度削除すると元には戻せません。').waitFor()
    await office
      .dialog()
      .getByLabel(/^会員番号の確認/)
      .fill('DEMO00001')
    await office
      .dialog()
      .getByLabel(/^削除の理由/)
      .fill('本人からの依頼')
    await office.dialog().getByRole('button', { name: '削除を申請する' }).click()
    await office.dialog().getByText(`削除する会員の会員番号（${number}）と一致しません。`).waitFor()
    await office
      .dialog()
      .getByLabel(/^会員番号の確認/)
      .fill(number)
    await office.dialog().getByRole('button', { name: '削除を申請する' }).click()
    await office.dialog().waitFor({ state: 'detached' })
    await office.last().getByText(`会員番号 ${number} の削除の承認を依頼しました`).waitFor()

    await colleague.last().getByText('会員の削除の承認のお願い').waitFor()
    await colleague.last().getByRole('button', { name: '承認', exact: true }).click()
    await colleague.page.getByText(`会員番号 ${number} の個人情報を消去します。`).waitFor()
    await colleague.page.getByRole('button', { name: '承認して削除する' }).click()
    await colleague.last().getByText('承認された会員の削除').waitFor()
    await office.go({ channel: 'D_U_SECRETARIAT' })
    await office.page
      .getByRole('log')
      .getByText(`会員番号 ${number} の削除が承認され、完了しました`)
      .waitFor()
    const { rows } = await desk.db.pool.query('SELECT family_name FROM member WHERE number = $1', [number])
    expect(rows).toEqual([{ family_name: null }])
  })

  it('the history of the number still tells why, and no word of the person', async () => {
    await office.go({ channel: 'C_GENERAL' })
    await office.say(`/member 履歴 ${number}`)
    await office.dialog().getByText('なぜこの会員は無効ですか？').waitFor()
    const shown = await office.dialog().innerText()
    expect(shown).toMatch(/個人情報が消去されたためです。手続き：.*担当B/)
    expect(shown).toContain('会員の削除を承認しました')
    expect(shown).not.toMatch(/本人からの依頼|退会届を郵送/)
    await office.page.keyboard.press('Escape')
    await office.dialog().waitFor({ state: 'detached' })
  })

  it('the audit says what a colleague saw, and is verified at a click', async () => {
    await colleague.go({ channel: 'C_GENERAL' })
    await colleague.say('/member DEMO00050')
    await colleague.dialog().getByText('会員カード').waitFor()
    await colleague.page.keyboard.press('Escape')
    await office.say('/member 監査')
    await office.dialog().getByRole('button', { name: '監査記録を検証' }).click()
    await office.dialog().getByText('改ざん・削除・入れ替えはありません。').waitFor()
    await office
      .dialog()
      .getByRole('button', { name: /戻る|閉じる|Back/ })
      .first()
      .click()
    await office.choose(/^操作した人/, /担当B/)
    await office.choose(/^操作の種類/, '閲覧・検索・出力（見た情報）')
    await office.dialog().getByRole('button', { name: '検索する' }).click()
    await office.dialog().getByText('カードを表示しました　会員番号 DEMO00050').waitFor()
    expect(await office.dialog().innerText()).toMatch(/監査記録　\d+件/)
  })

  it('fits a phone', async () => {
    await office.page.setViewportSize({ width: 390, height: 844 })
    expect(await office.page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  })
})

it('made no call that Slack would refuse, and no fault on the page', async () => {
  expect(faults).toEqual([])
  expect(await desk.complaints()).toEqual([])
})
