import { expect, it } from 'vitest'
import { SeenSignatures } from '../../src/bot/slack/replay.ts'

it('takes a signature once while it could pass for fresh, and forgets it then', () => {
  let now = 1_000_000_000
  const seen = new SeenSignatures(() => now)
  const stamp = now / 1000
  expect([seen.judge('a', stamp), seen.judge('a', stamp), seen.judge('b', stamp)]).toEqual([
    'fresh',
    'replayed',
    'fresh',
  ])
  now += 360_001
  expect([seen.judge('c', now / 1000), seen.size]).toEqual(['fresh', 1])
})

it('refuses what is dated more than a minute ahead, or not at all', () => {
  const seen = new SeenSignatures(() => 1_000_000_000)
  expect([1_000_060, 1_000_061, Number.NaN].map((stamp) => seen.judge(String(stamp), stamp))).toEqual([
    'fresh',
    'future',
    'future',
  ])
})
