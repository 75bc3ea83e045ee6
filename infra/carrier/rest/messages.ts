import { isWhatsApp, rfc2822 } from '../fixtures.ts'
import type { TextMessage } from '../register.ts'
import { segmentsOf } from '../segments.ts'
import { sendText } from '../texts.ts'
import { RestRefusal } from './errors.ts'
import { API, type Handler, paging, textOf } from './handler.ts'
import { fitsTime, listBody, pageOf } from './lists.ts'

const MAX_BODY = 1600

const create: Handler = {
  plays: ['To', 'From', 'MessagingServiceSid', 'Body', 'StatusCallback', 'ValidityPeriod', 'SmartEncoded'],
  serve(net, { form }) {
    const { account } = net
    const to = textOf(form, 'To') ?? ''
    const body = textOf(form, 'Body') ?? ''
    const service = textOf(form, 'MessagingServiceSid')
    const own = isWhatsApp(to) ? `whatsapp:${account.number}` : account.number
    const from = textOf(form, 'From') ?? own
    if (!/^(?:whatsapp:)?\+[1-9]\d{6,14}$/.test(to))
      throw new RestRefusal(21211, `The 'To' number ${to} is not a valid phone number.`)
    if (from !== own) throw new RestRefusal(21606)
    if (service && service !== account.messagingServiceSid) throw new RestRefusal(21701)
    if (body.length > MAX_BODY) throw new RestRefusal(21617)
    if (net.register.optedOut.has(to)) throw new RestRefusal(21610)
    const statusCallback = textOf(form, 'StatusCallback')
    const text = sendText(net, { to, from, body, messagingServiceSid: service, statusCallback })
    return { status: 201, body: messageBody(text) }
  },
}

const fetch: Handler = {
  plays: [],
  serve(net, { path }) {
    const text = net.register.texts.get(path.Sid ?? '')
    if (!text) throw new RestRefusal(20404)
    return { status: 200, body: messageBody(text) }
  },
}

const list: Handler = {
  plays: [...paging, 'To', 'From', 'DateSent', 'DateSent<', 'DateSent>'],
  serve(net, { query }) {
    const path = `${API}/Accounts/${net.account.accountSid}/Messages.json`
    const same = (name: string, value: string) => !query.has(name) || query.get(name) === value
    const page = pageOf(net.register.texts.values(), query, {
      path,
      sidOf: (text) => text.sid,
      fits: (text) =>
        same('To', text.to) && same('From', text.from) && fitsTime(query, 'DateSent', text.createdAt),
    })
    return { status: 200, body: listBody('messages', page, { path, view: messageBody }) }
  },
}

export const messageOperations: Record<string, Handler> = {
  CreateMessage: create,
  FetchMessage: fetch,
  ListMessage: list,
}

function messageBody(text: TextMessage): object {
  const uri = `${API}/Accounts/${text.accountSid}/Messages/${text.sid}`
  const isWaiting = text.status === 'queued' || text.status === 'accepted'
  return {
    sid: text.sid,
    account_sid: text.accountSid,
    messaging_service_sid: text.messagingServiceSid ?? null,
    from: text.from,
    to: text.to,
    body: text.body,
    direction: text.direction,
    status: text.status,
    num_segments: String(segmentsOf(text.body)),
    num_media: String(text.media?.length ?? 0),
    date_created: rfc2822(text.createdAt),
    date_updated: rfc2822(text.updatedAt),
    date_sent: isWaiting ? null : rfc2822(text.createdAt),
    error_code: text.errorCode ?? null,
    error_message: null,
    price: null,
    price_unit: 'USD',
    api_version: '2010-04-01',
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  }
}
