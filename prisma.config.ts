import { defineConfig } from 'prisma/config'

// `prisma generate` needs no schema engine, but the CLI downloads one at every start unless this names a file.
// Migrations run on the engine's WebAssembly build (src/database/engine.ts), so the download is never needed.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath

export default defineConfig({ schema: 'prisma' })
