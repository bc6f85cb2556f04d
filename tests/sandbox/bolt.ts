import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt'
import type { Sandbox } from '../../sandbox/start.ts'

export interface BoltApp {
  app: App
  stop(): Promise<void>
}

/**
 * A real Bolt app, connected to the sandbox through Socket Mode.
 * @param clientPingTimeout ms; how long it waits for pongs, and before it connects again
 */
export async function socketApp(
  sandbox: Sandbox,
  listen: (app: App) => void,
  clientPingTimeout = 5000,
): Promise<BoltApp> {
  const receiver = new SocketModeReceiver({
    appToken: sandbox.appToken,
    logLevel: LogLevel.ERROR,
    clientPingTimeout,
    installerOptions: { clientOptions: { slackApiUrl: sandbox.apiUrl } },
  })
  const app = new App({
    token: sandbox.botToken,
    receiver,
    logLevel: LogLevel.ERROR,
    clientOptions: {
      slackApiUrl: sandbox.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
  })
  listen(app)
  await app.start()
  return {
    app,
    async stop() {
      await receiver.client.disconnect()
    },
  }
}

/** A real Bolt app that is reached by signed HTTP requests. */
export async function httpApp(
  sandbox: Sandbox,
  listen: (app: App) => void,
  signingSecret = sandbox.signingSecret,
): Promise<BoltApp & { url: string }> {
  const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR })
  const app = new App({
    token: sandbox.botToken,
    receiver,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: sandbox.apiUrl },
  })
  listen(app)
  const server = await receiver.start({ port: 0, host: '127.0.0.1' })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    app,
    url: `http://127.0.0.1:${address.port}/slack/events`,
    async stop() {
      server.closeAllConnections()
      await receiver.stop()
    },
  }
}
