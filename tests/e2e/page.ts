import type { Locator, Page } from 'playwright-core'
import type { TestBrowser } from '../support/browser.ts'
import type { Desk } from './workspace.ts'

/** One person's window. */
export interface Window {
  readonly page: Page
  /** The message that came last. */
  readonly last: () => Locator
  readonly dialog: () => Locator
  /** Types a command and sends it. */
  say(text: string): Promise<void>
  /** Chooses in the select with this label. */
  choose(label: string | RegExp, option: string | RegExp): Promise<void>
  /** Goes to another channel or direct message. */
  go(place: Record<string, string>): Promise<void>
  close(): Promise<void>
}

/** Opens a window for a person; what goes wrong in it is added to `faults`. */
export async function sit(
  { sandbox }: Desk,
  browser: TestBrowser,
  user: string,
  faults: string[],
  place: Record<string, string> = { channel: 'C_GENERAL' },
): Promise<Window> {
  const page = await browser.context.newPage()
  page.on('pageerror', (error) => faults.push(error.message))
  const go = async (where: Record<string, string>) => {
    await page.goto(`${sandbox.url}/?${new URLSearchParams({ user, ...where }).toString()}`)
    await page.getByRole('main').waitFor()
  }
  await go(place)
  const dialog = () => page.getByRole('dialog')
  return {
    page,
    last: () => page.getByRole('log').getByRole('article').last(),
    dialog,
    go,
    say: async (text) => {
      const composer = page.getByRole('textbox', { name: /へのメッセージ$|^Message / })
      await composer.fill(text)
      await composer.press('Escape')
      await composer.press('Enter')
    },
    choose: async (label, option) => {
      await dialog().getByRole('combobox', { name: label }).click()
      await page.getByRole('option', { name: option }).click()
    },
    close: () => page.close(),
  }
}
