import { join } from 'node:path'
import { projectRoot } from './embedded/places.ts'

export const program = (path: string): string => join(projectRoot, path)

/** Node's arguments for one of our programs, wherever it is started from. */
export const wordsFor = (path: string): string[] => [
  '--import',
  program('infra/quick-imports.ts'),
  program(path),
]
