import type { FactKind } from '@veghe/shared/audit/facts.codes.ts'
import { SafeHow } from '@veghe/shared/dispatch/dispatch.codes.ts'
import { PersonId } from '@veghe/shared/kernel/ids.ts'
import * as dispatch from '../dispatch/dispatch.ts'
import type { Reaction } from '../platform/chapter.ts'
import type { Ctx, Fact } from '../platform/context.ts'
import { change } from './cases.change.ts'
import { markSafe, markSeen } from './cases.persons.ts'
import type { CaseRow } from './cases.store.ts'
import * as store from './cases.store.ts'

/** The case shows how far its team has come; with several, the one sent last that is still out. */
async function dispatchMoved(ctx: Ctx, fact: Fact): Promise<void> {
  if (!fact.caseId) return
  const row = await store.lockCase(ctx, fact.caseId)
  const sent = await dispatch.ofCase(ctx, row.id)
  const shown = sent.findLast(({ endedAt }) => endedAt === null) ?? sent.at(-1)
  await change(ctx, row, {
    ...{ dispatchId: shown?.id ?? null, dispatchStep: shown?.step ?? null },
    ...(await childrenIn(ctx, row, fact)),
  })
}

async function childrenIn(ctx: Ctx, row: CaseRow, { kind, at, body = {} }: Fact): Promise<Partial<CaseRow>> {
  if (kind === 'dispatch.onScene') return { onSceneAt: row.onSceneAt ?? at }
  if (kind === 'dispatch.childSeen') {
    await markSeen(ctx, row.id, at)
    return { childSeenAt: row.childSeenAt ?? at }
  }
  if (kind === 'dispatch.childSafe') {
    const personId = body.personId ? PersonId.parse(body.personId) : null
    await markSafe(ctx, row.id, { at, how: SafeHow.parse(body.how), personId })
    return { childSeenAt: row.childSeenAt ?? at }
  }
  return {}
}

const steps: readonly FactKind[] = [
  'dispatch.sent',
  'dispatch.acknowledged',
  'dispatch.movedOn',
  'dispatch.enRoute',
  'dispatch.onScene',
  'dispatch.childSeen',
  'dispatch.transporting',
  'dispatch.childSafe',
  'dispatch.returning',
  'dispatch.ended',
  'dispatch.cancelled',
]

/** What dispatch reports back. */
export const casesReactions: readonly Reaction[] = steps.map((on) => ({
  on,
  records: [],
  run: dispatchMoved,
}))
