import type { Leg } from '@veghe/infra/carrier/leg.ts'
import { describe, expect, test } from 'vitest'
import type { Posted } from '../support/line.ts'
import { worldForThisFile } from '../support/this-file.ts'
import {
  abandoned,
  connecting,
  leftMessage,
  leftNothing,
  type Made,
  recordedOf,
  saidNothing,
  someone,
  textWaits,
  waits,
} from './webhooks.support.ts'

/*
 * Every recorded request that the product has a door for, in all the ways in which a network or somebody else may
 * send it. F15 has a ladder to climb first and stands with the pages (`webhooks.pages.test.ts`).
 */

const here = worldForThisFile()
const recorded = recordedOf(here)

type Fixture = {
  name: string
  make: () => Promise<Made>
  /** How it stands when it was not told, and when it was. */
  untold: unknown[]
  told: unknown[]
}

const ofCall = ({ sid }: Leg, posted: Posted): Made => ({ posted, stands: () => recorded.callStands(sid) })

const arriving = (name: string, ring: () => Leg): Fixture => ({
  name,
  make: async () => {
    const leg = ring()
    return ofCall(leg, here.line.arrival(leg))
  },
  untold: [],
  told: [waits],
})

const border = { 'X-Cell-Id': '001-01-12A0-F1B2C3', 'X-Trunk-Region': 'REG-07' }

const calls: Fixture[] = [
  arriving('F1, a call by telephone', () => here.line.call(someone())),
  arriving('F2, a call through the SIP domain', () => {
    const from = someone()
    return here.line.call(from, { headers: { 'X-PAI': `tel:${from}`, ...border } })
  }),
  arriving('F3, a call with the number withheld', () => here.line.call('anonymous')),
  arriving('F3, a SIP call with the number withheld', () => here.line.call('anonymous', { headers: border })),
  {
    name: 'F4, a caller waits',
    make: async () => {
      const { leg, about } = await recorded.parked()
      return ofCall(leg, recorded.waiting(leg, about))
    },
    untold: [waits],
    told: [waits],
  },
  {
    name: 'F5, a key instead of a voice',
    make: async () => {
      const { leg, about } = await recorded.parked()
      await recorded.interviewed()
      return { posted: recorded.key(leg, about, '1'), stands: () => recorded.interviewStands(leg.sid) }
    },
    untold: [{ turn: 1, key: null }],
    told: [{ turn: 2, key: '1' }],
  },
  {
    name: 'F6, a waiting caller hung up',
    make: async () => {
      const { leg, about } = await recorded.parked()
      return ofCall(leg, recorded.left(leg, about, 'hangup'))
    },
    untold: [waits],
    told: [abandoned],
  },
  {
    name: 'F8, the end of a call',
    make: async () => {
      const { leg } = await recorded.parked()
      return ofCall(leg, here.line.end(leg, 63))
    },
    untold: [waits],
    told: [abandoned],
  },
  {
    name: 'F9, the caller left the conference',
    make: async () => {
      const { leg, about } = await recorded.parked()
      await recorded.serve()
      return ofCall(leg, recorded.roomStep(leg, about, 'participant-leave'))
    },
    untold: [connecting],
    told: [{ ...connecting, live: false }],
  },
  {
    name: 'F10, how far a call of ours has come',
    make: async () => {
      const { id, report } = await recorded.planned()
      return { posted: report('in-progress', 2), stands: () => recorded.intentStands(id) }
    },
    untold: [{ status: 'planned' }],
    told: [{ status: 'in_progress' }],
  },
  {
    name: 'F11, the recording of a call is ready',
    make: async () => {
      const { leg, about } = await recorded.parked()
      const posted = await recorded.recording(leg, about, 'completed')
      return { posted, stands: () => recorded.recordingStands(leg.sid) }
    },
    untold: [{ reported: null }],
    told: [{ reported: 'completed' }],
  },
  {
    name: 'F12, a voice message',
    make: async () => {
      const { leg, about } = await recorded.parked()
      return { posted: recorded.spoken(leg, about), stands: () => recorded.messageStands(leg.sid) }
    },
    untold: [saidNothing],
    told: [leftMessage],
  },
  {
    name: 'F12, a voice message of somebody who hung up',
    make: async () => {
      const { leg, about } = await recorded.parked()
      const posted = recorded.spoken(leg, about, { digits: 'hangup' })
      return { posted, stands: () => recorded.messageStands(leg.sid) }
    },
    untold: [saidNothing],
    told: [leftMessage],
  },
  {
    name: 'F12, somebody who hung up without a word',
    make: async () => {
      const { leg, about } = await recorded.parked()
      const posted = recorded.spoken(leg, about, { seconds: 0, digits: 'hangup' })
      return { posted, stands: () => recorded.messageStands(leg.sid) }
    },
    untold: [saidNothing],
    told: [leftNothing],
  },
  {
    name: 'F13, the conference of a caller could not be had',
    make: async () => {
      const { leg, about } = await recorded.parked()
      await recorded.serve()
      return ofCall(leg, recorded.dialled(leg, about, 'failed'))
    },
    untold: [connecting],
    told: [connecting],
  },
  {
    name: 'F14, a call by the fallback',
    make: async () => {
      const leg = here.line.call(someone())
      return ofCall(leg, recorded.fallback(leg))
    },
    untold: [],
    told: [waits],
  },
]

const texts: Fixture[] = [
  {
    name: 'F16, a text',
    make: async () => {
      const text = here.line.text('+40700109001', 'mă bate acum')
      return { posted: here.line.message(text), stands: () => recorded.textStands(text.sid) }
    },
    untold: [],
    told: [textWaits('+40700109001')],
  },
  {
    name: 'F17, a message by WhatsApp',
    make: async () => {
      const { sid, posted } = recorded.whatsApp('+40700109002')
      return { posted, stands: () => recorded.textStands(sid) }
    },
    untold: [],
    told: [textWaits('+40700109002', 'whatsapp')],
  },
  {
    name: 'F18, how far an answer has come',
    make: async () => {
      const { id, posted } = await recorded.answered()
      return { posted, stands: () => recorded.intentStands(id) }
    },
    untold: [{ status: 'planned' }],
    told: [{ status: 'delivered' }],
  },
]

describe.each([...calls, ...texts])('$name', ({ make, untold, told }) => {
  const made = async (): Promise<Made> => {
    await recorded.nobodyWaits()
    return make()
  }
  const posts = (posted: Posted) => here.line.posts(posted)

  test('is taken in', async () => {
    const { posted, stands } = await made()
    expect(await stands()).toEqual(untold)

    expect((await posts(posted)).status).toBeLessThan(300)

    expect(await stands()).toEqual(told)
  })

  test('told three times, twice at once, and once more after ten minutes, is told once', async () => {
    const { posted, stands } = await made()

    const answers = [...(await Promise.all([posts(posted), posts(posted)])), await posts(posted)]

    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1)
    expect(await stands()).toEqual(told)
    here.world.at(new Date(here.world.now().getTime() + 600_000).toISOString())
    expect((await posts(posted)).status).toBeLessThan(300)
    expect(await stands()).toEqual(told)
  })

  test('with a field that nobody knows yet is taken in', async () => {
    const { posted, stands } = await made()
    const params = { ...posted.params, NewInTwentyEight: 'da & nu = „poate”' }

    expect((await posts({ ...posted, params })).status).toBeLessThan(300)

    expect(await stands()).toEqual(told)
  })

  test.each([
    ['unsigned', { signature: 'missing' }, 400],
    ['signed by somebody else', { signature: 'wrong' }, 403],
    ['changed on its way', { changed: ['AccountSid=AC', 'AccountSid=AD'] }, 403],
  ] as const)('%s is refused and changes nothing', async (_how, how, status) => {
    const { posted, stands } = await made()

    expect(await here.line.posts(posted, how)).toEqual({ status, body: '' })

    expect(await stands()).toEqual(untold)
  })

  test('longer than 64 KB is refused and changes nothing', async () => {
    const { posted, stands } = await made()
    const params = { ...posted.params, Padding: 'x'.repeat(65 * 1024) }

    expect(await posts({ ...posted, params })).toEqual({ status: 413, body: '' })

    expect(await stands()).toEqual(untold)
  })
})
