import { afterAll, beforeAll, beforeEach } from 'vitest'
import { Flight } from '../../src/bot/flight.ts'
import { createLogger } from '../../src/bot/logger.ts'
import { createPages, type PagesDeps } from '../../src/bot/pages/pages.ts'
import { type HttpServer, openServer } from '../../src/bot/server.ts'
import { letterContext } from '../../src/domain/accounts/home.ts'
import { issueSecret, type Secret } from '../../src/domain/accounts/issue.ts'
import { MEDICAL, NOW } from '../domain/find/world.ts'
import { type Stage, useStage } from '../domain/withdrawal/people.ts'
import { FormBrowser } from '../support/formBrowser.ts'

/** The public pages over HTTP on the demo, and a member with a login who owes nothing and holds nothing. */
export interface PageStage {
  readonly stage: Stage
  /** Everything that was logged. */
  readonly lines: readonly string[]
  /** Where the pages are. */
  readonly base: string
  visitor(headers?: Readonly<Record<string, string>>): FormBrowser
  /** Makes what a mail would bring. */
  issue(kind: 'welcome' | 'reset' | 'leave'): Promise<Secret>
  /** Serves the pages with something in place of the usual. */
  serve(more: Partial<PagesDeps>): Promise<HttpServer>
}

export function usePages(): PageStage {
  const stage = useStage()
  const lines: string[] = []
  const logger = createLogger('debug', { write: (line: string) => void lines.push(line) })
  const now = () => NOW
  let server: HttpServer | undefined
  let id = 0
  const serve = (more: Partial<PagesDeps>) => {
    const { roll } = stage.world
    const pages = createPages({ roll, now, logger, flight: new Flight(), publicUrl: undefined, ...more })
    const health = { database: async () => {}, slack: () => 'connected' as const }
    return openServer({ host: '127.0.0.1', port: 0 }, health, { slack: undefined, pages })
  }
  beforeAll(async () => {
    server = await serve({})
    id = await stage.people.take(`m.lifecycle = 'active' AND m.email IS NOT NULL AND EXISTS (
      SELECT FROM account a WHERE a.id = m.account_id AND a.status = 'active' AND a.login_id = m.number)
      AND NOT EXISTS (SELECT FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)
      AND NOT EXISTS (SELECT FROM position_holding h WHERE h.society_id = m.society_id AND h.member_id = m.id)`)
  })
  afterAll(() => server?.close())
  beforeEach(async () => {
    await stage.rows('DELETE FROM flood_bucket')
  })
  return {
    stage,
    lines,
    serve,
    get base() {
      return `http://127.0.0.1:${server?.port}`
    },
    visitor: (headers) => new FormBrowser(`http://127.0.0.1:${server?.port}`, headers),
    issue: async (kind) => {
      const issued = await issueSecret(letterContext(stage.world.roll, MEDICAL, now), kind, id)
      if (!issued.ok) throw new Error(JSON.stringify(issued.error))
      return issued.value
    },
  }
}
