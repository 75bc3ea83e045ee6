import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { Categories, type CategoryFloors, floorsOf } from '@veghe/shared/triage/categories.ts'
import { scriptFaults } from '@veghe/shared/triage/interview.script.ts'
import { Protocol } from '@veghe/shared/triage/protocol.ts'
import type { Ctx } from '../platform/context.ts'
import { script } from './interview.questions.ts'
import * as store from './triage.store.ts'

/** One version of the protocol with the code list that belongs to it. */
export type Rulebook = {
  version: number
  protocol: Protocol
  categories: Categories
  floors: CategoryFloors
}

/** By digest, so that a version is parsed once a process and never taken for another. */
const known = new Map<string, Rulebook>()

/** The version in force, or the one a contact began with. */
export async function rulebook(ctx: Ctx, version: number | null): Promise<Rulebook> {
  const found = await store.findVersion(ctx, version)
  if (!found) throw new Refusal('protocol_unknown', { version })
  const kept = known.get(found.digest)
  if (kept) return kept
  const row = await store.readProtocol(ctx, found.version)
  const read = opened(row.version, row.body, row.categories)
  known.set(found.digest, read)
  return read
}

function opened(version: number, body: unknown, codes: unknown): Rulebook {
  const categories = Categories.parse(codes)
  return { version, protocol: Protocol.parse(body), categories, floors: floorsOf(categories) }
}

const file = (name: string): string => readFileSync(new URL(`data/${name}.json`, import.meta.url), 'utf8')

/**
 * Brings the shipped version into the database when it is new. A shipped text that differs from the one that
 * landed under its number is refused: contacts were decided by that one.
 */
export async function landProtocol(ctx: Ctx): Promise<void> {
  const [body, codes] = [file('triage-protocol'), file('categories')]
  const shipped = opened(Protocol.parse(JSON.parse(body)).meta.version, JSON.parse(body), JSON.parse(codes))
  const faults = scriptFaults(script, shipped.protocol)
  if (faults.length > 0)
    throw new Error(`The yes/no questions do not fit the protocol: ${faults.join('; ')}.`)
  const digest = createHash('sha256').update(body).update(codes).digest('hex')
  await store.lockLanding(ctx)
  const landed = await store.findVersion(ctx, shipped.version)
  if (landed && landed.digest !== digest) {
    throw new Error(`Triage protocol ${shipped.version} was changed after it landed: give it a new number.`)
  }
  if (landed) return
  const { version, protocol, categories } = shipped
  await store.addProtocol(ctx, { version, digest, body: protocol, categories, addedAt: ctx.now })
}
