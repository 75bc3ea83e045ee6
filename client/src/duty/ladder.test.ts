import { DispatchId, PageId } from '@veghe/shared/kernel/ids.ts'
import { after, seconds } from '@veghe/shared/kernel/time.ts'
import type { Ladder } from '@veghe/shared/oncall/oncall.contract.ts'
import { describe, expect, it } from 'vitest'
import { type Asked, rungsOf } from './ladder.ts'

const start = new Date('2026-11-21T19:30:00Z')
const at = (s: number) => after(start, seconds(s))

const page = (channel: Asked['channel'], due: number, state: Asked['state'], round = 1): Asked => ({
  pageId: PageId.parse('01990000-0000-7000-8000-000000000001'),
  round,
  channel,
  responder: 'Oana Bălan',
  dueAt: at(due),
  sentAt: null,
  state,
})

const ladder = (steps: Asked[], more: Partial<Ladder> = {}): Ladder => ({
  id: DispatchId.parse('01990000-0000-7000-8000-000000000002'),
  version: 1,
  caseNumber: '2026-CJ-0411',
  priority: 'P0',
  place: 'Apahida',
  teamName: 'Echipa 3',
  state: 'running',
  startedAt: start,
  round: 1,
  steps,
  nextAt: at(120),
  acknowledgedBy: null,
  changedAt: start,
  ...more,
})

const firstRound = [
  page('app', 0, 'sent'),
  page('app', 0, 'seen'),
  page('sms', 30, 'delivered'),
  page('voice', 60, 'planned'),
]

describe('the ladder as a bar', () => {
  it('stands on the channel that is being tried', () => {
    const rungs = rungsOf(ladder(firstRound), at(45).getTime())
    expect(rungs.map((rung) => [rung.kind, rung.stands])).toEqual([
      ['app', 'done'],
      ['sms', 'now'],
      ['voice', 'ahead'],
      ['next', 'ahead'],
    ])
    expect(rungs[1]?.share).toBe(0.5)
  })

  it('shows the best news of each channel', () => {
    expect(rungsOf(ladder(firstRound), at(45).getTime()).map((rung) => rung.state)).toEqual([
      'seen',
      'delivered',
      'planned',
      null,
    ])
  })

  it('counts the second round from its own start and leaves the duty officer out of the bar', () => {
    const second = [
      page('app', 120, 'sent', 2),
      page('sms', 120, 'delivered', 2),
      page('voice', 120, 'sent', 2),
      page('sms', 150, 'planned', 2),
      page('voice', 180, 'planned', 2),
    ]
    const rungs = rungsOf(
      ladder([...firstRound, ...second], { round: 2, nextAt: at(240) }),
      at(130).getTime(),
    )
    expect(rungs.map((rung) => [rung.kind, rung.offsetMs])).toEqual([
      ['app', 0],
      ['sms', seconds(30)],
      ['voice', seconds(60)],
      ['next', seconds(120)],
    ])
    expect(rungs[1]?.state).toBe('planned')
  })

  it('shows the duty officer, called again, when no team is left to ask', () => {
    const alone = [page('sms', 120, 'delivered', 2), page('voice', 120, 'sent', 2)]
    const rungs = rungsOf(ladder([...firstRound, ...alone], { round: 2, nextAt: at(240) }), at(180).getTime())
    expect(rungs.map((rung) => [rung.kind, rung.stands, rung.state])).toEqual([
      ['officer', 'now', 'delivered'],
      ['again', 'ahead', null],
    ])
  })

  it('has nothing to draw when nobody was asked', () => {
    expect(rungsOf(ladder([], { nextAt: null }), at(5).getTime())).toEqual([])
  })
})
