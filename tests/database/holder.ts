// A process that opens a data directory, commits a row if told, says so, and holds the directory until it is ended.
import { Client } from 'pg'
import { openEmbedded } from '../../src/database/embedded.ts'

const [directory = '', note] = process.argv.slice(2)
try {
  const server = await openEmbedded({ directory, say: () => {} })
  if (note !== undefined) {
    const client = new Client({ connectionString: server.url })
    await client.connect()
    await client.query('CREATE TABLE IF NOT EXISTS kept (note text)')
    await client.query('INSERT INTO kept VALUES ($1)', [note])
  }
  process.stdout.write(`open ${process.pid}\n`)
  setInterval(() => {}, 60_000)
} catch (error) {
  const { name, pid } = error as { name: string; pid?: number }
  process.stdout.write(`${name} ${pid}\n`)
}
