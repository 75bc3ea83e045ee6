import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopWith } from '../halt.ts'
import { closingLine } from './closing-line.ts'
import { runTool } from './tool.ts'

/** Accessibility in every theme and language takes minutes and has a command of its own, `npm run a11y`. */
const everyday = ['unit', 'integration', 'browser'].flatMap((name) => ['--project', name])

async function test(words: string[]): Promise<number> {
  const place = mkdtempSync(join(tmpdir(), 'veghe-report-'))
  const report = join(place, 'report.json')
  const projects = words.includes('--project') ? [] : everyday
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await runTool({ program: 'vitest', words: ['run', ...projects, ...reporters, ...words] })
  const { line, failed } = closingLine(readReport(report), code)
  rmSync(place, { recursive: true })
  console.log(line)
  return failed > 0 ? 1 : 0
}

function readReport(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

test(process.argv.slice(2)).then((code) => process.exit(code), stopWith)
