import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { reportingApi } from '@veghe/shared/reporting/reporting.contract.ts'
import type { Chapter, Handler } from '../platform/chapter.ts'
import { inboundSids } from '../telephony/count.ts'
import { reportingBoards, reportingReactions } from './reporting.boards.ts'
import type { Period } from './reporting.store.ts'
import * as reporting from './reporting.ts'

type Counted = { period: Period; sids: string[] | null }

/** Nothing is counted that may still be on its way from the carrier to us. */
const settleMs = 5_000

const ledger: Handler<'reporting.ledger', Counted> = {
  before: async (world, actor, asked) => {
    if (actor.kind === 'system') throw new Refusal('not_allowed')
    const period = reporting.ledgerPeriod(new Date(world.now().getTime() - settleMs), asked)
    return { period, sids: await inboundSids(world, actor.county, period) }
  },
  run: (ctx, _asked, { period, sids }) => reporting.ledger(ctx, period, sids),
  undo: async () => {},
}

const handlers = {
  'reporting.times': (ctx, asked) => reporting.times(ctx, asked),
  'reporting.figures': (ctx, asked) => reporting.figures(ctx, asked),
  'reporting.ledger': ledger,
  'reporting.counties': (ctx, asked) => reporting.counties(ctx, asked),
} satisfies { [A in keyof typeof reportingApi]: Handler<A> }

export const reportingChapter: Chapter = {
  name: 'reporting',
  handlers,
  boards: reportingBoards,
  reactions: reportingReactions,
}
