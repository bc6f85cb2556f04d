import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/globalSetup.ts'],
    // Processes, not threads: tests end and signal whole processes, and Prisma keeps state in its own.
    pool: 'forks',
    maxWorkers: 2,
    // Generous: a machine that others work on beside is slow, and no test asserts a time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The page draws what the API already answered.
    expect: { poll: { timeout: 5000 } },
  },
})
