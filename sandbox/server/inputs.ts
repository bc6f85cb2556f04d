/** What Slack's client checks before it asks the app: required fields, lengths, numbers, addresses, files. */
import type { Persona } from '../personas.ts'
import { fieldOf } from './elements.ts'
import type { ElementState, Json, StoredView } from './model.ts'

type Locale = Persona['locale']

const WORDS = {
  'ja-JP': {
    required: 'このフィールドは必須です。',
    tooShort: (n: number) => `${n}文字以上で入力してください。`,
    tooLong: (n: number) => `${n}文字以内で入力してください。`,
    number: '有効な数値を入力してください。',
    integer: '整数を入力してください。',
    least: (n: string) => `${n}以上の数値を入力してください。`,
    most: (n: string) => `${n}以下の数値を入力してください。`,
    email: '有効なメールアドレスを入力してください。',
    url: '有効な URL を入力してください。',
    filetype: (types: string) => `この形式のファイルは添付できません（${types}）。`,
    fileSize: 'ファイルは 10 MB までです。',
  },
  'en-US': {
    required: 'Please complete this required field.',
    tooShort: (n: number) => `Please enter at least ${n} characters.`,
    tooLong: (n: number) => `Please enter at most ${n} characters.`,
    number: 'Please enter a valid number.',
    integer: 'Please enter a whole number.',
    least: (n: string) => `Please enter a number of at least ${n}.`,
    most: (n: string) => `Please enter a number of at most ${n}.`,
    email: 'Please enter a valid email address.',
    url: 'Please enter a valid URL.',
    filetype: (types: string) => `This type of file is not accepted (${types}).`,
    fileSize: 'A file can have up to 10 MB.',
  },
} as const

type Words = (typeof WORDS)[Locale]

const FILE_BYTES = 10 * 1024 * 1024
const LONGEST = 3000

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

function checkNumber(element: Json, value: string, words: Words): string | null {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(value)) return words.number
  if (element['is_decimal_allowed'] !== true && !/^[+-]?\d+$/.test(value)) return words.integer
  const { min_value: least, max_value: most } = element
  if (least !== undefined && Number(value) < Number(least)) return words.least(`${Number(least)}`)
  if (most !== undefined && Number(value) > Number(most)) return words.most(`${Number(most)}`)
  return null
}

function checkFiles(element: Json, files: Json[], words: Words): string | null {
  const types = Array.isArray(element['filetypes']) ? element['filetypes'].map(String) : []
  const extension = (file: Json) => String(file['name']).split('.').pop()?.toLowerCase() ?? ''
  if (types.length > 0 && files.some((file) => !types.includes(extension(file))))
    return words.filetype(types.join(', '))
  return files.some((file) => Number(file['size']) > FILE_BYTES) ? words.fileSize : null
}

function checkValue(element: Json, value: unknown, words: Words): string | null {
  const text = String(value)
  switch (element['type']) {
    case 'plain_text_input': {
      const least = Number(element['min_length'] ?? 0)
      const most = Number(element['max_length'] ?? LONGEST)
      const length = Array.from(text).length
      return length < least ? words.tooShort(least) : length > most ? words.tooLong(most) : null
    }
    case 'number_input':
      return checkNumber(element, text, words)
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? null : words.email
    case 'url_text_input':
      return URL.canParse(text) ? null : words.url
    case 'file_input':
      return checkFiles(element, value as Json[], words)
    default:
      return null
  }
}

export interface InputErrors {
  error: 'missing_required' | 'invalid_input'
  errors: Record<string, string>
}

/** The errors that the page shows without asking the app, by block_id; null where everything may be sent. */
export function checkInputs(view: StoredView, locale: Locale): InputErrors | null {
  const words = WORDS[locale]
  const errors: Record<string, string> = {}
  let missing = false
  for (const block of view.blocks) {
    if (block.type !== 'input') continue
    const blockId = String(block['block_id'])
    const element = block['element'] as Json
    const key = fieldOf(element)?.key ?? ''
    const state: ElementState | undefined = view.state.values[blockId]?.[String(element['action_id'])]
    const value = state?.[key]
    if (!isEmpty(value)) {
      const error = checkValue(element, value, words)
      if (error) errors[blockId] = error
    } else if (block['optional'] !== true) {
      missing = true
      errors[blockId] = words.required
    }
  }
  if (Object.keys(errors).length === 0) return null
  return { error: missing ? 'missing_required' : 'invalid_input', errors }
}
