import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { Random } from '../prisma/seed/random.ts'
import { openDatabase } from '../src/database/client.ts'
import type { Context } from '../src/domain/core/change.ts'
import { GRANTS } from '../src/domain/core/roles.ts'
import { Roll } from '../src/domain/core/roll.ts'
import { findMembers } from '../src/domain/search/find.ts'
import { grammarFor } from '../src/domain/search/grammar.ts'
import { parseSearch } from '../src/domain/search/language.ts'
import { loadVocabulary } from '../src/domain/search/vocabulary.ts'
import { openBenchServer } from './databases.ts'
import { machine, median, rounded } from './measure.ts'
import { SHAPES, type Shape } from './searchShapes.ts'
import { byHandWays, obviousWay } from './searchWays.ts'

const SOCIETY = 1234
const TODAY = '2026-11-23'

/** One way of searching: it gives the exact number of hits, having fetched a page too. */
export type Way = () => Promise<number>

interface Measured {
  readonly members: number
  readonly shape: string
  readonly search: string
  readonly hits: number
  readonly obviousHits: number
  /** Medians in milliseconds. */
  readonly domainMs: number
  readonly sqlMs: number
  readonly obviousMs: number
  readonly domainOverSql: number
  readonly obviousOverDomain: number
}

/**
 * Page and exact count by three ways, taking turns: through the domain, by the best hand-written SQL on the same index (the faster of two wordings),
 * and by ILIKE over trigram indexes with count(*).
 */
export async function benchSearch(args: readonly string[], say: (text: string) => void): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      members: { type: 'string', default: '100000,1000000' },
      rounds: { type: 'string', default: '15' },
      seed: { type: 'string', default: '1' },
    },
  })
  const sizes = values.members.split(',').map(Number)
  const seed = Number(values.seed)
  const server = await openBenchServer({ directory: values.data, seed, today: TODAY, say })
  try {
    const measured: Measured[] = []
    for (const members of sizes) {
      const url = await server.database(members)
      measured.push(...(await measure(url, members, Number(values.rounds), say)))
    }
    return {
      bench: 'search',
      seed,
      sizes,
      rounds: Number(values.rounds),
      machine: machine(),
      summary: summary(measured),
      measured,
    }
  } finally {
    await server.close()
  }
}

async function measure(
  url: string,
  members: number,
  rounds: number,
  say: (text: string) => void,
): Promise<Measured[]> {
  const database = await openDatabase(url)
  // A connection for each way: what one has loaded and cached in its process is not the other's.
  const byHand = new Client({ connectionString: url })
  const obvious = new Client({ connectionString: url })
  await Promise.all([byHand.connect(), obvious.connect()])
  try {
    const roll = new Roll(database)
    const results: Measured[] = []
    const random = new Random(members)
    for (const shape of SHAPES) {
      const domain = await domainWay(roll, shape)
      const ways = [domain, ...byHandWays(byHand, shape), obviousWay(obvious, shape)]
      const hits: number[] = []
      for (const way of ways) hits.push(await way())
      results.push(compared(members, shape, hits, await race(ways, rounds, random)))
      say(JSON.stringify(results.at(-1)))
    }
    return results
  } finally {
    await Promise.all([byHand.end(), obvious.end()])
    await database.close()
  }
}

/**
 * Runs the ways by turns after two rounds to warm up. Each round has an order of its own, since whatever comes after the slowest finds the
 * processor's caches full of that one's pages.
 */
async function race(ways: readonly Way[], rounds: number, random: Random): Promise<number[][]> {
  const times = ways.map((): number[] => [])
  for (let round = -2; round < rounds; round += 1) {
    const order = ways.map((way, place) => ({ way, place, at: random.next() })).sort((a, b) => a.at - b.at)
    for (const { way, place } of order) {
      const began = performance.now()
      await way()
      if (round >= 0) times[place]?.push(performance.now() - began)
    }
  }
  return times
}

function compared(
  members: number,
  shape: Shape,
  hits: readonly number[],
  times: readonly (readonly number[])[],
): Measured {
  const [domainMs = 0, ...others] = times.map((list) => median(list))
  const obviousMs = others.at(-1) ?? 0
  const sqlMs = Math.min(...others.slice(0, -1))
  const wrong = hits.slice(1, -1).find((count) => count !== hits[0])
  if (wrong !== undefined)
    throw new Error(`${shape.name}: the domain finds ${hits[0]}, the hand-written SQL ${wrong}`)
  return {
    members,
    shape: shape.name,
    search: shape.search,
    hits: hits[0] ?? 0,
    obviousHits: hits.at(-1) ?? 0,
    domainMs: rounded(domainMs),
    sqlMs: rounded(sqlMs),
    obviousMs: rounded(obviousMs),
    domainOverSql: rounded(domainMs / sqlMs),
    obviousOverDomain: rounded(obviousMs / domainMs),
  }
}

function summary(measured: readonly Measured[]) {
  const overSql = measured.map(({ domainOverSql }) => domainOverSql)
  const over = measured.map(({ obviousOverDomain }) => obviousOverDomain)
  const smallest = Math.min(...measured.map((one) => one.members))
  const largest = Math.max(...measured.map((one) => one.members))
  const growth = measured
    .filter(({ members }) => members === largest && largest > smallest)
    .flatMap((large) => {
      const small = measured.find((one) => one.members === smallest && one.shape === large.shape)
      if (small === undefined) return []
      const sameSize = large.hits <= small.hits * 1.1
      return [
        {
          shape: large.shape,
          hits: [small.hits, large.hits],
          sameSize,
          ratio: rounded(large.domainMs / small.domainMs),
        },
      ]
    })
  return {
    domainOverSql: { median: rounded(median(overSql)), max: Math.max(...overSql) },
    obviousOverDomain: { median: rounded(median(over)), min: Math.min(...over) },
    growth: {
      maxOfSameSize: Math.max(0, ...growth.filter(({ sameSize }) => sameSize).map(({ ratio }) => ratio)),
      shapes: growth,
    },
  }
}

async function domainWay(roll: Roll, { search }: Shape): Promise<Way> {
  const context: Context = {
    roll,
    actor: {
      key: 'T_BENCH:U_TREASURER',
      teamId: 'T_BENCH',
      userId: 'U_TREASURER',
      societyId: SOCIETY,
      roles: ['treasurer'],
      permissions: new Set(GRANTS.treasurer),
    },
    source: { via: 'command' },
    now: () => new Date(`${TODAY}T12:00:00+09:00`),
  }
  const vocabulary = await loadVocabulary(roll.read, SOCIETY, [])
  const parsed = parseSearch(search, grammarFor(context.actor.permissions, vocabulary), TODAY)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  const { conditions } = parsed
  return async () => {
    const found = await findMembers(context, { conditions, page: 1 })
    if (!found.ok) throw new Error(JSON.stringify(found.error))
    return found.value.total
  }
}
