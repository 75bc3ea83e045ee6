import type { NewMedia } from '@veghe/infra/carrier/media.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import twilio from 'twilio'
import { runSql } from '../support/databases.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { operator } from '../support/queue.ts'
import type { InANetwork } from '../support/this-file.ts'
import { LocalClient } from './carrier.support.ts'

/** What callers send beside their texts, and what becomes of it here and there. */
export function attachmentsIn(here: InANetwork) {
  const writes = async (media: readonly NewMedia[], body = 'uitați') => {
    const text = await here.network.sendText({ from: here.someone(), body, media })
    await here.settles()
    return text.sid
  }
  /** Sent, and taken by somebody who is free. */
  const taken = async (media: readonly NewMedia[], body?: string) => {
    const sid = await writes(media, body)
    const ana = await operator(here.world)
    const { contactId } = await ana.does('queue.next', {})
    await here.settles()
    const beside = async () =>
      (await ana.asks('intake.contact', { contactId })).messages.flatMap(({ attachments }) => attachments)
    return { sid, ana, contactId, beside }
  }
  /** The types of what the carrier still has beside a text. */
  const atCarrier = async (sid: string): Promise<string[]> => {
    const { accountSid, authToken } = here.network.account
    const client = twilio(accountSid, authToken, { httpClient: new LocalClient(here.network.url) })
    return (await client.messages(sid).media.list()).map(({ contentType }) => contentType).toSorted()
  }
  const idsOf = async (sid: string): Promise<string[]> => {
    const found = 'select id from attachments where message_sid = $1 order by turn'
    return (await runSql<{ id: string }>(here.world.database.superUrl, found, [sid])).map(({ id }) => id)
  }
  const factsOf = async (
    contactId: ContactId,
    step: 'Kept' | 'Delayed' | 'Refused' | 'Cleared' | 'Forgotten',
  ) => bodiesOf(await factsAbout(here.world, contactId), `telephony.attachment${step}`)
  return { writes, taken, atCarrier, idsOf, factsOf }
}
