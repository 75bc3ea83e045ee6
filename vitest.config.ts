import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const engines = ['tests/support/global.ts']

/** Nothing else is small and long: begun last, it would be waited for alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => moduleId.endsWith('/axe.spec.ts')
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

/** Tests that never leave the process, then those with engines, then those with a browser. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
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
          // Plain functions keep nothing, and a process for each file costs more than what is in it.
          isolate: false,
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
          // These wait for one another's answers more than they work; those with a browser are through by then.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
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
