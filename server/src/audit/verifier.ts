import type pg from 'pg'
import { beginningOf, sealOver } from './chain.ts'
import type { Head, Heads } from './heads.ts'
import * as store from './seals.store.ts'

/** What is wrong with a county's chain, at the first place where it is. */
export type Fault =
  | { kind: 'changed'; factId: string; seq: number }
  | { kind: 'missing'; factId: string; seq: number }
  | { kind: 'gap'; seq: number }
  | { kind: 'slipped_in'; factId: string }
  | { kind: 'tail_cut'; seq: number }
  | { kind: 'rewritten'; seq: number }
  | { kind: 'head_forged'; lines: number }

export type Verified = {
  county: string
  sealed: number
  unsealed: number
  heads: number
  fault: Fault | null
}

const stretch = 5_000

/** Recomputes every chain and holds it against the heads kept outside. Reads under scope `*`, changes nothing. */
export async function verifyFacts(client: pg.ClientBase, heads: Heads): Promise<Verified[]> {
  const kept = new Map(heads.kept().map((one) => [one.county, one]))
  const counties = new Set([...(await store.sealedCounties(client)), ...kept.keys()])
  const verified: Verified[] = []
  for (const county of [...counties].sort()) {
    const outside = kept.get(county) ?? { heads: [], forged: 0 }
    verified.push(await verifyCounty(client, county, outside))
  }
  return verified
}

async function verifyCounty(
  client: pg.ClientBase,
  county: string,
  outside: { heads: readonly Head[]; forged: number },
): Promise<Verified> {
  const expected = new Map(outside.heads.map((head) => [head.seq, head.hash]))
  const walked = await walk(client, county, expected)
  const { tail, slipped } = await store.unsealedCount(client, county)
  const beyond = outside.heads.find((head) => head.seq > walked.seq)
  const fault =
    walked.fault ??
    (beyond ? ({ kind: 'tail_cut', seq: walked.seq } as const) : null) ??
    (slipped[0] ? ({ kind: 'slipped_in', factId: slipped[0] } as const) : null) ??
    (outside.forged > 0 ? ({ kind: 'head_forged', lines: outside.forged } as const) : null)
  return { county, sealed: walked.seq, unsealed: tail, heads: outside.heads.length, fault }
}

/** Link by link; a chain that is whole in itself but not the one we signed was rewritten. */
async function walk(
  client: pg.ClientBase,
  county: string,
  expected: ReadonlyMap<number, string>,
): Promise<{ seq: number; fault: Fault | null }> {
  let before = beginningOf(county)
  let seq = 0
  for (;;) {
    const links = await store.linksAfter(client, { county, seq, most: stretch })
    if (links.length === 0) return { seq, fault: null }
    for (const link of links) {
      const fault = faultOf(link, { before, seq: seq + 1, head: expected.get(link.seq) })
      if (fault) return { seq, fault }
      before = link.hash
      seq = link.seq
    }
  }
}

function faultOf(
  link: store.Link,
  due: { before: Buffer; seq: number; head: string | undefined },
): Fault | null {
  const { seq, factId } = link
  if (seq !== due.seq) return { kind: 'gap', seq: due.seq }
  if (!link.fact) return { kind: 'missing', factId, seq }
  if (!sealOver(due.before, link.fact).equals(link.hash)) return { kind: 'changed', factId, seq }
  if (due.head !== undefined && due.head !== link.hash.toString('hex')) return { kind: 'rewritten', seq }
  return null
}

function sentenceOf(fault: Fault): string {
  switch (fault.kind) {
    case 'changed':
      return `fact ${fault.factId} (no. ${fault.seq}) is not what was sealed`
    case 'missing':
      return `fact ${fault.factId} (no. ${fault.seq}) is gone`
    case 'gap':
      return `seal no. ${fault.seq} is gone`
    case 'slipped_in':
      return `fact ${fault.factId} was put in before the end of the chain`
    case 'tail_cut':
      return `the chain ends at no. ${fault.seq}, and a head signed outside the database lies beyond`
    case 'rewritten':
      return `seal no. ${fault.seq} is not the one signed outside the database`
    case 'head_forged':
      return `${fault.lines} of the heads kept outside are not signed by us`
  }
}

/** One line a county. */
export function report({ county, sealed, unsealed, heads, fault }: Verified): string {
  const counted = `${county}: ${sealed} sealed, ${unsealed} not yet, ${heads} heads kept outside`
  return fault ? `${counted}; FAULT: ${sentenceOf(fault)}` : `${counted}; whole`
}
