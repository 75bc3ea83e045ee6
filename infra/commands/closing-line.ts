const numberIn = (report: object, name: string): number => {
  const found = Object.entries(report).find(([key]) => key === name)?.[1]
  return typeof found === 'number' ? found : 0
}

/**
 * The last line of `npm test`. A run that ended badly without a failed test (a file that does not load, an
 * error outside every test, no report at all) still counts one failure, so nobody reads it as success.
 */
export function closingLine(report: unknown, exitCode: number): { line: string; failed: number } {
  const known = typeof report === 'object' && report !== null ? report : {}
  const passed = numberIn(known, 'numPassedTests')
  const failed = Math.max(numberIn(known, 'numFailedTests'), exitCode === 0 ? 0 : 1)
  return { line: `${passed} passed, ${failed} failed`, failed }
}
