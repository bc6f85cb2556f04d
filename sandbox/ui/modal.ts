import { api } from './api.ts'
import { type Child, h, type VNode } from './dom.ts'
import { cancelPending, editCount, flush } from './drafts.ts'
import { trapTab } from './focus.ts'
import { icon } from './icons.ts'
import { belongsToInputMethod } from './keys.ts'
import { blocks } from './kit/blocks.ts'
import type { Surface } from './kit/slot.ts'
import { submissionOf } from './kit/values.ts'
import { type FocusMemory, focusFirstError, forgetShownView, keepFocus, settleFocus } from './modal-focus.ts'
import { inPlace, invalidate, t, ui, workspace } from './store.ts'
import { withEmoji } from './text/emoji.ts'
import type { View } from './types.ts'

/** What the page remembers of an open view, also while another one lies on top of it. */
interface Memory extends FocusMemory {
  scrollTop: number
  /** Edit counts at the last submission: its errors are shown until their blocks are edited again. */
  editsAtSubmit: Record<string, number>
  notice: string | null
}

const memories = new Map<string, Memory>()

function memoryOf(view: View): Memory {
  const known = memories.get(view.id)
  if (known) return known
  const fresh: Memory = { scrollTop: 0, focusedId: '', editsAtSubmit: {}, notice: null }
  memories.set(view.id, fresh)
  return fresh
}

/** The dialog of the top view, or null where none is open. */
export function modal(): Child {
  const { views } = workspace().state
  const view = views.at(-1)
  for (const id of memories.keys()) if (!views.some((open) => open.id === id)) memories.delete(id)
  if (!view) {
    forgetShownView()
    return null
  }
  const memory = memoryOf(view)
  const surface = surfaceOf(view, memory)
  const busy = ui.busy.has(surface.key)
  return h(
    'div',
    { class: 'overlay', key: 'modal', inert: ui.confirm !== null },
    h(
      'div',
      {
        class: 'modal',
        role: 'dialog',
        'aria-modal': 'true',
        'aria-labelledby': 'modal-title',
        'aria-busy': busy ? 'true' : undefined,
        tabindex: -1,
        updated: (element) => settleFocus(element, view.id, memory),
        on: {
          keydown: (event: KeyboardEvent) => onKey(event, view, surface),
          focusin: (event: FocusEvent) => {
            memory.focusedId = (event.target as HTMLElement).id
          },
          pointerdown: keepFocus,
        },
      },
      header(view, surface, views.length > 1),
      body(view, memory, surface),
      footer(view, memory, surface, busy),
    ),
  )
}

function surfaceOf(view: View, memory: Memory): Surface {
  const key = `view:${view.id}`
  const unedited = Object.entries(view.errors ?? {}).filter(
    ([blockId]) => (memory.editsAtSubmit[blockId] ?? 0) === editCount(key, blockId),
  )
  return {
    key,
    place: { view_id: view.id },
    values: view.state?.values ?? {},
    errors: Object.fromEntries(unedited),
  }
}

function header(view: View, surface: Surface, isStacked: boolean): VNode {
  return h(
    'header',
    { class: 'modal-header' },
    isStacked &&
      h(
        'button',
        {
          type: 'button',
          class: 'button quiet modal-back',
          key: 'back',
          on: { click: () => void close(view, surface, false) },
        },
        icon('back'),
        t().back,
      ),
    h('h2', { id: 'modal-title', class: 'modal-title' }, withEmoji(view.title?.text ?? '')),
    h(
      'button',
      {
        type: 'button',
        class: 'button quiet icon-only modal-x',
        key: 'x',
        'aria-label': isStacked ? t().closeAll : t().close,
        title: isStacked ? t().closeAll : t().close,
        on: { click: () => void close(view, surface, true) },
      },
      icon('close'),
    ),
  )
}

function body(view: View, memory: Memory, surface: Surface): VNode {
  return h(
    'form',
    {
      class: 'modal-body',
      id: 'modal-form',
      key: view.id,
      novalidate: true,
      mounted: (element) => {
        element.scrollTop = memory.scrollTop
      },
      on: {
        scroll: (event: Event) => {
          memory.scrollTop = (event.target as HTMLElement).scrollTop
        },
        submit: (event: SubmitEvent) => {
          event.preventDefault()
          if (view.submit) void submit(view, memory, surface)
        },
      },
    },
    blocks(view.blocks, surface),
  )
}

function footer(view: View, memory: Memory, surface: Surface, busy: boolean): VNode {
  return h(
    'footer',
    { class: 'modal-footer' },
    memory.notice &&
      h('p', { class: 'modal-notice', role: 'alert', key: 'notice' }, icon('alert'), memory.notice),
    h(
      'button',
      {
        type: 'button',
        class: 'button plain',
        key: 'close',
        on: { click: () => void close(view, surface, false) },
      },
      withEmoji(view.close?.text ?? (view.submit ? t().cancel : t().close)),
    ),
    view.submit &&
      h(
        'button',
        {
          type: 'submit',
          form: 'modal-form',
          class: 'button primary',
          key: 'submit',
          'aria-busy': busy ? 'true' : undefined,
          'aria-disabled': busy ? 'true' : undefined,
        },
        h('span', { class: 'button-text' }, withEmoji(view.submit.text)),
        busy && h('span', { class: 'visually-hidden', role: 'status' }, t().submitting),
      ),
  )
}

const APP_FAILURES = new Set(['operation_timeout', 'app_not_running', 'connection_lost'])

async function submit(view: View, memory: Memory, surface: Surface): Promise<void> {
  if (ui.busy.has(surface.key)) return
  memory.notice = null
  memory.editsAtSubmit = editCounts(view, surface)
  ui.busy.add(surface.key)
  ui.popup = null
  cancelPending(surface.key)
  invalidate()
  const answer = await inPlace(api.submit(view.id, submissionOf(view, surface)))
  ui.busy.delete(surface.key)
  if (answer.errors) focusFirstError(view.id)
  else if (!answer.ok) memory.notice = noticeOf(view, answer.error ?? 'unknown_error')
  invalidate()
}

function noticeOf(view: View, error: string): string {
  return APP_FAILURES.has(error) ? t().submitFailed(error) : t().refused(view.title?.text ?? '', error)
}

function editCounts(view: View, surface: Surface): Record<string, number> {
  return Object.fromEntries(
    view.blocks.map(({ block_id = '' }) => [block_id, editCount(surface.key, block_id)]),
  )
}

async function close(view: View, surface: Surface, all: boolean): Promise<void> {
  await flush(surface.key)
  ui.popup = null
  await api.close(view.id, all)
}

function onKey(event: KeyboardEvent, view: View, surface: Surface): void {
  keepFocus()
  if (belongsToInputMethod(event)) return
  if (event.key === 'Escape') {
    event.preventDefault()
    void close(view, surface, false)
  } else if (event.key === 'Tab') {
    trapTab(event)
  } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    ;(event.currentTarget as HTMLElement).querySelector('form')?.requestSubmit()
  }
}
