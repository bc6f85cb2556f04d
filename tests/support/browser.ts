import { accessSync, constants, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import { type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'

/** The package exports no package.json; its entry lies two folders below it. */
const PACKAGE = join(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '../../../package.json')
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
  return unpackedChromium()
}

/**
 * The browser in npm's package, unpacked once for this user and version. The package itself unpacks to `/tmp/chromium`, where
 * a second process takes a half-written file for a browser, and another user's copy cannot be run; so it unpacks into a
 * folder of its own here, which gets its lasting name when it is complete.
 */
async function unpackedChromium(): Promise<string> {
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }
  const folder = join(tmpdir(), `meibo-chromium-${version}-libs-${userInfo().username}`)
  if (isExecutable(join(folder, 'chromium'))) return join(folder, 'chromium')
  const own = mkdtempSync(`${folder}-`)
  await unpackTo(own)
  try {
    renameSync(own, folder)
  } catch {
    // Another process was first; its copy is complete.
    rmSync(own, { recursive: true, force: true })
  }
  return join(folder, 'chromium')
}

/**
 * The package reads the environment at the moment of the call, and at no other: where to unpack to, and whether it is on
 * Lambda, where it unpacks the system libraries too that Chromium wants (NSS, expat). A bare machine lacks the same ones.
 */
async function unpackTo(folder: string): Promise<void> {
  const wanted = { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' }
  const before = Object.keys(wanted).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, wanted)
  const unpacked = sparticuz.executablePath()
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  await unpacked
}

/** The libraries unpacked beside npm's browser; an installed one has its own. */
function libraryPath(browser: string): Record<string, string> {
  const libraries = join(browser, '..', 'al2023', 'lib')
  return isExecutable(libraries) ? { LD_LIBRARY_PATH: libraries } : {}
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
  const executablePath = await browserPath()
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    env: { ...process.env, ...libraryPath(executablePath) },
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
