import type { FactKind } from '@veghe/shared/audit/facts.codes.ts'
import { ContactId } from '@veghe/shared/kernel/ids.ts'
import { flush } from '../audit/audit.ts'
import type { Board, Reaction } from '../platform/chapter.ts'
import { byContact, timesOf } from './reporting.store.ts'
import { entryOf, moved } from './reporting.ts'

const timesBoard: Board<'times.changed'> = {
  push: 'times.changed',
  read: async (ctx, id) => {
    const [row] = await timesOf(ctx, byContact(ContactId.parse(id)))
    return row ? { body: entryOf(row) } : null
  },
}

/** The facts from which the clock is read. A new contact shows with its first step by a person, not in the webhook. */
const onTheClock: readonly FactKind[] = [
  'queue.answered',
  'intake.placeConfirmed',
  'triage.prioritySet',
  'dispatch.sent',
  'dispatch.acknowledged',
  'dispatch.enRoute',
  'dispatch.onScene',
  'dispatch.childSeen',
  'dispatch.childSafe',
  'intake.closed',
  'cases.closed',
]

export const reportingBoards: readonly Board[] = [timesBoard]

/** Changes nothing: tells the managers' page that a line of it moved. */
export const reportingReactions: readonly Reaction[] = onTheClock.map((on) => ({
  on,
  records: [],
  run: async (ctx, fact) => {
    await flush(ctx)
    for (const row of await moved(ctx, fact)) ctx.tell('times.changed', entryOf(row), { county: row.county })
  },
}))
