import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import type { Leg } from '@veghe/infra/carrier/leg.ts'
import { expect, test } from 'vitest'
import { orders, type Posted } from '../support/line.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile()

/** Everybody who is owed a call at this number. */
async function owedAt(from: string) {
  const officer = await here.world.signIn('duty_officer')
  const owed = await officer.asks('queue.callBacks', {})
  return owed.filter(({ callerDigits }) => callerDigits === from.slice(-3))
}
const left = (leg: Leg): Posted => ({
  path: '/twilio/left',
  params: fixtures.queueLeft(
    { ...leg, status: 'completed' },
    { queueSid: `QU${'3'.repeat(32)}`, seconds: 2, result: 'hangup' },
  ),
})
const oneOwed = [{ state: 'open', cause: 'abandoned', hasNumber: true, attempts: [] }]

test('a ring of two seconds is one call-back, in whatever order it is told of and however often', async () => {
  for (const order of orders([0, 1, 2])) {
    const from = here.someone()
    const leg = here.line.call(from)
    const told = [here.line.arrival(leg), here.line.end(leg, 2), left(leg)]

    for (const i of [...order, ...order]) {
      const posted = told[i]
      if (posted) expect((await here.line.posts(posted)).status).toBeLessThan(300)
    }

    expect([order, await owedAt(from)]).toMatchObject([order, oneOwed])
  }
})

test('a ring of two seconds of which everything is told at once is one call-back', async () => {
  for (let time = 0; time < 5; time++) {
    const from = here.someone()
    const leg = here.line.call(from)
    const told = [here.line.arrival(leg), here.line.end(leg, 2), left(leg)]

    const answers = await Promise.all([...told, ...told].map((posted) => here.line.posts(posted)))
    // Whoever found the other still at work is asked to come again, and the carrier does.
    for (const [i, { status }] of answers.entries()) {
      const posted = [...told, ...told][i]
      if (status === 503 && posted) expect((await here.line.posts(posted)).status).toBeLessThan(300)
    }

    expect(await owedAt(from)).toMatchObject(oneOwed)
  }
})

test.for(['completed', 'canceled', 'no-answer', 'busy', 'failed'] as const)(
  'a ring that the carrier calls %s is one call-back, told of or not before its end',
  async (status) => {
    for (const isTold of [true, false]) {
      const from = here.someone()
      const leg = here.line.call(from)
      if (isTold) await here.line.posts(here.line.arrival(leg))
      const end = fixtures.callStatus({ ...leg, status }, { sequence: 0, at: here.world.now(), seconds: 0 })

      expect((await here.line.posts({ path: '/twilio/status', params: end })).status).toBe(204)

      expect([isTold, await owedAt(from)]).toMatchObject([isTold, oneOwed])
    }
  },
)

test('a ring without a number is owed a call that nobody can make, and says so', async () => {
  const leg = here.line.call('anonymous')
  await here.line.posts(here.line.arrival(leg))
  await here.line.posts(here.line.end(leg, 2))

  const officer = await here.world.signIn('duty_officer')
  const owed = (await officer.asks('queue.callBacks', {})).filter(({ hasNumber }) => !hasNumber)
  expect(owed).toMatchObject([{ state: 'open', cause: 'abandoned', callerDigits: null }])
})
