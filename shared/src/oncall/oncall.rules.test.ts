import { expect, test } from 'vitest'
import { newId, type StaffId } from '../kernel/ids.ts'
import { after, seconds } from '../kernel/time.ts'
import { defaultLadderTimes, pageMoves, planDutyOfficer, planRound, readAnswer } from './oncall.rules.ts'

const start = new Date('2030-01-01T01:00:00Z')
const [ana, ion] = [newId<StaffId>(start), newId<StaffId>(start)]

test('a critical dispatch rings the app at once, a text after 30 s, the phone after 60 s', () => {
  const pages = planRound([ana, ion], defaultLadderTimes.P0, start)
  expect(pages.map(({ channel, dueAt }) => [channel, dueAt.getTime() - start.getTime()])).toEqual([
    ['app', 0],
    ['app', 0],
    ['sms', 30_000],
    ['sms', 30_000],
    ['voice', 60_000],
    ['voice', 60_000],
  ])
})

test('the second team is asked after two minutes for P1 and after half an hour for P2', () => {
  expect(defaultLadderTimes.P1.nextTeam).toBe(120_000)
  expect(defaultLadderTimes.P2.nextTeam).toBe(1_800_000)
})

test('a duty officer is texted and called at the same moment', () => {
  const at = after(start, seconds(120))
  expect(planDutyOfficer([ana], at)).toEqual([
    { staffId: ana, channel: 'sms', dueAt: at },
    { staffId: ana, channel: 'voice', dueAt: at },
  ])
})

test('a late delivery report does not take back that the page was seen', () => {
  expect(pageMoves('seen', 'delivered')).toBe(false)
  expect(pageMoves('sent', 'delivered')).toBe(true)
  expect(pageMoves('stopped', 'acknowledged')).toBe(true)
})

test.each([
  ['1', 'yes'],
  [' Da. ', 'yes'],
  ['PREIAU', 'yes'],
  ['2', 'no'],
  ['nu pot', 'no'],
  ['ce adresă?', null],
])('the text „%s” answers a page with %s', (text, answer) => {
  expect(readAnswer(text)).toBe(answer)
})
