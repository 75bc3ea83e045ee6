import { expect, test } from 'vitest'
import { operator } from '../support/queue.ts'
import { openSoftphone } from '../support/softphone.ts'
import { networkForThisFile } from '../support/this-file.ts'

const here = networkForThisFile({
  config: { media: { address: null, ports: null, calls: 20, records: false } },
})

test('where nothing may be recorded the carrier is asked for nothing of the kind, and no caller is told so', async () => {
  const { sid } = await here.network.placeCall({ from: '+40700081001' })
  await here.greeted(sid)
  const ana = await operator(here.world)
  const { contactId } = await ana.does('queue.next', {})
  await here.settles()
  const { token, gateway } = await ana.asks('queue.lineToken', { contactId })
  await (await openSoftphone({ gateway: gateway ?? '', token })).calls({ conf: contactId })
  await here.settles()

  expect((await ana.asks('intake.contact', { contactId })).recording).toBeNull()
  const paused = { contactId, isPaused: true }
  expect((await ana.tries('queue.pauseRecording', paused)).outcome).toBe('no_recording')
  expect((await ana.tries('queue.tellOfRecording', { contactId })).outcome).toBe('no_recording')
  await here.network.hangUp({ sid })
  await here.settles()
  await here.world.settle()
  const journal = here.network.journal().map((entry) => JSON.stringify(entry))
  expect(journal.filter((entry) => entry.includes('/Recordings'))).toEqual([])
  expect(journal.join()).toContain('Ați sunat la 119')
  expect(journal.join()).not.toContain('înregistrează')
})
