import { seconds } from '@veghe/shared/kernel/time.ts'
import type { PageChannel, PageState } from '@veghe/shared/oncall/oncall.codes.ts'
import type { Ladder } from '@veghe/shared/oncall/oncall.contract.ts'

export type Asked = Ladder['steps'][number]

/**
 * One segment of the bar: a channel of the running round, or what comes at its end. With no team left to ask, the duty
 * officer is called `again` each round.
 */
export type Rung = {
  kind: PageChannel | 'officer' | 'next' | 'again'
  at: Date
  /** From the start of the round, in milliseconds. */
  offsetMs: number
  stands: 'done' | 'now' | 'ahead'
  /** How much of the running segment has gone by, 0 to 1. */
  share: number
  /** The best that is known of its pages; null for the next team. */
  state: PageState | null
}

/** What is worth knowing first, from nothing to a yes. */
const ranks: readonly PageState[] = [
  'planned',
  'stopped',
  'failed',
  'sent',
  'delivered',
  'seen',
  'declined',
  'acknowledged',
]

type Segment = Pick<Rung, 'kind' | 'state'> & { at: number }

const best = (pages: readonly Asked[]): PageState | null =>
  pages.map((page) => page.state).toSorted((a, b) => ranks.indexOf(b) - ranks.indexOf(a))[0] ?? null

export const roundStart = (ladder: Ladder): Date =>
  ladder.steps
    .filter((page) => page.round === ladder.round)
    .map((page) => page.dueAt)
    .toSorted((a, b) => a.getTime() - b.getTime())[0] ?? ladder.startedAt

/**
 * The running round as the bar draws it. A duty officer is texted and called at the very start of a round, a team never
 * is: beside a team those pages stand in the list below, alone they are the round.
 */
export function rungsOf(ladder: Ladder, now: number): Rung[] {
  const start = roundStart(ladder).getTime()
  const round = ladder.steps.filter((page) => page.round === ladder.round)
  const ofTeam = round.filter((page) => page.channel === 'app' || page.dueAt.getTime() >= start + seconds(1))
  const channels: Segment[] = (['app', 'sms', 'voice'] as const).flatMap((kind) => {
    const pages = ofTeam.filter((page) => page.channel === kind)
    const at = pages.map((page) => page.dueAt.getTime()).toSorted((a, b) => a - b)[0]
    return at === undefined ? [] : [{ kind, at, state: best(pages) }]
  })
  const isOfficerOnly = ofTeam.length === 0 && round.length > 0
  const asked: Segment[] = isOfficerOnly ? [{ kind: 'officer', at: start, state: best(round) }] : channels
  const end: Segment[] = ladder.nextAt
    ? [{ kind: isOfficerOnly ? 'again' : 'next', at: ladder.nextAt.getTime(), state: null }]
    : []
  const all = [...asked, ...end]
  const running = all.findLastIndex((rung) => rung.at <= now)
  return all.map(({ kind, at, state }, i) => {
    const end = all[i + 1]?.at ?? at
    const share = end > at ? Math.min(1, Math.max(0, (now - at) / (end - at))) : 1
    return {
      kind,
      at: new Date(at),
      offsetMs: at - start,
      stands: i < running ? 'done' : i === running ? 'now' : 'ahead',
      share,
      state,
    }
  })
}
