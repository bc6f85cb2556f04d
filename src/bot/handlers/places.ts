import { listPending, type PendingList } from '../../domain/approvals/pending.ts'
import { readerOf } from '../../domain/core/change.ts'
import { ok } from '../../domain/core/result.ts'
import { may, type Permission } from '../../domain/core/roles.ts'
import { fieldLabel } from '../../domain/search/grammar.ts'
import { ACTION, allNumbered, MOST_NUMBERED } from '../../views/ids.ts'
import { helpModal, homeView, menuMessage, type PlaceGiven } from '../../views/places.ts'
import { textOf } from '../../views/text.ts'
import { type Answer, action, type Call, command, event, type Reply, type Route } from '../answer/route.ts'
import { nothing, refs } from './refs.ts'
import { searchingOf } from './searching.ts'

async function placeOf({ context, societies }: Call): Promise<PlaceGiven> {
  const { societyId, roles } = context.actor
  const found = societies.find(({ id }) => id === societyId)
  const society = found ?? (await readerOf(context).society.findUniqueOrThrow({ where: { id: societyId } }))
  const mayRead = may(context.actor, 'member.read')
  return { society, roles, mayRead, mayWrite: may(context.actor, 'member.write') }
}

async function menu(call: Call): Promise<Answer> {
  return ok({ kind: 'message', message: menuMessage(await placeOf(call), textOf(call.locale)) })
}

/** Draws App Home of the caller as it is now. */
export async function homeReply(call: Call): Promise<Reply> {
  const [place, toDecide, own] = await Promise.all([
    placeOf(call),
    pendingFor(call, 'settlement.decide', 'others'),
    pendingFor(call, 'settlement.request', 'own'),
  ])
  return { kind: 'home', view: homeView({ ...place, toDecide, own }, textOf(call.locale)) }
}

async function pendingFor(
  { context }: Call,
  permission: Permission,
  whose: 'own' | 'others',
): Promise<PendingList | null> {
  if (!may(context.actor, permission)) return null
  const list = await listPending(context, whose)
  return list.ok ? list.value : null
}

/** How many of a list's values the help names; the form shows them all. */
const VALUES_NAMED = 8

export interface Verb {
  readonly id: string
  readonly permission: Permission | null
  readonly ja: string
  readonly en: string
}

/** Help knows every command, and so is built last; it names those that the caller may use. */
export function helpRoutes(verbs: () => readonly Verb[]): readonly Route[] {
  const help = async (call: Call): Promise<Answer> => {
    const { grammar } = await searchingOf(call)
    const { pick } = textOf(call.locale)
    const keys = grammar.fields.map((field) => {
      const { ja, en } = fieldLabel(field)
      const values = field.kind === 'choice' ? grammar.choices(field).slice(0, VALUES_NAMED).map(pick) : []
      return { ja, en, values }
    })
    const { actor } = call.context
    const own = verbs().filter(({ permission }) => permission === null || may(actor, permission))
    const given = { verbs: own, keys, dues: may(actor, 'dues.read') }
    return ok({ kind: 'modal', view: helpModal(given, textOf(call.locale)) })
  }
  return [
    command({
      id: 'help',
      verbs: { ja: ['ヘルプ', '使い方'], en: ['help'] },
      permission: null,
      parse: () => ok(undefined),
      handle: help,
    }),
    action({ id: ACTION.openHelp, permission: null, input: nothing, handle: help }),
  ]
}

/** Menu, App Home and the choice of a society. */
export const PLACE_ROUTES: readonly Route[] = [
  command({
    id: 'menu',
    verbs: { ja: ['メニュー'], en: ['menu'] },
    permission: null,
    parse: () => ok(undefined),
    handle: menu,
  }),
  event({
    id: 'app_home_opened',
    permission: null,
    handle: async (call) => ok(await homeReply(call)),
  }),
  ...allNumbered(ACTION.chooseSociety, MOST_NUMBERED.societies).map((id) =>
    action({ id, permission: null, input: refs(1), handle: menu }),
  ),
]
