import { z } from 'zod'
import { TeamStatus } from '../dispatch/dispatch.codes.ts'
import { command, push, query } from '../kernel/contract.ts'
import { AlarmId, CaseId, ContactId, DispatchId, PageId, ShiftId, StaffId, TeamId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { Priority } from '../triage/triage.codes.ts'
import { AlarmKind, DeclineReason, PageChannel, PageState } from './oncall.codes.ts'

export const TeamEntry = z.object({
  id: TeamId,
  version: z.int(),
  name: z.string(),
  members: z.array(z.object({ staffId: StaffId, name: z.string() })),
  status: TeamStatus,
  since: Instant,
  base: z.string(),
  onShift: z.boolean(),
  shiftEndsAt: Instant.nullable(),
  dispatchId: DispatchId.nullable(),
  /** How many members have the app with push; a phone without it is reached by SMS and voice. */
  withApp: z.int(),
  changedAt: Instant,
})
export type TeamEntry = z.infer<typeof TeamEntry>

/** The ladder of one dispatch, frozen when it starts: which channel, when, what came of it. */
export const Ladder = z.object({
  id: DispatchId,
  version: z.int(),
  caseNumber: z.string(),
  priority: Priority,
  place: z.string().nullable(),
  teamName: z.string(),
  state: z.enum(['running', 'acknowledged', 'stopped', 'exhausted']),
  startedAt: Instant,
  round: z.int(),
  steps: z.array(
    z.object({
      pageId: PageId,
      round: z.int(),
      channel: PageChannel,
      responder: z.string(),
      dueAt: Instant,
      sentAt: Instant.nullable(),
      state: PageState,
    }),
  ),
  nextAt: Instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  changedAt: Instant,
})
export type Ladder = z.infer<typeof Ladder>

export const Alarm = z.object({
  id: AlarmId,
  version: z.int(),
  kind: AlarmKind,
  priority: Priority.nullable(),
  state: z.enum(['raised', 'acknowledged', 'ended']),
  raisedAt: Instant,
  place: z.string().nullable(),
  teamName: z.string().nullable(),
  caseNumber: z.string().nullable(),
  contactId: ContactId.nullable(),
  caseId: CaseId.nullable(),
  dispatchId: DispatchId.nullable(),
  acknowledgedBy: z.string().nullable(),
  changedAt: Instant,
})
export type Alarm = z.infer<typeof Alarm>

export const OnCallNow = z.object({
  shifts: z.array(
    z.object({
      id: ShiftId,
      kind: z.enum(['team', 'duty_officer']),
      name: z.string(),
      startsAt: Instant,
      endsAt: Instant,
    }),
  ),
  dutyOfficer: z.object({ staffId: StaffId, name: z.string() }).nullable(),
})

export type OnCallNow = z.infer<typeof OnCallNow>

export const oncallApi = {
  'oncall.now': query({ input: z.object({}), reply: OnCallNow }),
  'oncall.teams': query({ input: z.object({}), reply: z.array(TeamEntry) }),
  'oncall.ladders': query({ input: z.object({}), reply: z.array(Ladder) }),
  /** „Preiau”: stops every channel at once. The first acknowledgement wins. */
  'oncall.acknowledge': command({
    input: z.object({ dispatchId: DispatchId, at: Instant.optional() }),
    reply: Ladder,
  }),
  /** „Nu pot”, with a reason: moves on to the next team at once. */
  'oncall.decline': command({
    input: z.object({ dispatchId: DispatchId, reason: DeclineReason }),
    reply: Ladder,
  }),
  'oncall.seen': command({
    input: z.object({ dispatchId: DispatchId }),
    reply: z.object({ seen: z.literal(true) }),
  }),
  'oncall.setStatus': command({
    input: z.object({ teamId: TeamId, status: z.enum(['1', '8']) }),
    reply: TeamEntry,
  }),
  'oncall.addDevice': command({
    input: z.object({
      endpoint: z.url().max(1000),
      keys: z.object({ p256dh: z.string().max(200), auth: z.string().max(100) }),
    }),
    reply: z.object({ added: z.literal(true) }),
  }),
  'oncall.pushKey': query({ input: z.object({}), reply: z.object({ publicKey: z.string() }) }),
  'oncall.alarms': query({ input: z.object({}), reply: z.array(Alarm) }),
  /** „Mă ocup eu”: names the owner, stops the sound everywhere, keeps the light. Not one's own SOS. */
  'oncall.acknowledgeAlarm': command({ input: z.object({ alarmId: AlarmId }), reply: Alarm }),
  'oncall.endAlarm': command({ input: z.object({ alarmId: AlarmId, version: z.int() }), reply: Alarm }),
}

export const oncallPushes = {
  'team.changed': push({ heardBy: 'oncall.teams', body: TeamEntry }),
  'ladder.changed': push({ heardBy: 'oncall.ladders', body: Ladder }),
  'alarm.changed': push({ heardBy: 'oncall.alarms', body: Alarm }),
}
