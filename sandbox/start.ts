import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createAssets } from './server/assets.ts'
import { Clock } from './server/clock.ts'
import { Refusal, sendJson } from './server/http.ts'
import { readManifest } from './server/manifest.ts'
import { bootstrap, stateOf } from './server/projection.ts'
import { get, serve } from './server/router.ts'
import { EventStream } from './server/stream.ts'
import { Workspace } from './server/workspace.ts'

export interface SandboxOptions {
  port: number
  manifestPath?: string
}

export async function startSandbox(options: SandboxOptions) {
  const app = readManifest(options.manifestPath ?? fileURLToPath(new URL('../manifest.yml', import.meta.url)))
  const clock = new Clock()
  const workspace = new Workspace(clock)
  const assets = await createAssets()
  const state = (user: string) => stateOf(workspace, user, false)
  const stream = new EventStream(workspace, state)
  const viewer = (url: URL): string => {
    const user = url.searchParams.get('user') ?? ''
    if (!workspace.users.has(user)) throw new Refusal(404, 'user_not_found')
    return user
  }
  const server = serve(
    [
      get(/^\/sandbox\/bootstrap$/, ({ response }) => sendJson(response, bootstrap(workspace, app))),
      get(/^\/sandbox\/state$/, ({ response, url }) => sendJson(response, state(viewer(url)))),
      get(/^\/sandbox\/events$/, ({ response, url }) => stream.open(viewer(url), response)),
      get(/^\/(?:ui\/.*)?$/, async ({ response, url }) => {
        const asset = await assets.find(url.pathname)
        if (!asset) throw new Refusal(404, 'not_found')
        response.writeHead(200, { 'Content-Type': asset.type, 'Cache-Control': 'no-cache' })
        response.end(asset.body)
      }),
    ],
    () => {},
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    clock,
    async stop() {
      stream.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
