import { sign, verify } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Master } from '../platform/crypto/master.ts'

/** Where a county's chain stood: kept outside the database, where whoever can rewrite it cannot write. */
const Head = z.object({
  county: z.string(),
  seq: z.int(),
  hash: z.string(),
  at: z.string(),
  signature: z.string(),
})
export type Head = z.infer<typeof Head>

type Signing = ReturnType<Master['signing']>

const folder = (dataDir: string): string => join(dataDir, 'heads')
const signedText = (head: Omit<Head, 'signature'>): Buffer =>
  Buffer.from(`${head.county} ${head.seq} ${head.hash} ${head.at}`)

export type Heads = {
  keep: (head: { county: string; seq: number; hash: Buffer; at: Date }) => void
  /** Every kept head, oldest first. One that we did not sign is as good as missing, and is said. */
  kept: () => { county: string; heads: Head[]; forged: number }[]
}

export function openHeads(dataDir: string, { privateKey, publicKey }: Signing): Heads {
  return {
    keep: ({ county, seq, hash, at }) => {
      const head = { county, seq, hash: hash.toString('hex'), at: at.toISOString() }
      const signature = sign(null, signedText(head), privateKey).toString('base64')
      mkdirSync(folder(dataDir), { recursive: true, mode: 0o700 })
      appendFileSync(fileOf(dataDir, county), `${JSON.stringify({ ...head, signature })}\n`, { mode: 0o600 })
    },
    kept: () =>
      namesIn(folder(dataDir)).map((county) => {
        const lines = linesIn(fileOf(dataDir, county))
        const heads = lines.filter((head) => head.county === county && isOurs(head, publicKey))
        return { county, heads, forged: lines.length - heads.length }
      }),
  }
}

const fileOf = (dataDir: string, county: string): string => join(folder(dataDir), `${county}.jsonl`)

const isOurs = (head: Head, publicKey: Signing['publicKey']): boolean =>
  verify(null, signedText(head), publicKey, Buffer.from(head.signature, 'base64'))

function namesIn(path: string): string[] {
  if (!existsSync(path)) return []
  return readdirSync(path).flatMap((name) => /^([A-Z0-9]{1,2})\.jsonl$/.exec(name)?.[1] ?? [])
}

/** A last line that a crash cut short says nothing; the line before it stands. */
function linesIn(path: string): Head[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const head = Head.safeParse(parsed(line))
      return head.success ? [head.data] : []
    })
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
