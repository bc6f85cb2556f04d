import type { Tx } from '../../database/client.ts'
import { type Day, tokyoDay } from '../core/calendar.ts'
import type { DomainError } from '../core/errors.ts'
import { err, ok } from '../core/result.ts'
import { loadCandidates, loadTerms } from '../positions/load.ts'
import { type CitedRule, findBreach } from '../positions/rules.ts'
import { choice, flags, line, listOf, textOf, type Values, worded } from './field.ts'
import { idOf, keyOf, type SettingList } from './list.ts'

/** Members that are looked at in one step: bounds the memory, not the number of members. */
const STEP = 1000
const NAMED = 5

/** 会則・規程 */
export const RULE: SettingList = {
  grows: true,
  load: async (read, societyId) => {
    const [rows, terms] = await Promise.all([
      read.rule.findMany({ where: { societyId }, orderBy: [{ active: 'desc' }, { id: 'asc' }] }),
      loadTerms(read, societyId),
    ])
    const named = (term: string) => terms.find((one) => one.term === term)?.label ?? { ja: term, en: term }
    return rows.map(({ id, effect, subject, object, article, active }) => {
      const values = { subject, effect, object, article, active: active ? ['active'] : [] }
      return { key: keyOf(id), label: named(subject), object: named(object), retired: !active, values }
    })
  },
  fields: async (read, societyId) => {
    const terms = await loadTerms(read, societyId)
    const choices = terms.map(({ term, label }) => ({ value: term, label }))
    return [
      choice(
        'subject',
        choices.filter(({ value }) => value !== 'member'),
      ),
      choice('effect', ['requires', 'excludes'].map(worded)),
      choice('object', choices),
      line('article', 30, false),
      flags('active', ['active']),
    ]
  },
  save: async ({ tx, context, before, values }) => {
    const { societyId } = context.actor
    const active = listOf(values, 'active').includes('active')
    const refusal =
      faultOf(values) ?? (active ? await broken(tx, societyId, values, tokyoDay(context.now())) : null)
    if (refusal !== null) return err(refusal)
    const data = {
      effect: textOf(values, 'effect'),
      subject: textOf(values, 'subject'),
      object: textOf(values, 'object'),
      article: textOf(values, 'article') || null,
      active,
    }
    if (before === null) {
      const { _max: last } = await tx.rule.aggregate({ where: { societyId }, _max: { id: true } })
      const code = `rule_${(last.id ?? 0) + 1}_${data.subject.replace(/\W/gu, '_')}`
      return ok(keyOf((await tx.rule.create({ data: { societyId, code, ...data } })).id))
    }
    await tx.rule.update({ where: { societyId_id: { societyId, id: idOf(before) } }, data })
    return ok(before.key)
  },
}

const kindOf = (term: string) => term.split(':')[0] ?? term

/** A rule about itself, or one that mixes what Slack knows with what the roll knows in a way that nothing checks. */
function faultOf(values: Values): DomainError | null {
  const [subject, object] = [textOf(values, 'subject'), textOf(values, 'object')]
  const ofRole = kindOf(subject) === 'role'
  const checked = ofRole
    ? textOf(values, 'effect') === 'excludes' && ['role', 'member'].includes(kindOf(object))
    : kindOf(object) !== 'role'
  return subject === object || !checked ? { code: 'setting-invalid', field: 'object', fault: 'rule' } : null
}

/** Active members and officeholders who would break it from today on. Roles are held by people of Slack: the guard of the caller looks at these. */
async function broken(tx: Tx, societyId: number, values: Values, today: Day): Promise<DomainError | null> {
  if (kindOf(textOf(values, 'subject')) === 'role') return null
  const label = { ja: '', en: '' }
  const rule: CitedRule = {
    code: '',
    effect: textOf(values, 'effect') === 'excludes' ? 'excludes' : 'requires',
    subject: textOf(values, 'subject'),
    object: textOf(values, 'object'),
    article: null,
    subjectLabel: label,
    objectLabel: label,
  }
  let count = 0
  const numbers: string[] = []
  for (let last = 0; ; ) {
    const ids = await tx.member.findMany({
      where: { societyId, lifecycle: 'active', id: { gt: last } },
      orderBy: { id: 'asc' },
      take: STEP,
      select: { id: true },
    })
    const people = await loadCandidates(
      tx,
      societyId,
      ids.map(({ id }) => id),
    )
    const breakers = people.filter((person) => findBreach(undefined, person, [rule], today) !== null)
    count += breakers.length
    numbers.push(...breakers.slice(0, NAMED - numbers.length).map(({ number }) => number))
    if (ids.length < STEP) break
    last = ids.at(-1)?.id ?? 0
  }
  return count === 0 ? null : { code: 'rule-breakers', field: 'object', count, numbers }
}
