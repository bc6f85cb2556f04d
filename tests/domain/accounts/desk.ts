import { beforeEach } from 'vitest'
import { letterContext } from '../../../src/domain/accounts/home.ts'
import { issueSecret, type Secret } from '../../../src/domain/accounts/issue.ts'
import { logIn } from '../../../src/domain/accounts/login.ts'
import { MEDICAL, NOW } from '../find/world.ts'
import { type Stage, useStage } from '../withdrawal/people.ts'

const WITH_LOGIN = `m.lifecycle = 'active' AND m.email IS NOT NULL AND EXISTS (
  SELECT FROM account a WHERE a.id = m.account_id AND a.status = 'active' AND a.login_id = m.number)
  AND 1 = (SELECT count(*) FROM member o WHERE o.account_id = m.account_id)`

/** The demo, a clock, and for each test another member with a login. */
export interface Desk {
  readonly stage: Stage
  readonly id: number
  readonly now: () => Date
  /** Moves the clock. */
  later(minutes: number): void
  /** Makes what a mail would bring. */
  issue(kind: 'welcome' | 'reset' | 'leave'): Promise<Secret>
  enter(loginId: string, password: string): ReturnType<typeof logIn>
  /** Logs in, which must work; gives the session. */
  session(loginId: string, password: string): Promise<string>
}

export function useDesk(): Desk {
  const stage = useStage()
  let clock = NOW.getTime()
  let id = 0
  const now = () => new Date(clock)
  beforeEach(async () => {
    clock = NOW.getTime()
    id = await stage.people.take(WITH_LOGIN)
  })
  const enter: Desk['enter'] = (loginId, password) => logIn(stage.world.roll, now, { loginId, password })
  return {
    stage,
    now,
    enter,
    get id() {
      return id
    },
    later: (minutes) => {
      clock += minutes * 60_000
    },
    issue: async (kind) => {
      const issued = await issueSecret(letterContext(stage.world.roll, MEDICAL, now), kind, id)
      if (!issued.ok) throw new Error(JSON.stringify(issued.error))
      return issued.value
    },
    session: async (loginId, password) => {
      const done = await enter(loginId, password)
      if (!done.ok) throw new Error('refused')
      return done.value.token
    },
  }
}
