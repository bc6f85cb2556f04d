/**
 * `npm start`: the bot of a Slack workspace where the environment (or `.env`) names one, else the local workspace of
 * the sandbox with the same bot in it.
 */
import { existsSync } from 'node:fs'
import { namesWorkspace } from './src/bot/config.ts'

if (existsSync('.env')) process.loadEnvFile('.env')

if (namesWorkspace()) {
  const { main } = await import('./src/bot/main.ts')
  await main()
} else {
  await import('./sandbox/cli.ts')
}
