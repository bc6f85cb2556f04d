import { api } from './api.ts'
import { type Child, h, type VNode } from './dom.ts'
import { titleHeader } from './header.ts'
import { invalidate, t } from './store.ts'
import { preciseTime } from './text/dates.ts'
import type { LogEntry } from './types.ts'

const SHOWN = 200
const ERROR_KINDS = new Set(['error', 'fault', 'late_ack'])
const log = { entries: [] as LogEntry[], filter: '' }

/** Asks for the log again; the page does so when the view opens and whenever the workspace changes. */
export async function loadLog(): Promise<void> {
  log.entries = (await api.log()).toReversed()
  invalidate()
}

/** What the app and the workspace said to each other, for whoever develops or trains. */
export function logView(): Child {
  const entries = log.entries.filter(
    (entry) => log.filter === '' || (log.filter === 'errors' ? isError(entry) : entry.kind === log.filter),
  )
  const kinds = [...new Set(log.entries.map(({ kind }) => kind))].sort()
  return [
    titleHeader(t().log, 'log'),
    h(
      'main',
      { class: 'log', id: 'main', tabindex: -1, key: 'log' },
      h('p', { class: 'intro' }, t().logIntro),
      h(
        'div',
        { class: 'log-tools', role: 'group', 'aria-label': t().log },
        filter('', t().all),
        filter('errors', t().onlyErrors),
        kinds.map((kind) => filter(kind, kind)),
        h('span', { class: 'log-count', role: 'status' }, t().entries(entries.length)),
        h(
          'button',
          { type: 'button', class: 'button plain', on: { click: () => void loadLog() } },
          t().refresh,
        ),
      ),
      entries.length === 0 && h('p', { class: 'empty' }, t().noLog),
      h('ol', { class: 'log-entries' }, entries.slice(0, SHOWN).map(line)),
    ),
  ]
}

function filter(value: string, name: string): VNode {
  return h(
    'button',
    {
      type: 'button',
      class: 'chip-button',
      key: `filter ${value}`,
      'aria-pressed': log.filter === value ? 'true' : 'false',
      on: {
        click: () => {
          log.filter = value
          invalidate()
        },
      },
    },
    name,
  )
}

function isError(entry: LogEntry): boolean {
  const response = entry['response'] as { ok?: boolean } | undefined
  return ERROR_KINDS.has(entry.kind) || entry['error'] !== undefined || response?.ok === false
}

/** What the entry is about: the method, envelope type or whatever it names first. */
function subjectOf(entry: LogEntry): string {
  for (const field of ['method', 'type', 'event', 'path', 'url', 'error', 'message', 'what', 'state']) {
    const value = entry[field]
    if (typeof value === 'string') return value
  }
  return ''
}

function line(entry: LogEntry): VNode {
  const { n, at, kind, ...details } = entry
  const ms = entry['ms']
  return h(
    'li',
    { key: String(n), class: isError(entry) ? 'log-entry failed' : 'log-entry' },
    h(
      'details',
      null,
      h(
        'summary',
        null,
        h('time', { datetime: at }, preciseTime(new Date(at))),
        h('span', { class: `log-kind kind-${kind}` }, kind),
        h('span', { class: 'log-subject' }, subjectOf(entry)),
        typeof ms === 'number' && h('span', { class: 'log-ms' }, `${Math.round(ms)} ms`),
      ),
      h('pre', null, JSON.stringify(details, null, 2)),
    ),
  )
}
