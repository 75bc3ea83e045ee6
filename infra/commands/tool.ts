import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../embedded/places.ts'
import { Halt } from '../halt.ts'

export type Tool = { folder?: string; program: string; words: string[]; env?: NodeJS.ProcessEnv }

/** The program of an installed package, looked for where that package is a dependency. */
function pathOf({ folder = '.', program }: Tool): string {
  const path = join(projectRoot, folder, 'node_modules/.bin', program)
  if (!existsSync(path)) throw new Halt(`${program} is not installed: type npx --yes pnpm@12.21.0 install`)
  return path
}

/** Runs a tool with our own input and output and answers its exit code. */
export function runTool(tool: Tool): Promise<number> {
  return new Promise((resolve, reject) => {
    const cwd = join(projectRoot, tool.folder ?? '.')
    const child = spawn(pathOf(tool), tool.words, {
      cwd,
      stdio: 'inherit',
      env: { ...process.env, ...tool.env },
    })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** Runs a tool silently and answers what it wrote. */
export function listenTo(tool: Tool): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const cwd = join(projectRoot, tool.folder ?? '.')
    const child = spawn(pathOf(tool), tool.words, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    const pieces: Buffer[] = []
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece: Buffer) => pieces.push(piece))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(pieces).toString() }))
  })
}
