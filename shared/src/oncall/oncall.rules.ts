import type { StaffId } from '../kernel/ids.ts'
import { after, minutes, seconds } from '../kernel/time.ts'
import type { Priority } from '../triage/triage.codes.ts'
import type { PageChannel, PageState } from './oncall.codes.ts'

/** When each channel is tried, counted from the start of a round, and when the round is over. Milliseconds. */
export type LadderTimes = { app: number; sms: number; voice: number; nextTeam: number; alarm: number }

const urgent: LadderTimes = {
  app: 0,
  sms: seconds(30),
  voice: seconds(60),
  nextTeam: seconds(120),
  alarm: seconds(60),
}
const steady: LadderTimes = {
  app: 0,
  sms: minutes(5),
  voice: minutes(15),
  nextTeam: minutes(30),
  alarm: minutes(30),
}

/** Proposals of the domain page, to be set per county. A running ladder keeps the times it began with. */
export const defaultLadderTimes: Readonly<Record<Priority, LadderTimes>> = {
  P0: urgent,
  P1: urgent,
  P2: steady,
  P3: steady,
  P4: steady,
  N: steady,
}

export type PlannedPage = { staffId: StaffId; channel: PageChannel; dueAt: Date }

/** The pages of one round: every member on every channel, each channel at its time. */
export function planRound(members: readonly StaffId[], times: LadderTimes, startedAt: Date): PlannedPage[] {
  const channels: readonly PageChannel[] = ['app', 'sms', 'voice']
  return channels.flatMap((channel) =>
    members.map((staffId) => ({ staffId, channel, dueAt: after(startedAt, times[channel]) })),
  )
}

/** A duty officer is not asked by steps: text and call go out at once. */
export function planDutyOfficer(officers: readonly StaffId[], at: Date): PlannedPage[] {
  return officers.flatMap((staffId) => [
    { staffId, channel: 'sms' as const, dueAt: at },
    { staffId, channel: 'voice' as const, dueAt: at },
  ])
}

const reached: Readonly<Record<PageState, number>> = {
  planned: 0,
  sent: 1,
  failed: 2,
  delivered: 3,
  seen: 4,
  stopped: 5,
  declined: 6,
  acknowledged: 7,
}

/** A late report of the carrier never takes back what is already known. */
export const pageMoves = (from: PageState, to: PageState): boolean => reached[to] > reached[from]

/** „1”, „da”, „preiau”, „merg”: what a tired thumb types to say yes; „2” and „nu” say no. */
export function readAnswer(text: string): 'yes' | 'no' | null {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[.!\s]+$/, '')
  if (/^(?:1|da|ok|preiau|merg|igen|yes)$/.test(word)) return 'yes'
  return /^(?:2|nu|nu pot|nem|no)$/.test(word) ? 'no' : null
}
