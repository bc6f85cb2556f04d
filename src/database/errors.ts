/** A live process already owns the data directory. `pid` is its process id. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse'
  readonly directory: string
  readonly pid: number

  constructor(directory: string, pid: number) {
    super(
      `${directory} is in use by process ${pid}. Only one Meibo may run on a data directory: stop that process, or give this one another MEIBO_DATA_DIR.`,
    )
    this.directory = directory
    this.pid = pid
  }
}

/** The data directory holds something that the embedded server cannot run on; the message says what and what to do. */
export class DataDirectoryUnusable extends Error {
  override readonly name = 'DataDirectoryUnusable'
}

/** The embedded server can't run on this machine or for this user; the message says why and what to do. */
export class EmbeddedUnavailable extends Error {
  override readonly name = 'EmbeddedUnavailable'
}

/** The database can't be brought to this version of the code; the message says why and what to do. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused'
  readonly reason: 'server-too-old' | 'newer-database' | 'failed-migration' | 'edited-migration'
  /** Names of the migrations concerned, oldest first. */
  readonly migrations: readonly string[]

  constructor(reason: MigrationRefused['reason'], message: string, migrations: readonly string[] = []) {
    super(message)
    this.reason = reason
    this.migrations = migrations
  }
}
