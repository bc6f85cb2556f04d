import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

interface SlashCommand {
  command: string
  description: string
  usage_hint: string
}

interface Shortcut {
  name: string
  type: 'global' | 'message'
  callback_id: string
  description: string
}

/** What the workspace knows of the installed app: its name, entry points, scopes and subscriptions. */
export interface AppManifest {
  name: string
  commands: SlashCommand[]
  shortcuts: Shortcut[]
  scopes: Set<string>
  events: Set<string>
}

interface ManifestFile {
  display_information: { name: string }
  features?: { slash_commands?: Partial<SlashCommand>[]; shortcuts?: Shortcut[] }
  oauth_config?: { scopes?: { bot?: string[] } }
  settings?: { event_subscriptions?: { bot_events?: string[] } }
}

/** Reads the app's `manifest.yml`, the same file that is pasted into Slack. */
export function readManifest(path: string): AppManifest {
  const file = parse(readFileSync(path, 'utf8')) as ManifestFile
  return {
    name: file.display_information.name,
    commands: (file.features?.slash_commands ?? []).map((entry) => ({
      command: entry.command ?? '',
      description: entry.description ?? '',
      usage_hint: entry.usage_hint ?? '',
    })),
    shortcuts: file.features?.shortcuts ?? [],
    scopes: new Set(file.oauth_config?.scopes?.bot),
    events: new Set(file.settings?.event_subscriptions?.bot_events),
  }
}
