/** A task repeated until stopped. */
export interface Loop {
  /** Ends after the run under way. */
  stop(): Promise<void>
}

/** Runs `work` every `ms` after its last end, so that two runs never overlap. A failed run is told and the next one comes. */
export function startLoop(ms: number, work: () => Promise<unknown>, failed: (error: unknown) => void): Loop {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const once = async () => {
    try {
      await work()
    } catch (error) {
      failed(error)
    }
    if (!stopped) timer = setTimeout(turn, ms)
  }
  const turn = () => {
    running = once()
  }
  timer = setTimeout(turn, ms)
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
