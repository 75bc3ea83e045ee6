import { recordingStatus, type TellsOf } from '@veghe/infra/carrier/fixtures.recordings.ts'
import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import { type CallStatus, type Leg, outboundLeg, softphoneLeg } from '@veghe/infra/carrier/leg.ts'
import { deskName } from '@veghe/server/telephony/desk.ts'
import { planCall } from '@veghe/server/telephony/telephony.ts'
import { CountyCode, newId } from '@veghe/shared/kernel/ids.ts'
import { runSql } from '../support/databases.ts'
import { nobodyWaits, type Posted } from '../support/line.ts'
import { operator } from '../support/queue.ts'
import type { AtTheLine } from '../support/this-file.ts'

/** A request that is about to be posted, and how what it is about stands now, without ids and times. */
export type Made = { posted: Posted; stands: () => Promise<unknown> }

const county = CountyCode.parse('CJ')
const queueSid = `QU${'3'.repeat(32)}`
const place = { queueSid, position: 3, seconds: 42, average: 35, size: 5, max: 1000 }

let numbered = 0
export const someone = () => `+4070010${String(1000 + ++numbered)}`

export const waits = {
  ...{ channel: 'voice', callState: 'ringing', state: 'waiting', live: true, ending: null, callBacks: 0 },
}
export const abandoned = {
  ...{ channel: 'voice', callState: 'ended', state: 'ended', live: false, ending: 'abandoned', callBacks: 1 },
}
const quiet = { state: 'waiting', live: true, ending: null, cause: null, seconds: null }
const owed = { state: 'ended', live: false, ending: 'abandoned', cause: 'abandoned', callBacks: 1 }
export const saidNothing = { ...quiet, callBacks: 0, messages: 0, facts: 0 }
export const leftNothing = { ...owed, seconds: null, messages: 0, facts: 0 }
export const leftMessage = { ...owed, seconds: 17, messages: 1, facts: 1 }
export const connecting = { ...waits, callState: 'connecting', state: 'held' }
export const textWaits = (from: string, channel: 'sms' | 'whatsapp' = 'sms') => ({
  ...{ direction: 'in', status: 'received', channel, digits: from.slice(-3), state: 'waiting' },
  messages: 1,
})

/** The recorded requests, each with what has to come before it. */
export const recordedOf = (here: AtTheLine) => ({ ...standings(here), ...ofCalls(here), ...ofWork(here) })

function standings(here: AtTheLine) {
  const ask = (sql: string, of: string) => runSql(here.world.database.superUrl, sql, [of])
  return {
    callStands: (sid: string) =>
      ask(
        `select c.channel, c.call_state as "callState", e.state, e.live, e.ending,
          (select count(*)::int from call_backs b where b.contact_id = c.id) as "callBacks"
          from contacts c join entries e on e.contact_id = c.id where c.call_sid = $1`,
        sid,
      ),
    /** With what was said after the tone, as the carrier's side of it stands and as the call-back shows it. */
    messageStands: (sid: string) =>
      ask(
        `select e.state, e.live, e.ending, b.cause, b.voice_message_seconds as seconds,
          (select count(*)::int from call_backs b where b.contact_id = c.id) as "callBacks",
          (select count(*)::int from carrier_recordings r
            where r.contact_id = c.id and r.kind = 'voice_message' and r.id = b.voice_message_id) as messages,
          (select count(*)::int from facts f
            where f.contact_id = c.id and f.kind = 'telephony.voiceMessageLeft') as facts
          from contacts c join entries e on e.contact_id = c.id
          left join call_backs b on b.contact_id = c.id where c.call_sid = $1`,
        sid,
      ),
    textStands: (sid: string) =>
      ask(
        `select m.direction, m.status, c.channel, c.digits, e.state,
          (select count(*)::int from messages o where o.contact_id = c.id) as messages
          from messages m join contacts c on c.id = m.contact_id join entries e on e.contact_id = c.id
          where m.provider_sid = $1`,
        sid,
      ),
    interviewStands: (sid: string) =>
      ask(
        `select i.turn, i.asked -> 0 ->> 'key' as key
          from interviews i join contacts c on c.id = i.contact_id where c.call_sid = $1`,
        sid,
      ),
    recordingStands: (sid: string) => ask('select reported from carrier_recordings where call_sid = $1', sid),
    intentStands: (id: string) => ask('select status from intents where id = $1', id),
  }
}

function ofCalls(here: AtTheLine) {
  return {
    /** A call that is parked, and what the product's own addresses say of it. */
    parked: async () => {
      const leg = here.line.call(someone())
      const { body } = await here.line.posts(here.line.arrival(leg))
      const about = /\/twilio\/left\?([^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''
      return { leg, about }
    },
    waiting: (leg: Leg, about: string): Posted => ({
      path: `/twilio/wait?${about}`,
      params: fixtures.voiceWait({ ...leg, status: 'in-progress' }, place),
    }),
    key: (leg: Leg, about: string, digits: string): Posted => ({
      path: `/twilio/interview?${about}&turn=1`,
      params: fixtures.gathered(fixtures.voiceInbound({ ...leg, status: 'in-progress' }), digits),
    }),
    left: (leg: Leg, about: string, result: string): Posted => ({
      path: `/twilio/left?${about}`,
      params: {
        ...fixtures.queueLeft({ ...leg, status: 'completed' }, { queueSid, seconds: 57, result: 'hangup' }),
        QueueResult: result,
      },
    }),
    roomStep: (leg: Leg, about: string, kind: string): Posted => ({
      path: `/twilio/conf?${about}`,
      params: fixtures.conferenceStep(
        {
          sid: `CF${'6'.repeat(32)}`,
          name: new URLSearchParams(about).get('contact') ?? '',
          accountSid: here.line.accountSid,
        },
        { kind, sequence: 4, at: here.world.now() },
        { CallSid: leg.sid, ParticipantLabel: 'caller', ReasonParticipantLeft: 'participant_hung_up' },
      ),
    }),
    /** A desk has come to the caller, who knows of it, and the carrier tells of what it records. */
    recording: async (leg: Leg, about: string, status: TellsOf['status']): Promise<Posted> => {
      await here.line.posts({
        path: `/twilio/wait?${about}&told=yes`,
        params: fixtures.voiceWait({ ...leg, status: 'in-progress' }, place),
      })
      const ana = await operator(here.world)
      await ana.does('queue.next', {})
      const { accountSid, sid: callSid } = leg
      const account = { accountSid, twimlAppSid: `AP${'5'.repeat(32)}` }
      const identity = deskName({ staffId: ana.staffId, county })
      const params = fixtures.softphoneCalls(softphoneLeg(account, { identity }), {
        application: account.twimlAppSid,
        params: { conf: new URLSearchParams(about).get('contact') ?? '' },
      })
      await here.line.posts({ path: '/twilio/client', params })
      const recording = { accountSid, callSid, status, sid: `RE${'7'.repeat(32)}`, seconds: 61 }
      return {
        path: `/twilio/recording?${about}`,
        params: recordingStatus({ ...recording, startedAt: here.world.now() }),
      }
    },
    spoken: (leg: Leg, about: string, { seconds = 17, digits = '#' } = {}): Posted => ({
      path: `/twilio/spoken?${about}`,
      params: fixtures.recorded(
        { ...leg, status: digits === 'hangup' ? 'completed' : 'in-progress' },
        { sid: `RE${leg.sid.slice(2)}`, seconds, digits },
      ),
    }),
    dialled: (leg: Leg, about: string, status: string): Posted => ({
      path: `/twilio/dialled?${about}`,
      params: fixtures.dialEnded({ ...leg, status: 'in-progress' }, { status }),
    }),
    fallback: (leg: Leg): Posted => ({
      path: '/twilio/fallback',
      params: fixtures.fallback(leg, { code: 11200, url: 'http://localhost:1190/twilio/voice' }),
    }),
    whatsApp: (from: string, more: Posted['params'] = {}) => {
      const text = here.line.text(`whatsapp:${from}`, 'mă bate acum')
      const own = { WaId: from.slice(1), ProfileName: 'Alia', MessageType: 'text', ChannelMetadata: '{}' }
      const params = { ...fixtures.smsIn(text), To: `whatsapp:${here.line.number}`, ...own, ...more }
      return { sid: text.sid, posted: { path: '/twilio/messages', params } }
    },
  }
}

function ofWork(here: AtTheLine) {
  return {
    /** An operator has taken the only caller there is. */
    serve: async () => {
      await (await operator(here.world)).does('queue.next', {})
    },
    /** A caller who cannot speak is asked the first question. */
    interviewed: async () => {
      const ana = await operator(here.world)
      const { contactId } = await ana.does('queue.next', {})
      await ana.does('intake.startInterview', { contactId, language: 'ro', wording: 'child' })
    },
    /** An answer on its way, and the report that it arrived. */
    answered: async () => {
      const text = here.line.text(someone(), 'alo')
      await here.line.posts(here.line.message(text))
      const ana = await operator(here.world)
      const { contactId } = await ana.does('queue.next', {})
      await ana.does('intake.reply', { contactId, text: 'Sunt aici.' })
      const [intent] = await runSql<{ id: string }>(
        here.world.database.superUrl,
        'select i.id from intents i join messages m on m.id = i.subject_id where m.contact_id = $1',
        [contactId],
      )
      const sent = { ...text, direction: 'outbound-api', status: 'delivered' } as const
      const path = `/twilio/messages/status?intent=${intent?.id}&county=CJ`
      return {
        id: intent?.id ?? '',
        posted: { path, params: fixtures.messageStatus(sent, here.world.now()) },
      }
    },
    /** A call of ours that the carrier has not been asked for yet, and the reports on it. */
    planned: async () => {
      const to = someone()
      const id = await here.world.server.transact({ kind: 'system' }, (ctx) =>
        planCall(ctx, {
          ...{ county, purpose: 'oncall.watchdog', subjectId: newId<string>(ctx.now) },
          ...{ to, script: 'watchdog' },
        }),
      )
      const leg = outboundLeg({ accountSid: here.line.accountSid, number: here.line.number }, { to })
      const report = (status: CallStatus, sequence: number): Posted => ({
        path: `/twilio/status?intent=${id}&county=CJ`,
        params: fixtures.callStatus({ ...leg, status }, { sequence, at: here.world.now() }),
      })
      return { id, report }
    },
    nobodyWaits: () => nobodyWaits(here.world),
  }
}
