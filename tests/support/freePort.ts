import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below those that the system gives out by itself, and apart for each process. */
let next = 20_000 + ((process.pid * 13) % 12_000)

/** A port that nobody has, for a server whose address must be known before it starts. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = next
    next = port >= 32_000 ? 20_000 : port + 1
    const probe = createServer()
    probe.listen(port, '127.0.0.1')
    try {
      await once(probe, 'listening')
    } catch {
      continue
    }
    probe.close()
    await once(probe, 'close')
    return port
  }
}
