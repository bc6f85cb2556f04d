/**
 * Where the database is, from the environment: `DATABASE_URL`, or undefined when it is unset or empty, which means the
 * embedded server in `MEIBO_DATA_DIR` (`data/` unless told). The command-line tools and src/bot/config.ts read it here,
 * so that both mean the same.
 */
export function readDatabaseEnv(): { url: string | undefined; directory: string } {
  // oxlint-disable-next-line no-process-env -- the bot's config can't be imported from this room
  const { DATABASE_URL, MEIBO_DATA_DIR } = process.env
  const url = DATABASE_URL?.trim()
  const directory = MEIBO_DATA_DIR?.trim()
  return {
    url: url === '' ? undefined : url,
    directory: directory === undefined || directory === '' ? 'data' : directory,
  }
}
