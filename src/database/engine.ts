import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { engineAdapter } from './engineAdapter.ts'
import { type MigrationFile, PRISMA_FOLDER, readMigrations, readSchema } from './migrationFiles.ts'

/** Tables and enums that are not the schema's business; graphile-worker's lie in a schema of their own anyway. */
const FILTERS: bindings.SchemaFilter = { externalTables: [], externalEnums: [] }

let loaded: Promise<void> | undefined

/**
 * Prisma's own migration engine, in its WebAssembly build: the `prisma` CLI would download a native one at every start,
 * which fails behind a firewall. What it applies, `prisma migrate deploy` understands, and the other way round.
 *
 * @param url a database of the server to work on; for `difference` any database, since it works on shadow databases
 * @param folder the folder with the schema and `migrations/`
 */
export async function openEngine(url: string, folder: string = PRISMA_FOLDER): Promise<Engine> {
  loaded ??= loadWasm()
  await loaded
  const schema = await readSchema(folder)
  const datamodels = schema.map(({ path, content }): [string, string] => [path, content])
  const adapter = engineAdapter(url)
  const bound = bindMigrationAwareSqlAdapterFactory(adapter.factory)
  const engine = await bindings.SchemaEngine.new({ datamodels }, () => {}, bound)
  const migrations = async () => migrationList(await readMigrations(folder))
  return {
    difference: async () => {
      const { stdout, exitCode } = await engine.diff({
        from: { tag: 'migrations', ...(await migrations()) },
        to: { tag: 'schemaDatamodel', files: schema },
        script: true,
        exitCode: true,
        filters: FILTERS,
      })
      return exitCode === 2 ? (stdout ?? '') : ''
    },
    apply: async () => {
      const applied = await engine.applyMigrations({ migrationsList: await migrations(), filters: FILTERS })
      return applied.appliedMigrationNames
    },
    close: async () => {
      engine.free()
      await adapter.close()
    },
  }
}

/** The engine, bound to one server and one schema. */
export interface Engine {
  /** The SQL that leads from the migrations to the schema; '' when they agree. Writes to shadow databases only. */
  difference(): Promise<string>
  /** Applies what is missing to the database of `url`; names of what it applied. Throws with the failing SQL's error. */
  apply(): Promise<string[]>
  close(): Promise<void>
}

function migrationList(migrations: readonly MigrationFile[]): bindings.MigrationList {
  return {
    baseDir: 'migrations',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  }
}

interface Wasm {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: Record<string, () => void> } }>
}

async function loadWasm(): Promise<void> {
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const bytes = await readFile(join(folder, 'schema_engine_bg.wasm'))
  // The engine hands the text of a panic to this global; without it, only "unreachable" would be seen.
  const registry = { set_message: (text: string) => process.emitWarning(text, 'MigrationEnginePanic') }
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: registry })
  // Node has the global, but @types/node declares only its types.
  const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: Wasm }
  const { instance } = await wasm.instantiate(bytes, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports['__wbindgen_start']?.()
}
