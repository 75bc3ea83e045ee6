import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import twilio from 'twilio'
import { expect } from 'vitest'
import { runSql } from '../support/databases.ts'
import type { Person } from '../support/person.ts'
import { operator } from '../support/queue.ts'
import { openSoftphone } from '../support/softphone.ts'
import type { InANetwork } from '../support/this-file.ts'
import { LocalClient } from './carrier.support.ts'

const patiently = { timeout: 20_000, interval: 50 }

/** Calls by telephone that the carrier records, and what becomes of that here and there. */
export function recordedCalls(here: InANetwork) {
  const allIsDone = async () => {
    await here.settles()
    await here.world.settle()
  }
  const comesIn = async (who: Person, contactId: ContactId) => {
    const { token, gateway } = await who.asks('queue.lineToken', { contactId })
    const phone = await openSoftphone({ gateway: gateway ?? '', token })
    return phone.calls({ conf: contactId }, 1_000)
  }
  /** Somebody hums on the line, and a desk hums back. */
  const talking = async () => {
    const { sid } = await here.network.placeCall({ from: here.someone(), hum: 440 })
    await here.greeted(sid)
    const ana = await operator(here.world)
    const { contactId } = await ana.does('queue.next', {})
    await allIsDone()
    const desk = await comesIn(ana, contactId)
    await allIsDone()
    await expect.poll(() => desk.note(), patiently).toBe(440)
    return { sid, contactId, ana, desk, radu: await here.world.signIn('duty_officer') }
  }
  const stateOf = async (who: Person, contactId: ContactId) =>
    (await who.asks('intake.contact', { contactId })).recording
  const recordingIdOf = async (sid: string): Promise<string> => {
    const [row] = await runSql<{ id: string }>(
      here.world.database.superUrl,
      'select id from carrier_recordings where call_sid = $1',
      [sid],
    )
    return row?.id ?? ''
  }
  /** What the carrier still has of a call. */
  const atCarrier = async (sid: string): Promise<string[]> => {
    const { accountSid, authToken } = here.network.account
    const client = twilio(accountSid, authToken, { httpClient: new LocalClient(here.network.url) })
    return (await client.calls(sid).recordings.list()).map(({ status }) => status)
  }
  /** How often anybody has begun to fetch a sound. */
  const fetches = (): number =>
    here.network.journal().filter((entry) => entry.what === 'rest.answered' && entry.path.endsWith('.wav'))
      .length
  return { talking, comesIn, allIsDone, stateOf, recordingIdOf, atCarrier, fetches, patiently }
}
