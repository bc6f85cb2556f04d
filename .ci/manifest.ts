import { readFileSync } from 'node:fs'
import type { Manifest } from '@slack/web-api/dist/types/request/manifest.js'
import { parse } from 'yaml'
import { ROUTES } from '../src/bot/routes.ts'
import { WORKSPACE_EVENTS } from '../src/bot/slack/events.ts'

/** What manifest.yml promises Slack against what the code answers; prints each difference and exits with 1. */
const manifest = parse(readFileSync('manifest.yml', 'utf8')) as Manifest

function difference(what: string, promised: readonly string[], answered: readonly string[]): string[] {
  return [
    ...promised
      .filter((name) => !answered.includes(name))
      .map((name) => `${what} ${name}: in manifest.yml, not in the code`),
    ...answered
      .filter((name) => !promised.includes(name))
      .map((name) => `${what} ${name}: in the code, not in manifest.yml`),
  ]
}

const idsOf = (kind: string) => ROUTES.filter((route) => route.kind === kind).map(({ id }) => id)
const differences = [
  ...difference(
    'command',
    (manifest.features?.slash_commands ?? []).map(({ command }) => command),
    ['/member'],
  ),
  ...difference(
    'shortcut',
    (manifest.features?.shortcuts ?? []).map(({ callback_id: id }) => id),
    idsOf('shortcut'),
  ),
  ...difference(
    'event',
    [...(manifest.settings?.event_subscriptions?.bot_events ?? [])],
    [...WORKSPACE_EVENTS, ...idsOf('event')],
  ),
]
for (const line of differences) console.log(line)
if (manifest.settings?.socket_mode_enabled !== true)
  console.log('socket_mode_enabled must be true: npm start connects by Socket Mode')
process.exitCode = differences.length > 0 || manifest.settings?.socket_mode_enabled !== true ? 1 : 0
