import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** How long a child may take to end in its own way before it is killed. */
const GRACE_MS = 10_000

/** How a child ended: its code, or 128 + the signal's number as a shell would say. */
type ExitCode = number

export interface Child {
  /** Resolves once, with the exit code. */
  ended: Promise<ExitCode>
  /** Sends a message over IPC, if the child still listens. */
  tell(message: object): void
  /** SIGTERM, then SIGKILL after ten seconds; resolves when the child is gone. */
  stop(graceMs?: number): Promise<void>
}

const SIGNALS: Partial<Record<NodeJS.Signals, number>> = { SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }

async function endOf(child: ChildProcess): Promise<ExitCode> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  return code ?? 128 + (SIGNALS[signal ?? 'SIGTERM'] ?? 0)
}

/**
 * Runs a TypeScript file as a child process that shares this one's output. It has a process group of its own, so that Ctrl-C
 * reaches it once, as the SIGTERM of `stop`, and not a second time from the terminal.
 */
export function startChild(script: string, args: string[], env: NodeJS.ProcessEnv, cwd: string): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd,
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
  const ended = endOf(child)
  const atExit = () => child.kill('SIGTERM')
  process.once('exit', atExit)
  void ended.then(() => process.off('exit', atExit))
  return {
    ended,
    tell(message) {
      // A child that is just ending takes no message any more; its end is reported by `ended`.
      if (child.connected) child.send(message, () => {})
    },
    async stop(graceMs = GRACE_MS) {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await ended
      clearTimeout(timer)
    },
  }
}
