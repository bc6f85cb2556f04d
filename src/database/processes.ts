import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A live process. `started` is comparable only for equality, and empty where the system can't tell. */
export interface LiveProcess {
  readonly started: string
  readonly command: string
}

/**
 * Looks a process up; undefined when it is gone (a zombie is gone).
 * Pid and `started` together name one process for good: pids are reused, also after a reboot.
 */
export async function findProcess(pid: number): Promise<LiveProcess | undefined> {
  if (!exists(pid)) return undefined
  if (process.platform === 'linux') return fromProc(pid)
  if (process.platform === 'win32') return { started: '', command: '' }
  return fromPs(pid)
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function fromProc(pid: number): Promise<LiveProcess | undefined> {
  try {
    const [stat, command, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
    ])
    // proc(5): the name in brackets may hold anything, so count from its end: state is field 3, start time 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined
    return { started: `${boot.trim()}/${fields[19]}`, command: command.replaceAll('\0', ' ').trim() }
  } catch {
    return undefined
  }
}

async function fromPs(pid: number): Promise<LiveProcess | undefined> {
  try {
    const { stdout } = await run('ps', ['-o', 'lstart=,stat=,command=', '-p', String(pid)], {
      env: { LC_ALL: 'C', PATH: '/bin:/usr/bin' },
    })
    // lstart is always five words: Mon Nov  2 10:11:12 2026
    const words = stdout.trim().split(/\s+/)
    if (words[5]?.startsWith('Z')) return undefined
    return { started: words.slice(0, 5).join(' '), command: words.slice(6).join(' ') }
  } catch {
    return undefined
  }
}
