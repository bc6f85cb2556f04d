import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join, normalize, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'

export interface Asset {
  type: string
  body: Buffer | string
}

const UI = fileURLToPath(new URL('../ui/', import.meta.url))
const require = createRequire(import.meta.url)
const FONTS = dirname(require.resolve('@fontsource-variable/noto-sans-jp/package.json'))

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
}

/** The file below `root`, or null where the name leaves it or has a type that the page does not need. */
function inside(root: string, name: string): string | null {
  const path = normalize(join(root, decodeURIComponent(name)))
  return path.startsWith(root.endsWith(sep) ? root : root + sep) && extname(path) in TYPES ? path : null
}

async function load(path: string): Promise<Asset | null> {
  const type = TYPES[extname(path)] ?? 'application/octet-stream'
  let body: Buffer
  try {
    body = await readFile(path)
  } catch {
    return null
  }
  if (extname(path) !== '.ts') return { type, body }
  // The page imports its modules by their `.ts` names; browsers get JavaScript under the same URL.
  const { code } = await transform(body.toString('utf8'), {
    loader: 'ts',
    format: 'esm',
    target: 'es2022',
    sourcefile: path.slice(UI.length),
    sourcemap: 'inline',
  })
  return { type, body: code }
}

/** Bundles the mrkdwn parser once into a single ES module for the page. */
async function bundleParser(): Promise<string> {
  const result = await build({
    stdin: { contents: "export * from 'slack-message-parser'", resolveDir: dirname(UI) },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
  })
  return result.outputFiles[0]?.text ?? ''
}

/** Serves the page, its modules, the vendored parser and the fonts. `find` gives null for anything else. */
export async function createAssets(): Promise<{ find(path: string): Promise<Asset | null> }> {
  const parser = await bundleParser()
  return {
    async find(path) {
      if (path === '/') return load(join(UI, 'index.html'))
      if (path === '/ui/vendor/slack-message-parser.js') return { type: TYPES['.js'] ?? '', body: parser }
      const font = /^\/ui\/fonts\/(.+)$/.exec(path)?.[1]
      const file = font ? inside(FONTS, font) : inside(UI, path.replace(/^\/ui\//, ''))
      return path.startsWith('/ui/') && file ? load(file) : null
    },
  }
}
