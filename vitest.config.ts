import { defineConfig } from 'vitest/config'

const engines = ['tests/support/global.ts']

/** Tests that never leave the process, then those with engines, then those with a browser. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    retry: 0,
    passWithNoTests: true,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            '{shared,server,client}/src/**/*.test.{ts,tsx}',
            'infra/**/*.test.ts',
            'tests/architecture.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: [
            'tests/{api,live,journeys,sim,contract,support}/**/*.test.ts',
            'tests/permissions.test.ts',
          ],
          globalSetup: engines,
          // The server is read once for all files of a worker, which keeps nothing between two worlds.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.{test,spec}.ts'],
          globalSetup: [...engines, 'tests/support/browser.ts'],
          isolate: false,
          testTimeout: 90_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'a11y',
          include: ['tests/a11y/**/*.{test,spec}.ts'],
          globalSetup: [...engines, 'tests/support/browser.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
        },
      },
    ],
  },
})
