import { api } from './api.ts'
import { type Suggestion, suggestionsFor } from './completion.ts'
import { type Child, h, type VNode } from './dom.ts'
import { icon } from './icons.ts'
import { belongsToInputMethod } from './keys.ts'
import { menuButton } from './kit/menu.ts'
import { inPlace, invalidate, t, ui, workspace } from './store.ts'
import type { Answer, Channel } from './types.ts'

const texts = new Map<string, string>()
const notices = new Map<string, string>()
const sending = new Set<string>()
/** The highlighted suggestion, and the text for which the list was dismissed. */
const completion = { active: -1, dismissedFor: '' }

const MAX_HEIGHT_PX = 200
/** Where the style sheet cannot size the field by its content, a script does. */
const SIZES_ITSELF = CSS.supports('field-sizing', 'content')

/** The input below a channel: commands with completion, plain text, and the app's shortcuts. */
export function composer(channel: Channel): VNode {
  const text = texts.get(channel.id) ?? ''
  const { app } = workspace().bootstrap
  const suggestions = text === completion.dismissedFor ? [] : suggestionsFor(text, app.commands)
  if (completion.active >= suggestions.length) completion.active = suggestions.length - 1
  const notice = notices.get(channel.id)
  return h(
    'div',
    { class: 'composer', key: 'composer' },
    !workspace().state.app_connected &&
      h(
        'p',
        { class: 'app-away', role: 'status', key: 'away' },
        icon('plug'),
        h('strong', null, t().appAway),
        ` ${t().appAwayHint}`,
      ),
    notice && noticeLine(channel.id, notice),
    suggestions.length > 0 && list(channel, suggestions),
    h(
      'div',
      { class: 'composer-box', key: 'box' },
      shortcuts(channel),
      field(channel, text, suggestions),
      h(
        'button',
        {
          type: 'button',
          class: 'button primary icon-only send',
          'aria-label': t().send,
          title: t().send,
          'aria-busy': sending.has(channel.id) ? 'true' : undefined,
          disabled: text.trim() === '',
          on: { click: () => void send(channel) },
        },
        icon('send'),
      ),
    ),
    h('p', { class: 'composer-hint', id: 'composer-hint', key: 'hint' }, t().composerHint),
  )
}

function placeOf(channel: Channel): string {
  return channel.kind === 'im' ? workspace().bootstrap.app.name : `#${channel.name}`
}

function field(channel: Channel, text: string, suggestions: Suggestion[]): VNode {
  const label = t().compose(placeOf(channel))
  return h('textarea', {
    class: 'composer-input',
    id: 'composer-input',
    key: `input ${channel.id}`,
    rows: 1,
    'aria-label': label,
    'aria-describedby': 'composer-hint',
    'aria-autocomplete': 'list',
    'aria-controls': suggestions.length > 0 ? 'composer-suggestions' : undefined,
    'aria-activedescendant':
      suggestions.length > 0 && completion.active >= 0
        ? `composer-suggestion-${completion.active}`
        : undefined,
    placeholder: label,
    value: text,
    mounted: (element) => {
      if (window.matchMedia('(pointer: fine)').matches) element.focus({ preventScroll: true })
    },
    updated: SIZES_ITSELF ? undefined : (element) => grow(element, text),
    on: {
      input: (event: InputEvent) => setText(channel.id, (event.target as HTMLTextAreaElement).value),
      keydown: (event: KeyboardEvent) => onKey(event, channel, suggestions),
    },
  })
}

function grow(element: HTMLElement, text: string): void {
  if (element.dataset['sized'] === text) return
  element.dataset['sized'] = text
  element.style.height = 'auto'
  element.style.height = `${Math.min(element.scrollHeight, MAX_HEIGHT_PX)}px`
}

function setText(channelId: string, text: string): void {
  texts.set(channelId, text)
  notices.delete(channelId)
  completion.dismissedFor = ''
  // A command's name is proposed at once; an example of its use only when the arrow keys ask for it.
  completion.active = text.startsWith('/') && !text.includes(' ') ? 0 : -1
  invalidate()
}

function onKey(event: KeyboardEvent, channel: Channel, suggestions: Suggestion[]): void {
  if (belongsToInputMethod(event)) return
  const chosen = suggestions[completion.active]
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step !== 0 && suggestions.length > 0) {
    event.preventDefault()
    const from = completion.active < 0 && step < 0 ? 0 : completion.active
    completion.active = (from + step + suggestions.length) % suggestions.length
    invalidate()
  } else if (event.key === 'Escape' && suggestions.length > 0) {
    event.preventDefault()
    completion.dismissedFor = texts.get(channel.id) ?? ''
    invalidate()
  } else if (event.key === 'Tab' && !event.shiftKey && suggestions[0]) {
    event.preventDefault()
    setText(channel.id, (chosen ?? suggestions[0]).text)
  } else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault()
    if (chosen && chosen.text.trim() !== texts.get(channel.id)?.trim()) setText(channel.id, chosen.text)
    else void send(channel)
  }
}

function list(channel: Channel, suggestions: Suggestion[]): VNode {
  return h(
    'div',
    {
      class: 'suggestions',
      role: 'listbox',
      id: 'composer-suggestions',
      key: 'suggestions',
      'aria-label': t().suggestions,
    },
    suggestions.map((suggestion, index) =>
      h(
        'div',
        {
          key: suggestion.text,
          id: `composer-suggestion-${index}`,
          class: 'popup-item',
          role: 'option',
          'aria-selected': index === completion.active ? 'true' : 'false',
          'data-active': index === completion.active,
          on: {
            mousedown: (event: MouseEvent) => event.preventDefault(),
            click: () => {
              setText(channel.id, suggestion.text)
              document.getElementById('composer-input')?.focus()
            },
          },
        },
        h('span', { class: 'popup-label' }, suggestion.label),
        suggestion.description && h('span', { class: 'popup-description' }, suggestion.description),
      ),
    ),
  )
}

function noticeLine(channelId: string, notice: string): VNode {
  return h(
    'div',
    { class: 'composer-notice', role: 'alert', key: 'notice' },
    icon('alert'),
    h('span', null, notice),
    h(
      'button',
      {
        type: 'button',
        class: 'button quiet icon-only',
        'aria-label': t().dismiss,
        on: {
          click: () => {
            notices.delete(channelId)
            invalidate()
          },
        },
      },
      icon('close'),
    ),
  )
}

function shortcuts(channel: Channel): Child {
  const global = workspace().bootstrap.app.shortcuts.filter(({ type }) => type === 'global')
  return menuButton({
    key: 'shortcuts',
    label: t().shortcuts,
    class: 'button quiet icon-only',
    content: icon('bolt'),
    empty: t().noShortcuts,
    items: global.map(({ callback_id, name, description }) => ({
      key: callback_id,
      label: name,
      description,
      choose: () => void report(channel.id, name, api.shortcut(callback_id, { channel: channel.id })),
    })),
  })
}

const APP_FAILURES = new Set(['operation_timeout', 'app_not_running', 'dispatch_failed'])

async function report(channelId: string, what: string, answered: Promise<Answer>): Promise<boolean> {
  const answer = await inPlace(answered)
  const error = answer.error ?? 'unknown_error'
  if (!answer.ok)
    notices.set(
      channelId,
      APP_FAILURES.has(error) ? t().notResponding(what, error) : t().refused(what, error),
    )
  invalidate()
  return answer.ok
}

async function send(channel: Channel): Promise<void> {
  const text = (texts.get(channel.id) ?? '').trim()
  if (text === '' || sending.has(channel.id)) return
  const isCommand = text.startsWith('/')
  sending.add(channel.id)
  setText(channel.id, '')
  ui.popup = null
  const command = text.split(/\s/u)[0] ?? text
  const sent = isCommand
    ? await report(channel.id, command, api.command(channel.id, text))
    : await report(channel.id, t().send, api.message(channel.id, text))
  sending.delete(channel.id)
  // What could not be sent comes back, unless something new stands there already.
  if (!sent && !texts.get(channel.id)) {
    texts.set(channel.id, text)
    completion.dismissedFor = text
  }
  invalidate()
}
