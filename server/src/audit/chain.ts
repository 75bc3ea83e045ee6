import { createHash } from 'node:crypto'

/** A fact as the chain covers it: every column, in the form the database gives it back. */
export type ChainedFact = {
  id: string
  county: string
  kind: string
  contactId: string | null
  caseId: string | null
  dispatchId: string | null
  teamId: string | null
  staffId: string | null
  actorKind: string
  actorId: string | null
  at: Date
  recordedAt: Date
  body: Readonly<Record<string, unknown>>
  tx: string
}

/** The chain of a county begins with its name, so that no piece of it can be passed off as another's. */
export const beginningOf = (county: string): Buffer =>
  createHash('sha256').update(`veghe facts of ${county}`).digest()

/** A seal covers its fact and, through the seal before, everything earlier. */
export function sealOver(before: Buffer, fact: ChainedFact): Buffer {
  const body = Object.keys(fact.body)
    .sort()
    .map((name) => [name, fact.body[name]])
  const covered = [
    ...[fact.id, fact.county, fact.kind, fact.contactId, fact.caseId, fact.dispatchId, fact.teamId],
    ...[fact.staffId, fact.actorKind, fact.actorId, fact.at.toISOString(), fact.recordedAt.toISOString()],
    ...[body, fact.tx],
  ]
  return createHash('sha256').update(before).update(JSON.stringify(covered)).digest()
}
