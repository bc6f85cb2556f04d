import type { Pool } from 'pg'
import type { Database, Db, Tx } from '../../database/client.ts'

/** Prisma's methods that only read. */
type ReadMethod =
  | 'aggregate'
  | 'count'
  | 'findFirst'
  | 'findFirstOrThrow'
  | 'findMany'
  | 'findUnique'
  | 'findUniqueOrThrow'
  | 'groupBy'

/** The database to read from. Writing through it does not compile: writes pass `change`. */
export type Reader = {
  readonly [Model in keyof Db as Model extends `$${string}` | symbol ? never : Model]: Pick<
    Db[Model],
    Extract<keyof Db[Model], ReadMethod>
  >
} & Pick<Db, '$queryRaw'>

/** The whole roll of all societies, open. Holds the writing handle where only `change` and the sealer reach it. */
export class Roll {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  get read(): Reader {
    return this.#database.prisma
  }

  /** Raw connections, for statements that Prisma can't stream or plan well. Reads only. */
  get pool(): Pool {
    return this.#database.pool
  }

  /** Runs `work` in one transaction. Called by `change` and by the audit sealer, nowhere else. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#database.prisma.$transaction(work)
  }
}
