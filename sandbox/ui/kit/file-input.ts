import type { FileInput } from '@slack/types'
import { api } from '../api.ts'
import { type Child, h, type VNode } from '../dom.ts'
import { icon } from '../icons.ts'
import { invalidate, t, toast } from '../store.ts'
import { base64Of, sizeText } from '../text/files.ts'
import type { ElementState } from '../types.ts'
import { choose, idOf, naming, type Slot, stateOf } from './slot.ts'

const MAX_BYTES = 10 * 1024 * 1024
const DEFAULT_MAX_FILES = 10
const uploading = new Set<string>()

type Files = NonNullable<ElementState['files']>

/** Chosen or dropped files are uploaded at once; the element's state names them. */
export function fileInput(element: FileInput, slot: Slot): VNode {
  const id = idOf(slot, element)
  const files = stateOf(slot, element)?.files ?? []
  const max = element.max_files ?? DEFAULT_MAX_FILES
  return h(
    'div',
    { class: 'file-input' },
    files.map((file) =>
      chosen(file, () =>
        store(
          element,
          slot,
          files.filter(({ id }) => id !== file.id),
        ),
      ),
    ),
    files.length < max && dropZone(element, slot, files, uploading.has(id)),
  )
}

function chosen(file: Files[number], remove: () => void): VNode {
  const name = file.name ?? file.id
  return h(
    'div',
    { class: 'file', key: file.id },
    icon('file'),
    h('span', { class: 'file-name' }, name),
    file.size !== undefined && h('span', { class: 'file-size' }, sizeText(file.size)),
    h(
      'button',
      {
        type: 'button',
        class: 'button plain icon-only',
        'aria-label': t().remove(name),
        on: { click: remove },
      },
      icon('close'),
    ),
  )
}

function dropZone(element: FileInput, slot: Slot, files: Files, busy: boolean): VNode {
  const content: Child[] = busy
    ? [t().uploading]
    : [h('span', { class: 'file-choose' }, icon('upload'), t().chooseFile), ` ${t().dropHere}`]
  return h(
    'label',
    {
      class: 'drop-zone',
      'aria-busy': busy ? 'true' : undefined,
      on: {
        dragover: (event: DragEvent) => event.preventDefault(),
        drop: (event: DragEvent) => {
          event.preventDefault()
          void upload(element, slot, files, [...(event.dataTransfer?.files ?? [])])
        },
      },
    },
    h('input', {
      ...naming(slot, element),
      type: 'file',
      class: 'visually-hidden',
      accept: element.filetypes?.map((type) => `.${type}`).join(','),
      multiple: (element.max_files ?? DEFAULT_MAX_FILES) > 1,
      on: {
        change: (event: Event) => {
          const input = event.target as HTMLInputElement
          const picked = [...(input.files ?? [])]
          input.value = ''
          void upload(element, slot, files, picked)
        },
      },
    }),
    content,
  )
}

async function upload(element: FileInput, slot: Slot, files: Files, picked: File[]): Promise<void> {
  const id = idOf(slot, element)
  const max = element.max_files ?? DEFAULT_MAX_FILES
  const problem = problemOf(element, files, picked, max)
  if (problem) {
    toast(problem, 'error')
    return
  }
  uploading.add(id)
  invalidate()
  const added: Files = []
  for (const file of picked) {
    const answer = await api.file(file.name, await base64Of(file))
    if (answer.ok && answer.file_id) added.push({ id: answer.file_id, name: file.name, size: file.size })
    else toast(t().uploadFailed(file.name, answer.error ?? 'unknown_error'), 'error')
  }
  uploading.delete(id)
  store(element, slot, [...files, ...added])
}

function problemOf(element: FileInput, files: Files, picked: File[], max: number): string | null {
  if (files.length + picked.length > max) return t().tooManyFiles(max)
  const big = picked.find(({ size }) => size > MAX_BYTES)
  if (big) return t().fileTooBig(big.name)
  const types = element.filetypes ?? []
  const wrong = picked.find(({ name }) => types.length > 0 && !types.includes(extensionOf(name)))
  return wrong ? t().wrongFileType(wrong.name, types.join(', ')) : null
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase()
}

function store(element: FileInput, slot: Slot, files: Files): void {
  void choose(slot, element, { type: element.type, files })
}
