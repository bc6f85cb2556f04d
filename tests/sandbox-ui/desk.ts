import { App, LogLevel, SocketModeReceiver } from '@slack/bolt'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/start.ts'
import { script } from '../sandbox/script.ts'
import { openBrowser } from '../support/browser.ts'

/** A workspace with a small Bolt app behind it and a browser in front of it. */
export interface Desk {
  sandbox: Sandbox
  script: ReturnType<typeof script>
  /** Opens a window as this persona and waits until the page has drawn itself. */
  sit(user: string, place?: Record<string, string>): Promise<Page>
  /** Ends the app's connection, as a stopped bot does. */
  stopApp(): Promise<void>
  /** Ends all of it. @throws where a page reported an exception or a console error meanwhile */
  close(): Promise<void>
}

/** Two seconds without an answered ping are no lost connection while a browser starts on the same two cores. */
const PING_TIMEOUT_MS = 2000

async function startApp(sandbox: Sandbox, listen: (app: App) => void): Promise<() => Promise<void>> {
  const receiver = new SocketModeReceiver({
    appToken: sandbox.appToken,
    logLevel: LogLevel.ERROR,
    clientPingTimeout: PING_TIMEOUT_MS,
    installerOptions: { clientOptions: { slackApiUrl: sandbox.apiUrl } },
  })
  const app = new App({
    token: sandbox.botToken,
    receiver,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: sandbox.apiUrl },
  })
  listen(app)
  await app.start()
  return () => receiver.client.disconnect()
}

export async function openDesk(
  listen: (app: App) => void,
  options: { sandbox?: Partial<SandboxOptions>; browser?: BrowserContextOptions } = {},
): Promise<Desk> {
  const browser = await openBrowser(options.browser)
  const sandbox = await startSandbox({ port: 0, ...options.sandbox })
  const disconnect = await startApp(sandbox, listen)
  await sandbox.whenConnected()
  const faults: string[] = []
  let connected = true
  const stopApp = async () => {
    if (connected) await disconnect()
    connected = false
  }
  return {
    sandbox,
    script: script(sandbox),
    stopApp,
    async sit(user, place = { channel: 'C_GENERAL' }) {
      const page = await browser.context.newPage()
      page.on('pageerror', (error) => faults.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text())
      })
      await page.goto(`${sandbox.url}/?${new URLSearchParams({ user, ...place }).toString()}`)
      await page.getByRole('main').waitFor()
      return page
    },
    async close() {
      await browser.close()
      await stopApp()
      await sandbox.stop()
      if (faults.length > 0) throw new Error(`the page reported: ${faults.join('; ')}`)
    },
  }
}

/** The input below the messages. */
export const composer = (page: Page) => page.getByRole('textbox', { name: /へのメッセージ$/ })

/** Types a text below the messages and sends it. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
}
