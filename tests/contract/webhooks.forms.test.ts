import { recordingStatus } from '@veghe/infra/carrier/fixtures.recordings.ts'
import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import { CALL_BACK_NUMBER } from '@veghe/infra/carrier/leg.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { orders, type Posted } from '../support/line.ts'
import { worldForThisFile } from '../support/this-file.ts'
import {
  abandoned,
  connecting,
  leftMessage,
  recordedOf,
  saidNothing,
  someone,
  textWaits,
  waits,
} from './webhooks.support.ts'

const here = worldForThisFile({ config: { callBackNumber: CALL_BACK_NUMBER } })
const recorded = recordedOf(here)
beforeEach(() => recorded.nobodyWaits())

/** The whole of it, and then the whole of it once more. */
async function toldInOrder(reports: readonly Posted[], order: readonly number[]): Promise<void> {
  for (const at of [...order, ...order]) {
    const report = reports[at]
    if (report) expect((await here.line.posts(report)).status).toBeLessThan(300)
  }
}

describe('whatever order it is told in, and each of it twice,', () => {
  test.each(orders([0, 1, 2, 3]))(
    'a caller who gave up is to be called back (%i %i %i %i)',
    async (...order) => {
      const { leg, about } = await recorded.parked()
      const { left, waiting } = recorded

      await toldInOrder(
        [waiting(leg, about), left(leg, about, 'hangup'), here.line.end(leg), here.line.arrival(leg)],
        order,
      )

      expect(await recorded.callStands(leg.sid)).toEqual([abandoned])
    },
  )

  test.each(orders([0, 1, 2, 3]))(
    'a conversation that ended is over and still in the operator’s hands (%i %i %i %i)',
    async (...order) => {
      const { leg, about } = await recorded.parked()
      await recorded.serve()
      const steps = ['participant-join', 'participant-leave', 'conference-end']

      await toldInOrder(
        [...steps.map((kind) => recorded.roomStep(leg, about, kind)), here.line.end(leg)],
        order,
      )

      const over = { ...connecting, callState: 'ended', live: false }
      expect(await recorded.callStands(leg.sid)).toEqual([over])
    },
  )

  test.each(orders([0, 1, 2, 3]))(
    'a caller who spoke after the tone is owed a call, by somebody who hears what they said (%i %i %i %i)',
    async (...order) => {
      const { leg, about } = await recorded.parked()
      const { left, spoken } = recorded
      const full = left(leg, about, 'queue-full')
      const said = { ...spoken(leg, about, { digits: 'hangup' }) }
      const kept = recordingStatus({
        ...{
          accountSid: leg.accountSid,
          callSid: leg.sid,
          sid: `RE${leg.sid.slice(2)}`,
          status: 'completed',
        },
        ...{ source: 'RecordVerb', channels: 1, seconds: 17, startedAt: here.world.now() },
      })
      const report = { path: `/twilio/recording?${about}`, params: kept }

      await toldInOrder([full, said, here.line.end(leg), report], order)

      expect(await recorded.messageStands(leg.sid)).toEqual([leftMessage])
    },
  )

  test.each(orders(['in-progress', 'completed'] as const))(
    'a recording is ready (%s %s)',
    async (...order) => {
      const { leg, about } = await recorded.parked()
      const { path, params } = await recorded.recording(leg, about, 'completed')
      const reports = order.map((status) => ({ path, params: { ...params, RecordingStatus: status } }))

      await toldInOrder(reports, [0, 1])

      expect(await recorded.recordingStands(leg.sid)).toEqual([{ reported: 'completed' }])
    },
  )

  const progress = ['initiated', 'ringing', 'in-progress', 'completed'] as const
  test.each(orders(progress))('a call of ours comes to its end (%s %s %s %s)', async (...order) => {
    const { id, report } = await recorded.planned()

    await toldInOrder(
      order.map((status) => report(status, progress.indexOf(status))),
      [0, 1, 2, 3],
    )

    expect(await recorded.intentStands(id)).toEqual([{ status: 'completed' }])
  })
})

describe('a call', () => {
  test.each(['busy', 'failed', 'no-answer', 'canceled'] as const)(
    'that ended as %s is over and owed a call back',
    async (status) => {
      const { leg } = await recorded.parked()
      const params = fixtures.callStatus({ ...leg, status }, { sequence: 0, at: here.world.now() })

      expect((await here.line.posts({ path: '/twilio/status', params })).status).toBe(204)

      expect(await recorded.callStands(leg.sid)).toEqual([abandoned])
    },
  )

  test.each(['queue-full', 'system-error', 'error'])(
    'for which the parking place had no room, „%s”, may leave a message, and still waits for somebody',
    async (result) => {
      const { leg, about } = await recorded.parked()

      const answer = await here.line.posts(recorded.left(leg, about, result))

      expect(answer.body).toContain('<Record')
      expect(await recorded.callStands(leg.sid)).toEqual([waits])

      await recorded.serve()
      expect((await here.line.posts(recorded.left(leg, about, result))).body).toContain('<Conference')
    },
  )

  test('whose document goes on behind the parking place may leave a message too', async () => {
    const leg = here.line.call(someone())
    const { body } = await here.line.posts(here.line.arrival(leg))
    const path = /<\/Enqueue><Redirect>([^<]*)<\/Redirect>/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''

    const answer = await here.line.posts({ path, params: here.line.arrival(leg).params })

    expect(answer.body).toContain('<Record')
    expect(await recorded.callStands(leg.sid)).toEqual([waits])
  })

  test('of somebody who said nothing after the tone and is still there is parked again', async () => {
    const { leg, about } = await recorded.parked()

    const answer = await here.line.posts(recorded.spoken(leg, about, { seconds: 0, digits: '#' }))

    expect(answer.body).toContain('<Enqueue')
    expect(await recorded.messageStands(leg.sid)).toEqual([saidNothing])
  })

  test.each([
    ['busy', '<Record'],
    ['no-answer', '<Record'],
    ['failed', '<Record'],
    ['canceled', '<Record'],
    ['completed', '<Conference'],
    ['answered', '<Conference'],
    ['a word of tomorrow', '<Conference'],
  ])('whose way into the conference ended as „%s” goes on at %s', async (status, verb) => {
    const { leg, about } = await recorded.parked()
    await recorded.serve()

    expect((await here.line.posts(recorded.dialled(leg, about, status))).body).toContain(verb)

    expect(await recorded.callStands(leg.sid)).toEqual([connecting])
  })

  test('that nobody knows begins anew when what the carrier keeps has rung in vain', async () => {
    const leg = here.line.call(someone())
    const { params } = recorded.dialled(leg, '', 'no-answer')

    const answer = await here.line.posts({ path: '/twilio/dialled', params })

    expect(answer.body).toContain('<Redirect>/twilio/voice</Redirect>')
  })

  test('to the number that call-backs show is told of no line before the tone', async () => {
    const leg = { ...here.line.call(someone()), to: CALL_BACK_NUMBER }
    const { body } = await here.line.posts(here.line.arrival(leg))
    const about = /\/twilio\/left\?([^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''

    const answer = await here.line.posts(recorded.left(leg, about, 'queue-full'))

    expect(answer.body).toContain('<Record')
    expect(answer.body).not.toMatch(/11[29]/)
  })

  test.each(['leave', 'a word of tomorrow'])(
    'that the parking place let go as „%s” is parked again',
    async (result) => {
      const { leg, about } = await recorded.parked()

      const answer = await here.line.posts(recorded.left(leg, about, result))

      expect(answer.body).toContain('<Enqueue')
      expect(await recorded.callStands(leg.sid)).toEqual([waits])
    },
  )

  test.each(['redirected', 'redirected-from-bridged', 'bridged', 'bridging-in-process'])(
    'that left the parking place as „%s” is left where it was taken',
    async (result) => {
      const { leg, about } = await recorded.parked()

      const answer = await here.line.posts(recorded.left(leg, about, result))

      expect(answer.body).not.toMatch(/<(?:Enqueue|Dial|Hangup)/)
      expect(await recorded.callStands(leg.sid)).toEqual([waits])
    },
  )

  test.each([
    ...['conference-start', 'conference-end', 'participant-join', 'participant-mute', 'participant-unmute'],
    ...['participant-hold', 'participant-unhold', 'participant-modify', 'participant-speech-start'],
    ...['participant-speech-stop', 'announcement-end', 'announcement-fail', 'a step of tomorrow'],
  ])('goes on at „%s” in its conference', async (kind) => {
    const { leg, about } = await recorded.parked()
    await recorded.serve()

    expect((await here.line.posts(recorded.roomStep(leg, about, kind))).status).toBe(204)

    expect(await recorded.callStands(leg.sid)).toEqual([connecting])
  })
})

test.each([
  ['a picture', { NumMedia: '1', MessageType: 'image', MediaContentType0: 'image/jpeg', Body: '' }],
  ['a place', { MessageType: 'location', Latitude: '46.77', Longitude: '23.59', Body: '' }],
  ['a button', { MessageType: 'button', ButtonText: 'Da', ButtonPayload: 'yes', Body: 'Da' }],
])('%s by WhatsApp is a contact that somebody has to look at', async (_what, more) => {
  const from = someone()
  const { sid, posted } = recorded.whatsApp(from, more)

  expect((await here.line.posts(posted)).status).toBe(200)

  expect(await recorded.textStands(sid)).toEqual([textWaits(from, 'whatsapp')])
})
