import type { HomeView, KnownBlock, ModalView } from '@slack/types'
import type { PendingList } from '../domain/approvals/pending.ts'
import type { DomainError, SocietyChoice } from '../domain/core/errors.ts'
import { ACTION, block, CALLBACK, KIND_IDS, listAction, MOST_NUMBERED, numbered } from './ids.ts'
import {
  actions,
  button,
  context,
  divider,
  header,
  home,
  type Message,
  message,
  modal,
  type Part,
  section,
} from './kit.ts'
import { ref } from './refs.ts'
import { decideBlocks, ownBlocks } from './settlementPending.ts'
import { societyName, type Text } from './text.ts'

/** Where the caller stands: the society, and what they are in it. */
export interface PlaceGiven {
  readonly society: SocietyChoice
  readonly roles: readonly string[]
  readonly mayRead: boolean
  /** The caller may register members and decide about applications. */
  readonly mayWrite: boolean
}

function roleLine({ roles }: PlaceGiven, text: Text): string {
  const names = roles.map((code) => text.roles[code] ?? code)
  return text.screens.menu.roles(names.join(text.screens.separator))
}

/** Everything that the caller may do, as buttons. */
function placeButtons(
  { society, mayRead, mayWrite }: PlaceGiven,
  { screens, registration }: Text,
): KnownBlock[] {
  const value = ref(society.id)
  const help = button({ action: ACTION.openHelp, label: screens.menu.help, value })
  if (!mayRead) return [actions(block('places'), [help])]
  const search = button({ action: ACTION.openSearch, label: screens.menu.search, value, style: 'primary' })
  const lists = KIND_IDS.map((kind) =>
    button({ action: listAction(kind), label: screens.menu.lists[kind], value }),
  )
  const writes = mayWrite
    ? [
        button({ action: ACTION.openRegistration, label: registration.open, value }),
        button({ action: ACTION.openApplications, label: registration.applications.open, value }),
      ]
    : []
  return [actions(block('places'), [search, ...writes, help]), actions(block('lists'), lists)]
}

/** `/member` alone. */
export function menuMessage(given: PlaceGiven, text: Text): Message {
  const { menu } = text.screens
  return message(menu.notification, [
    header(menu.heading(societyName(given.society, text))),
    context(roleLine(given, text)),
    ...placeButtons(given, text),
  ])
}

/** What App Home shows beside the places: requests that wait, null where the caller decides or asks for none. */
export interface HomeGiven extends PlaceGiven {
  readonly toDecide: PendingList | null
  readonly own: PendingList | null
}

/** App Home. */
export function homeView(given: HomeGiven, text: Text): HomeView {
  const { menu } = text.screens
  return home([
    header(menu.heading(societyName(given.society, text))),
    context(roleLine(given, text)),
    section(menu.homeIntro),
    ...placeButtons(given, text),
    ...(given.toDecide === null ? [] : decideBlocks(given.toDecide, text)),
    ...(given.own === null ? [] : ownBlocks(given.own, text)),
    ...(given.mayRead
      ? [divider(), section({ bold: text.screens.help.examples }), ...exampleBlocks(false, text)]
      : []),
  ])
}

/** App Home of somebody who may do nothing, or nothing yet. */
export function refusedHome(error: DomainError, text: Text): HomeView {
  return home([header(text.screens.menu.homeGreeting), section(partsOf(error, text))])
}

function exampleBlocks(dues: boolean, { screens: { help } }: Text): KnownBlock[] {
  const lines = dues ? [...help.exampleLines, help.duesExample] : help.exampleLines
  return lines.map(([example, meaning]) => section([{ code: example }, `\n${meaning}`]))
}

export interface HelpGiven {
  readonly verbs: readonly { readonly id: string; readonly ja: string; readonly en: string }[]
  readonly keys: readonly { readonly ja: string; readonly en: string; readonly values: readonly string[] }[]
  readonly dues: boolean
}

const KEYS_PER_SECTION = 8

/** Commands, the search language by example, and every key that this caller has. */
export function helpModal({ verbs, keys, dues }: HelpGiven, text: Text): ModalView {
  const { help } = text.screens
  const [own, other] = text.locale === 'ja' ? (['ja', 'en'] as const) : (['en', 'ja'] as const)
  const commands = verbs.flatMap((verb): Part[] => {
    const meaning = help.commandLine[verb.id as keyof typeof help.commandLine]
    return [{ code: `/member ${verb[own]}` }, `（${verb[other]}）${meaning}\n`]
  })
  const lines = keys.map(
    (key) =>
      `${key[own]}（${key[other]}）${key.values.length === 0 ? '' : ` … ${key.values.join(text.screens.separator)}`}`,
  )
  const sections: KnownBlock[] = []
  for (let start = 0; start < lines.length; start += KEYS_PER_SECTION)
    sections.push(section(lines.slice(start, start + KEYS_PER_SECTION).join('\n')))
  return modal({
    callback: CALLBACK.help,
    title: help.title,
    close: text.screens.close,
    blocks: [
      header(help.commands),
      section(commands),
      header(help.examples),
      ...exampleBlocks(dues, text),
      context(help.rules),
      header(help.keys),
      ...sections,
    ],
  })
}

/** The sentence of an expected failure. */
export function partsOf(error: DomainError, text: Text): readonly Part[] {
  return (text.errors[error.code] as (given: DomainError) => readonly Part[])(error)
}

/** A refusal as a message of its own, with what can be done instead. */
export function refusalMessage(
  error: DomainError,
  text: Text,
  instead?: { readonly dm: string; readonly label: string },
): Message {
  const choices = error.code === 'society-needed' ? error.choices : []
  return message(text.screens.notice, [
    section(partsOf(error, text)),
    ...(choices.length === 0
      ? []
      : [
          actions(
            block('societies'),
            choices.slice(0, MOST_NUMBERED.societies).map((society, index) =>
              button({
                action: numbered(ACTION.chooseSociety, index),
                label: societyName(society, text),
                value: ref(society.id),
              }),
            ),
          ),
        ]),
    ...(instead === undefined
      ? []
      : [
          actions(block('instead'), [
            button({ action: ACTION.sendToDm, label: instead.label, value: instead.dm }),
          ]),
        ]),
  ])
}

/** A refusal in place of a form. */
export function refusalModal(parts: Part | readonly Part[], text: Text): ModalView {
  return modal({
    callback: CALLBACK.refusal,
    title: text.screens.notice,
    close: text.screens.close,
    blocks: [section(parts)],
  })
}
