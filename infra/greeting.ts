import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from './settings.ts'

type SignIn = { email: string; password: string; name: string; roles: string; secondFactor: string }

const textIn = (entry: object, name: string): string => {
  const found = Object.entries(entry).find(([key]) => key === name)?.[1]
  return Array.isArray(found) ? found.join(', ') : typeof found === 'string' ? found : ''
}

/** The demonstration's people, as the first migration wrote them; none in production. */
function signIns(dataDir: string): SignIn[] {
  try {
    const found: unknown = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'))
    const entries = Array.isArray(found) ? found : []
    return entries.map((entry) => ({
      email: textIn(entry, 'email'),
      password: textIn(entry, 'password'),
      name: textIn(entry, 'name'),
      roles: textIn(entry, 'roles'),
      secondFactor: textIn(entry, 'secondFactor'),
    }))
  } catch {
    return []
  }
}

const columns = (rows: string[][]): string[] => {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** What a person needs to begin, in one block. */
export function greeting(settings: Settings, dataDir: string): string {
  const people = settings.mode === 'demo' ? signIns(dataDir) : []
  const lines = [
    '',
    `Veghe is at ${settings.publicUrl}`,
    ...(people.length > 0 ? ['', 'Sign in as (this machine only, also in .data/demo.json):'] : []),
    ...columns(
      people.map((person) => [
        `  ${person.email}`,
        person.password,
        person.name,
        person.roles,
        person.secondFactor && `second factor ${person.secondFactor}`,
      ]),
    ),
    ...(settings.standIn
      ? [
          '',
          'Place the first call, as the telephone network would:',
          '  npm run carrier -- call --from +40700000001',
        ]
      : []),
    '',
    'Ctrl-C stops everything.',
    '',
  ]
  return lines.join('\n')
}
