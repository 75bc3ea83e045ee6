import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Config } from '../platform/config.ts'

/** Where a cell of the telephone network reaches. */
export type Cell = { lat: number; lon: number; radiusMetres: number }
export type Cells = ReadonlyMap<string, Cell>

const Row = z.tuple([
  z.string().regex(/^[0-9A-F-]{1,101}$/),
  z.coerce.number().min(-90).max(90),
  z.coerce.number().min(-180).max(180),
  z.coerce.number().int().min(1).max(100_000),
])

/** `cell,lat,lon,radius_m`, a line each; the first names the columns. */
export function readCells(text: string): Cells {
  const [, ...lines] = text.trim().split(/\r?\n/)
  return new Map(
    lines.map((line, i) => {
      const read = Row.safeParse(line.toUpperCase().split(','))
      if (!read.success) throw new Error(`VEGHE_CELLS: line ${i + 2} must say cell,lat,lon,radius_m.`)
      const [cell, lat, lon, radiusMetres] = read.data
      return [cell, { lat, lon, radiusMetres }]
    }),
  )
}

const none: Cells = new Map()
const readOnce = new WeakMap<object, Cells>()

/** The cells this installation knows: read when the process starts, so that a bad file is found before a call is. */
export function cellsOf(config: Pick<Config, 'cellsFile'>): Cells {
  if (!config.cellsFile) return none
  const known = readOnce.get(config) ?? readCells(readFileSync(config.cellsFile, 'utf8'))
  readOnce.set(config, known)
  return known
}
