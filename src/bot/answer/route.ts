import type { HomeView, ModalView, Option, OptionGroup } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { z } from 'zod'
import type { Context } from '../../domain/core/change.ts'
import type { DomainError, SocietyChoice } from '../../domain/core/errors.ts'
import type { Result } from '../../domain/core/result.ts'
import type { Actor, Permission } from '../../domain/core/roles.ts'
import type { Membership } from '../../domain/society/actor.ts'
import type { Message } from '../../views/kit.ts'
import type { Freshness } from '../slack/groups.ts'
import type { Interaction } from '../slack/interaction.ts'
import type { Locale, People } from '../slack/people.ts'
import { type FieldIssue, formRecord, issuesOf } from './form.ts'

/** The two ways to Slack: `interactive` while a person waits, `background` with retries for jobs. */
export interface Slack {
  readonly interactive: WebClient
  readonly background: WebClient
}

/** What a handler works with. The actor, and so the society, are in `context`. */
export interface Call {
  readonly context: Context
  /** Where the caller has a role. */
  readonly societies: readonly SocietyChoice[]
  readonly locale: Locale
  readonly interaction: Interaction
  readonly slack: Slack
  /** Who of the workspace is staff and who a guest. */
  readonly people: People
  /** The rights that somebody else has now in this society; null for who has none. */
  rightsOf(userId: string): Promise<Actor | null>
  /** Who is in which role now. */
  membership(): Promise<Membership>
  /** Keeps this command's response_url for the answers of a screen; the id goes into the screen's metadata. */
  keepReplyUrl(): Promise<number | undefined>
}

/** What the user gets to see. A list is done in its order. */
export type Reply =
  | { readonly kind: 'none' }
  /** Seen by the caller only: by the response_url of this interaction, by a kept one, else as a direct message. */
  | { readonly kind: 'message'; readonly message: Message; readonly replyUrlId?: number | undefined }
  /** In place of the ephemeral or message whose button was clicked. */
  | { readonly kind: 'replace'; readonly message: Message }
  /** Opens a modal, or puts one on top of the open one. */
  | { readonly kind: 'modal'; readonly view: ModalView }
  /** In place of the modal that was clicked in or submitted. */
  | { readonly kind: 'update'; readonly view: ModalView }
  /** Under the input blocks of the submitted modal, by block_id. */
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'close' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'home'; readonly view: HomeView }
  | { readonly kind: 'options'; readonly options: readonly Option[] }
  | { readonly kind: 'option-groups'; readonly groups: readonly OptionGroup[] }
  /** Seen by the whole channel. */
  | { readonly kind: 'post'; readonly channelId: string; readonly message: Message }

export type Answer = Result<Reply | readonly Reply[], DomainError>

/** What of an interaction a route's schema reads: the button's value, the view's metadata, the form's fields. */
export interface Raw {
  readonly value: string
  readonly metadata: string
  readonly fields: Readonly<Record<string, unknown>>
}

interface Common {
  /** Command route: its own name. Otherwise what Slack sends: action_id, callback_id, event type. */
  readonly id: string
  /** null: anybody with any role in the society. */
  readonly permission: Permission | null
  /** How new the caller's roles must be; for submissions a minute, else five, unless told. */
  readonly roles?: Freshness
  /** Where the society's id is, unless first in the view's metadata or the button's value (`3.120`). */
  readonly societyIn?: (interaction: Interaction) => number | undefined
}

/** A route with its input's type forgotten; made only by the functions below. */
export interface Route extends Common {
  readonly kind: Interaction['kind']
  /** Commands only: their names, the first of each language being the one on the screen. */
  readonly verbs?: { readonly ja: readonly string[]; readonly en: readonly string[] }
  run(
    call: Call,
    text: string,
  ): Promise<Answer | { readonly ok: false; readonly issues: readonly FieldIssue[] }>
}

interface CommandSpec<Input> extends Common {
  readonly verbs: { readonly ja: readonly [string, ...string[]]; readonly en: readonly [string, ...string[]] }
  /** Reads what follows the verb. */
  readonly parse: (rest: string) => Result<Input, DomainError>
  readonly handle: (call: Call, input: Input) => Promise<Answer>
}

/** `/member <verb> …` */
export function command<Input>({ parse, handle, ...spec }: CommandSpec<Input>): Route {
  return {
    ...spec,
    kind: 'command',
    run: async (call, text) => {
      const input = parse(text)
      return input.ok ? handle(call, input.value) : input
    },
  }
}

interface InputSpec<Input> extends Common {
  /** Reads value, metadata and fields; an issue at `fields.x` is shown under x, any other is a forgery or our bug. */
  readonly input: z.ZodType<Input>
  readonly handle: (call: Call, input: Input) => Promise<Answer>
}

/** A button or a select that acts at once. */
export function action<Input>(spec: InputSpec<Input>): Route {
  return withInput('action', spec)
}

/** A submitted modal. */
export function submission<Input>(spec: InputSpec<Input>): Route {
  return withInput('submission', { roles: 'submission', ...spec })
}

/** A modal closed without submitting, where it asked for that notice. */
export function closed<Input>(spec: InputSpec<Input>): Route {
  return withInput('closed', spec)
}

/** Choices of an external select; `input.value` is what was typed. */
export function options<Input>(spec: InputSpec<Input>): Route {
  return withInput('options', spec)
}

/** A global or message shortcut. */
export function shortcut(spec: Common & { readonly handle: (call: Call) => Promise<Answer> }): Route {
  return { ...spec, kind: 'shortcut', run: (call) => spec.handle(call) }
}

/** An event that a person caused. */
export function event(spec: Common & { readonly handle: (call: Call) => Promise<Answer> }): Route {
  return { ...spec, kind: 'event', run: (call) => spec.handle(call) }
}

function withInput<Input>(kind: Interaction['kind'], { input, handle, ...spec }: InputSpec<Input>): Route {
  return {
    ...spec,
    kind,
    run: async (call) => {
      const parsed = input.safeParse(rawOf(call.interaction))
      return parsed.success ? handle(call, parsed.data) : { ok: false, issues: issuesOf(parsed.error) }
    },
  }
}

function rawOf({ text, view }: Interaction): Raw {
  return {
    value: text,
    metadata: view?.privateMetadata ?? '',
    fields: view === undefined ? {} : formRecord(view.values),
  }
}
