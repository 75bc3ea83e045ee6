import { expect, test } from 'vitest'
import { closingLine } from './closing-line.ts'

test.each([
  ['all well', { numPassedTests: 12, numFailedTests: 0 }, 0, '12 passed, 0 failed'],
  ['two failed', { numPassedTests: 10, numFailedTests: 2 }, 1, '10 passed, 2 failed'],
  ['a file did not load', { numPassedTests: 12, numFailedTests: 0 }, 1, '12 passed, 1 failed'],
  ['the run was cut short', undefined, 1, '0 passed, 1 failed'],
])('the closing line tells the truth when %s', (_when, report, exitCode, line) => {
  expect(closingLine(report, exitCode).line).toBe(line)
})
