import { Logger as GraphileLogger, parseCronItems, run, type TaskList } from 'graphile-worker'
import type { JobName, JobPayloads } from '../domain/core/jobs.ts'
import type { Logger } from './logger.ts'

/** One handler a job: a job without one does not compile. A throw means that it is tried again later. */
export type JobHandlers = {
  readonly [Name in JobName]: (payload: JobPayloads[Name]) => Promise<void>
}

export interface Worker {
  /** Takes no more jobs and waits for those running; what has not ended after five seconds is tried again by the next worker. */
  stop(): Promise<void>
}

/** UTC. Slack and people are quiet then: five past midnight in Japan, and each hour off the full one. */
const SCHEDULE = [
  { task: 'store.sweep', match: '17 * * * *', identifier: 'store.sweep' },
  {
    task: 'audit.anchor',
    match: '5 15 * * *',
    identifier: 'audit.anchor',
    options: { backfillPeriod: 24 * 3_600_000 },
  },
] as const satisfies readonly { task: JobName; match: string; identifier: string; options?: object }[]

/** Runs the jobs of the outbox inside this process, with a small pool of its own. */
export async function startWorker(
  databaseUrl: string,
  handlers: JobHandlers,
  logger: Logger,
): Promise<Worker> {
  const runner = await run({
    connectionString: databaseUrl,
    maxPoolSize: 4,
    concurrency: 2,
    pollInterval: 2000,
    noHandleSignals: true,
    logger: silentLogger(),
    taskList: taskList(handlers),
    parsedCronItems: parseCronItems(SCHEDULE.map((item) => ({ ...item }))),
  })
  runner.events.on('job:success', ({ job }) =>
    logger.info('job.done', { job: job.task_identifier, jobId: job.id, attempt: job.attempts }),
  )
  runner.events.on('job:error', ({ job, error }) =>
    logger.warn('job.failed', { job: job.task_identifier, jobId: job.id, attempt: job.attempts, err: error }),
  )
  runner.events.on('job:failed', ({ job, error }) =>
    logger.error('job.given-up', {
      job: job.task_identifier,
      jobId: job.id,
      attempt: job.attempts,
      err: error,
    }),
  )
  runner.events.on('pool:listen:error', ({ error }) => logger.warn('worker.database-lost', { err: error }))
  let stopping = false
  const watch = async () => {
    try {
      await runner.promise
      if (!stopping) logger.error('worker.ended')
    } catch (error) {
      logger.error('worker.ended', { err: error })
    }
  }
  void watch()
  return {
    stop: async () => {
      stopping = true
      await runner.stop()
    },
  }
}

function taskList(handlers: JobHandlers): TaskList {
  const tasks: TaskList = {}
  for (const name of Object.keys(handlers) as JobName[])
    tasks[name] = async (payload) => {
      await (handlers[name] as (payload: unknown) => Promise<void>)(payload)
    }
  return tasks
}

/** graphile-worker's lines quote error messages; its events tell us all that a log may hold. */
function silentLogger(): GraphileLogger {
  return new GraphileLogger(() => () => {})
}
