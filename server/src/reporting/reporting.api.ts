import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { reportingApi } from '@veghe/shared/reporting/reporting.contract.ts'
import type { Chapter, Handler, World } from '../platform/chapter.ts'
import { inbound } from '../telephony/count.ts'
import { standingCounties } from '../telephony/lines.ts'
import { reportingBoards, reportingReactions } from './reporting.boards.ts'
import { countiesOfCalls, type Period } from './reporting.store.ts'
import * as reporting from './reporting.ts'

type Counted = { period: Period; sids: string[] | null }

/** Nothing is counted that may still be on its way from the carrier to us. */
const settleMs = 5_000

/** A call counts where it stands, not for the county of the line it came in on: no other would ever find it. */
async function carriedFor(world: World, county: CountyCode, period: Period): Promise<string[] | null> {
  const carried = await inbound(world, county, period)
  if (!carried) return null
  const sids = carried.map(({ sid }) => sid)
  const standing =
    standingCounties(world.config).length === 1
      ? new Map<string, CountyCode>()
      : await world.transact({ kind: 'system' }, (ctx) => countiesOfCalls(ctx, sids), { onlyLooks: true })
  return carried.filter((one) => (standing.get(one.sid) ?? one.county) === county).map(({ sid }) => sid)
}

const ledger: Handler<'reporting.ledger', Counted> = {
  before: async (world, actor, asked) => {
    if (actor.kind === 'system') throw new Refusal('not_allowed')
    const period = reporting.ledgerPeriod(new Date(world.now().getTime() - settleMs), asked)
    return { period, sids: await carriedFor(world, actor.county, period) }
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
