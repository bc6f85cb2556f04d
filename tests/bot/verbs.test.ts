import { describe, expect, it } from 'vitest'
import { command, type Route } from '../../src/bot/answer/route.ts'
import { RouteTable } from '../../src/bot/answer/routeTable.ts'
import { ROUTES as REAL_ROUTES } from '../../src/bot/routes.ts'
import { ok } from '../../src/domain/core/result.ts'
import { takeSocietyKey } from '../../src/domain/society/resolve.ts'
import { textOf } from '../../src/views/text.ts'

const route = (id: string, ja: [string, ...string[]], en: [string, ...string[]]): Route =>
  command({ id, verbs: { ja, en }, permission: null, parse: ok, handle: async () => ok({ kind: 'none' }) })

const ROUTES = [
  route('menu', ['メニュー'], ['menu']),
  route('search.run', ['検索'], ['search']),
  route('member.show', ['詳細'], ['show']),
  route('approve', ['入会承認', '承認'], ['approve']),
  route('withdraw', ['退会'], ['withdraw']),
  route('rejoin', ['再入会'], ['rejoin']),
  route('list', ['一覧'], ['list']),
  route('help', ['ヘルプ'], ['help']),
]
const { verbs } = new RouteTable(ROUTES, { menu: 'menu', show: 'member.show', search: 'search.run' })

function meaning(text: string): unknown {
  const found = verbs.find(text)
  return found.ok ? [found.value.route.id, found.value.rest] : found.error
}

describe('Verbs.find', () => {
  it.each([
    ['', ['menu', '']],
    ['　', ['menu', '']],
    ['検索 山田 所属:大学', ['search.run', '山田 所属:大学']],
    ['検索　山田', ['search.run', '山田']],
    ['ＳＥＡＲＣＨ yamada', ['search.run', 'yamada']],
    ['ﾍﾙﾌﾟ', ['help', '']],
    ['承認 DEMO00001', ['approve', 'DEMO00001']],
    ['DEMO00001', ['member.show', 'DEMO00001']],
    ['ｄｅｍｏ-00001', ['member.show', 'ｄｅｍｏ-00001']],
    ['453320', ['member.show', '453320']],
    ['453320 山田', ['search.run', '453320 山田']],
    ['山田 太郎', ['search.run', '山田 太郎']],
    ['会費:滞納', ['search.run', '会費:滞納']],
    ['Lisa', ['search.run', 'Lisa']],
    ['大会', ['search.run', '大会']],
  ])('%j', (text, expected) => {
    expect(meaning(text)).toEqual(expected)
  })

  it.each([
    ['serach 山田', 'serach', ['search', 'menu', 'show']],
    ['withdrow 453320', 'withdrow', ['withdraw', 'show', 'search']],
    ['hlep', 'hlep', ['help', 'menu', 'show']],
    ['再人会 453320', '再人会', ['再入会', '退会', 'メニュー']],
  ])('takes %j for a slip', (text, verb, nearest) => {
    expect(meaning(text)).toEqual({ code: 'unknown-verb', verb, nearest })
  })

  it('refuses two routes of one id', () => {
    expect(
      () => new RouteTable([...ROUTES, route('help', ['助け'], ['aid'])], { menu: '', show: '', search: '' }),
    ).toThrow('two routes for command help')
  })
})

describe('takeSocietyKey', () => {
  it.each([
    ['検索 山田', { rest: '検索 山田' }],
    ['検索 学会:DEMO 山田', { named: 'DEMO', rest: '検索  山田' }],
    ['学会：「架空 学会」 検索', { named: '架空 学会', rest: '検索' }],
    ['list society:"Demo Society"', { named: 'Demo Society', rest: 'list' }],
  ])('%j', (text, expected) => {
    expect(takeSocietyKey(text)).toEqual(expected)
  })
})

it.each(['ja', 'en'] as const)('explains each command of the product in its help (%s)', (locale) => {
  const commands = REAL_ROUTES.filter(({ verbs: words }) => words !== undefined).map(({ id }) => id)
  expect(Object.keys(textOf(locale).screens.help.commandLine).toSorted()).toEqual(commands.toSorted())
})
