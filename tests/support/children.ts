import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A TypeScript file that runs as a process of its own. */
export interface Child {
  readonly process: ChildProcess
  /** The next line of its output, undefined after the last. */
  line(): Promise<string | undefined>
  /** Ends it with a signal and waits until it is gone. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
  /** Waits for its end; exit code and all that is left of its output. */
  end(): Promise<{ code: number | null; output: string[] }>
}

/** @param script path from the project's root */
export function startChild(script: string, args: readonly string[], env: Record<string, string> = {}): Child {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const line = async () => (await lines.next()).value as string | undefined
  return {
    process: child,
    line,
    kill: async (signal) => {
      child.kill(signal)
      await ended
    },
    end: async () => {
      const output: string[] = []
      for (let text = await line(); text !== undefined; text = await line()) output.push(text)
      const [code] = (await ended) as [number | null]
      return { code, output }
    },
  }
}
