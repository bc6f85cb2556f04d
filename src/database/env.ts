/**
 * The database's address from the environment: `DATABASE_URL`, or undefined when it is unset or empty, which means the
 * embedded server. The command-line tools and src/bot/config.ts read it here, so that both mean the same.
 */
export function readDatabaseEnv(): { url: string | undefined } {
  // oxlint-disable-next-line no-process-env -- the bot's config can't be imported from this room
  const url = process.env['DATABASE_URL']?.trim()
  return { url: url === '' ? undefined : url }
}
