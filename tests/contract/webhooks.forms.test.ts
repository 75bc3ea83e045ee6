import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { orders, type Posted } from '../support/line.ts'
import { worldForThisFile } from '../support/this-file.ts'
import { abandoned, connecting, recordedOf, someone, textWaits, waits } from './webhooks.support.ts'

const here = worldForThisFile()
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

  test.each(['queue-full', 'system-error', 'error', 'leave', 'a word of tomorrow'])(
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
