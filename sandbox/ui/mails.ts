import { api } from './api.ts'
import { type Child, h, type VNode } from './dom.ts'
import { titleHeader } from './header.ts'
import { icon } from './icons.ts'
import { invalidate, t } from './store.ts'
import { dateAndTime } from './text/dates.ts'
import type { Mail } from './types.ts'

const inbox = { mails: [] as Mail[], openId: '', loaded: false }

/** Asks for the mails again; the page does so when the view opens and whenever the workspace changes. */
export async function loadMails(): Promise<void> {
  inbox.mails = (await api.mails()).toReversed()
  inbox.loaded = true
  invalidate()
}

/** The local inbox: what the app has mailed. */
export function mailsView(): Child {
  const open = inbox.mails.find(({ id }) => id === inbox.openId)
  return [
    titleHeader(t().mails, 'mail'),
    h(
      'main',
      { class: open ? 'mails has-open' : 'mails', id: 'main', tabindex: -1, key: 'mails' },
      h(
        'div',
        { class: 'mail-list', key: 'list' },
        h('p', { class: 'intro' }, t().mailsIntro),
        inbox.loaded && inbox.mails.length === 0 && h('p', { class: 'empty' }, t().noMails),
        h('ul', { 'aria-label': t().mailList }, inbox.mails.map(entry)),
      ),
      open && letter(open),
    ),
  ]
}

const recipients = (mail: Mail) => (mail.to.length > 0 ? mail.to : mail.envelope.to).join(', ')

function show(id: string): void {
  inbox.openId = id
  invalidate()
}

function entry(mail: Mail): VNode {
  return h(
    'li',
    { key: mail.id },
    h(
      'button',
      {
        type: 'button',
        class: 'mail-entry',
        'aria-current': mail.id === inbox.openId ? 'true' : undefined,
        on: { click: () => show(mail.id) },
      },
      h('span', { class: 'mail-to' }, recipients(mail)),
      h('time', { datetime: mail.at }, dateAndTime(new Date(mail.at))),
      h('span', { class: 'mail-subject' }, mail.subject || t().noSubject),
    ),
  )
}

/** Addresses of pages can be opened, as in any mail program. */
function withLinks(text: string): Child[] {
  return text
    .split(/(https?:\/\/[^\s　]+)/u)
    .map((part) =>
      /^https?:/u.test(part)
        ? h('a', { href: part, target: '_blank', rel: 'noopener noreferrer' }, part)
        : part,
    )
}

function letter(mail: Mail): VNode {
  return h(
    'article',
    { class: 'letter', key: mail.id, 'aria-labelledby': 'letter-subject' },
    h(
      'button',
      { type: 'button', class: 'button quiet letter-back', on: { click: () => show('') } },
      icon('back'),
      t().backToList,
    ),
    h('h2', { id: 'letter-subject' }, mail.subject || t().noSubject),
    h(
      'dl',
      { class: 'letter-head' },
      h('dt', null, t().from),
      h('dd', null, mail.from || mail.envelope.from),
      h('dt', null, t().to),
      h('dd', null, recipients(mail)),
    ),
    h('pre', { class: 'letter-text' }, withLinks(mail.text)),
    mail.html &&
      h(
        'details',
        null,
        h('summary', null, t().mailHtml),
        // The empty sandbox runs no scripts and reaches nothing of this page.
        h('iframe', { class: 'letter-html', sandbox: '', title: t().mailHtml, srcdoc: mail.html }),
      ),
    h(
      'details',
      null,
      h('summary', null, t().mailHeaders),
      h('pre', null, mail.headers.map(({ key, value }) => `${key}: ${value}`).join('\n')),
    ),
  )
}
