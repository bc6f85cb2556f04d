import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import { type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** No network of its own, no sandbox (containers and root), nothing left running. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--no-first-run',
]

/** An installed Chromium or Chrome, else the one that npm brought: tests need no browser installed beforehand. */
async function browserPath(): Promise<string> {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  for (const name of NAMES) {
    for (const folder of folders) {
      const path = join(folder, name)
      if (isExecutable(path)) return path
    }
  }
  return sparticuz.executablePath()
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

export interface TestBrowser {
  context: BrowserContext
  close: () => Promise<void>
}

/**
 * A headless browser with an empty profile of its own, 1280 × 860 and Japanese unless `options` say otherwise.
 * `close` also removes the profile.
 */
export async function openBrowser(options: BrowserContextOptions = {}): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'meibo-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await browserPath(),
    args: FLAGS,
    headless: true,
    viewport: { width: 1280, height: 860 },
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    acceptDownloads: true,
    ...options,
  })
  return {
    context,
    close: async () => {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
