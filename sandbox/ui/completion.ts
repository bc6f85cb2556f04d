import type { Command } from './types.ts'

export interface Suggestion {
  /** What the input holds once the suggestion is taken. */
  text: string
  label: string
  description: string
}

/**
 * What may be meant by a text that begins with a slash: the app's commands, and once the command stands there,
 * the examples of its usage hint (`[検索 山田 | 詳細 DEMO00001]`).
 */
export function suggestionsFor(text: string, commands: Command[]): Suggestion[] {
  if (!text.startsWith('/') || text.includes('\n')) return []
  const space = text.indexOf(' ')
  if (space < 0) {
    return commands
      .filter(({ command }) => command.startsWith(text.toLowerCase()))
      .map(({ command, description, usage_hint }) => ({
        text: `${command} `,
        label: usage_hint ? `${command} ${usage_hint}` : command,
        description,
      }))
  }
  const command = commands.find(({ command }) => command === text.slice(0, space))
  if (!command) return []
  const begun = text.slice(space + 1)
  return examplesOf(command.usage_hint ?? '')
    .filter((example) => example.startsWith(begun) && example !== begun)
    .map((example) => ({
      text: `${command.command} ${example}`,
      label: `${command.command} ${example}`,
      description: '',
    }))
}

function examplesOf(hint: string): string[] {
  const list = /^\s*\[(.*)\]\s*$/s.exec(hint)?.[1]
  return list ? list.split('|').map((example) => example.trim()) : []
}
