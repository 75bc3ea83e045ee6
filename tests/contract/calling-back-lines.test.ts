import { beforeEach, expect, test } from 'vitest'
import { callingBack } from '../support/calling-back.ts'
import { nobodyWaits } from '../support/line.ts'
import { asChild } from '../support/silent-call.ts'
import { networkForThisFile } from '../support/this-file.ts'

const here = networkForThisFile({ paceMs: 300 })
const { lastTo, reached } = callingBack(here)
beforeEach(() => nobodyWaits(here.world))

/** Whoever was called back is asked whether they are in danger. */
async function asked() {
  const all = await reached()
  const { sid } = lastTo(all.child) ?? {}
  const hears = (words: string) =>
    here.network.seen(
      (entry) => entry.what === 'call.heard' && entry.sid === sid && entry.text.includes(words),
      15_000,
    )
  const timesInRoom = () =>
    here.network.journal().filter((entry) => entry.what === 'room.joined' && entry.sid === sid).length
  await all.ana.does('intake.startInterview', { contactId: all.contactId, ...asChild })
  await here.settles()
  await hears('Ești în pericol chiar acum?')
  return { ...all, hears, timesInRoom }
}

test('a child who is called back and cannot speak answers with keys, and comes back to the operator', async () => {
  const { child, ana, contactId, hears, timesInRoom } = await asked()

  await here.network.press({ phone: child }, '1')
  await hears('Ești acasă?')
  await ana.does('intake.stopInterview', { contactId })
  await here.settles()

  await here.network.seen(() => timesInRoom() === 2)
  expect((await ana.asks('triage.assessment', { contactId })).answers).toMatchObject({ danger_now: 'yes' })
})

test('a child who is called back and hangs up between two questions has said what they said', async () => {
  const { child, ana, contactId } = await asked()

  await here.network.hangUp({ phone: child })
  await here.settles()

  expect(await ana.asks('triage.interview', { contactId })).toMatchObject({
    ...{ state: 'ended', ending: 'hung_up' },
  })
})
