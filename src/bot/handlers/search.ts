import { z } from 'zod'
import type { DomainError } from '../../domain/core/errors.ts'
import { err, ok } from '../../domain/core/result.ts'
import type { Conditions } from '../../domain/search/conditions.ts'
import { QUICK_RANGES, quickRange } from '../../domain/search/formControls.ts'
import type { Grammar } from '../../domain/search/grammar.ts'
import { parseSearch } from '../../domain/search/language.ts'
import { openResultSet } from '../../domain/search/resultSets.ts'
import { fieldAction } from '../../views/fieldIds.ts'
import { ACTION, CALLBACK, KIND_IDS, listAction, RANGE_IDS, rangeAction } from '../../views/ids.ts'
import { option } from '../../views/kit.ts'
import type { FormState } from '../../views/searchForm.ts'
import { textOf } from '../../views/text.ts'
import {
  type Answer,
  action,
  type Call,
  command,
  options,
  type Route,
  shortcut,
  submission,
} from '../answer/route.ts'
import type { Interaction } from '../slack/interaction.ts'
import { searchAnew } from './finding.ts'
import { carried, nothing, refs } from './refs.ts'
import { drawForm, FORM_FIELDS, FORM_STATE, needsUnfolding, readForm, valuesOf } from './searchForm.ts'
import { type Searching, searchingOf } from './searching.ts'

async function openForm(call: Call, conditions?: Conditions): Promise<Answer> {
  const [searching, reply] = await Promise.all([searchingOf(call), call.keepReplyUrl()])
  const values = valuesOf(conditions, searching, call)
  const { societyId } = call.context.actor
  const state = {
    society: societyId,
    reply,
    unfolded: needsUnfolding(values, searching),
    resets: 0,
    ranges: 0,
  }
  return ok({ kind: 'modal', view: drawForm(call, searching, state, values) })
}

async function runText(call: Call, typed: string): Promise<Answer> {
  if (typed.trim() === '') return openForm(call)
  return runTyped(call, await searchingOf(call), typed)
}

async function runTyped(call: Call, searching: Searching, typed: string): Promise<Answer> {
  const parsed = parseSearch(typed, searching.grammar, searching.today)
  if (!parsed.ok) return err({ code: 'search-refused', errors: parsed.errors })
  const message = await searchAnew(call, searching, parsed.conditions)
  return message.ok ? ok({ kind: 'message', message: message.value }) : message
}

/** The words of a kind: 個人, individual, and what the society calls it. */
function kindOf(grammar: Grammar, word: string) {
  const field = grammar.fieldById('kind')
  if (field?.kind !== 'choice') return { choice: undefined, valid: [] }
  return { choice: grammar.choiceByWord(field, word), valid: grammar.choices(field) }
}

async function listKind(call: Call, word: string): Promise<Answer> {
  const searching = await searchingOf(call)
  const { choice, valid } = kindOf(searching.grammar, word === '' ? 'individual' : word)
  if (choice === undefined) {
    const error: DomainError = {
      code: 'unknown-kind',
      value: word.slice(0, 40),
      valid: valid.map(textOf(call.locale).pick),
    }
    return err(error)
  }
  return runTyped(call, searching, `kind:${choice.code}`)
}

/** The society chosen in the form, else the one the form was opened for. */
function chosenSociety({ view }: Interaction): number | undefined {
  const chosen = view?.values['society']?.[fieldAction('society')] as
    | { selected_option?: { value?: string } }
    | undefined
  const carried =
    chosen?.selected_option?.value ?? /"society":(\d{1,9})/u.exec(view?.privateMetadata ?? '')?.[1]
  return carried === undefined ? undefined : Number(carried)
}

function readState(text: string): FormState | null {
  try {
    return FORM_STATE.parse(JSON.parse(text))
  } catch {
    return null
  }
}

const formInput = z.object({ metadata: carried(readState), value: z.string(), fields: FORM_FIELDS })
type FormInput = z.infer<typeof formInput>

async function submit(call: Call, { metadata: state, fields }: FormInput): Promise<Answer> {
  const searching = await searchingOf(call)
  const form = readForm(fields, searching)
  if (!form.ok) return err({ code: 'search-refused', errors: form.errors })
  const message = await searchAnew(call, searching, form.conditions)
  if (!message.ok) return message
  return ok([{ kind: 'clear' }, { kind: 'message', message: message.value, replyUrlId: state.reply }])
}

/** Draws the open form anew; what was typed stays, except what the change itself fills or empties. */
async function redraw(call: Call, { metadata: state, value, fields }: FormInput): Promise<Answer> {
  const searching = await searchingOf(call)
  const draw = (next: FormState, values: Parameters<typeof drawForm>[3]): Answer =>
    ok({ kind: 'update', view: drawForm(call, searching, next, values) })
  const range = QUICK_RANGES.find((quick) => quick === value)
  if (range !== undefined) {
    const { from, to } = quickRange(range, searching.today)
    return draw({ ...state, ranges: state.ranges + 1 }, { ...fields, appliedFrom: from, appliedTo: to })
  }
  if (value === 'reset')
    return draw({ ...state, resets: state.resets + 1 }, valuesOf(undefined, searching, call))
  return draw({ ...state, unfolded: true }, fields)
}

async function editKept(call: Call, resultSetId: number): Promise<Answer> {
  const kept = await openResultSet(call.context, resultSetId)
  return kept.ok ? openForm(call, kept.value.conditions) : kept
}

const MOST_OPTIONS = 100

/** Options of a list too long to send with the form: those whose words hold what was typed. */
function suggest(id: string) {
  return options({
    id: fieldAction(id),
    permission: 'member.read',
    societyIn: chosenSociety,
    input: z.object({ value: z.string() }),
    handle: async (call, { value }) => {
      const { grammar } = await searchingOf(call)
      const field = grammar.fieldById(id)
      if (field?.kind !== 'choice') return ok({ kind: 'options', options: [] })
      const { pick } = textOf(call.locale)
      const near = new Set(grammar.nearestValues(field, value).map(({ code }) => code))
      const fitting = grammar
        .choices(field)
        .filter((choice) => pick(choice).includes(value.trim()) || near.has(choice.code))
      const shown = fitting
        .slice(0, MOST_OPTIONS)
        .map((choice) => option({ value: choice.code, label: pick(choice) }))
      return ok({ kind: 'options', options: shown })
    },
  })
}

/** Search by words or by form, and the lists by kind. */
export const SEARCH_ROUTES: readonly Route[] = [
  command({
    id: 'search',
    verbs: { ja: ['検索'], en: ['search', 'find'] },
    permission: 'member.read',
    parse: (rest) => ok(rest),
    handle: runText,
  }),
  command({
    id: 'list',
    verbs: { ja: ['一覧'], en: ['list'] },
    permission: 'member.read',
    parse: (rest) => ok(rest.trim()),
    handle: listKind,
  }),
  shortcut({
    id: CALLBACK.searchShortcut,
    permission: 'member.read',
    roles: 'dialog',
    handle: (call) => openForm(call),
  }),
  action({
    id: ACTION.openSearch,
    permission: 'member.read',
    roles: 'dialog',
    input: nothing,
    handle: (call) => openForm(call),
  }),
  action({
    id: ACTION.editSearch,
    permission: 'member.read',
    roles: 'dialog',
    input: refs(2),
    handle: (call, [, id = 0]) => editKept(call, id),
  }),
  submission({
    id: CALLBACK.search,
    permission: 'member.read',
    societyIn: chosenSociety,
    input: formInput,
    handle: submit,
  }),
  ...[ACTION.unfoldSearch, ACTION.resetSearch, ...RANGE_IDS.map(rangeAction)].map((id) =>
    action({ id, permission: 'member.read', societyIn: chosenSociety, input: formInput, handle: redraw }),
  ),
  ...KIND_IDS.map((kind) =>
    action({
      id: listAction(kind),
      permission: 'member.read',
      input: nothing,
      handle: (call) => listKind(call, kind),
    }),
  ),
  ...['memberType', 'departmentCategory'].map(suggest),
]
