import { setTimeout as sleep } from 'node:timers/promises'
import { isWhatsApp, messageStatus, smsIn, whatsAppIn } from './fixtures.ts'
import type { TextStatus } from './leg.ts'
import type { NewMedia } from './media.ts'
import type { Network } from './network.ts'
import type { TextMessage } from './register.ts'
import { newSid } from './sids.ts'
import { DocumentRefused, readDocument } from './twiml/read.ts'
import { isAnswer } from './webhooks.ts'

/** A text the product asks for through the REST API. */
export type WantedText = {
  to: string
  from: string
  body: string
  messagingServiceSid: string | undefined
  statusCallback: string | undefined
}

const UNREACHABLE = 30003
const WINDOW_CLOSED = 63016
/** For how long after a text of theirs a business may write freely on WhatsApp. */
const WINDOW_MS = 24 * 3_600_000

/** What a phone sends to the line. */
export type SentText = { from: string; body: string; media?: readonly NewMedia[] | undefined }

/** A text from a phone to the line. Resolves when the product has answered, or has failed to. */
export async function receiveText(net: Network, { media = [], ...sent }: SentText): Promise<TextMessage> {
  const { number, messagingServiceSid } = net.account
  const to = isWhatsApp(sent.from) ? `whatsapp:${number}` : number
  const sid = newSid(media.length > 0 ? 'MM' : 'SM')
  const beside = media.length > 0 ? { media: net.media.add(sid, media) } : {}
  const text = openText(net, { sid, direction: 'inbound', ...sent, ...beside, to, messagingServiceSid })
  const url = net.number.smsUrl
  const answer = await net.webhooks.ask({
    sid: text.sid,
    url,
    params: isWhatsApp(text.from) ? whatsAppIn(text) : smsIn(text),
  })
  if (isAnswer(answer) && answer.status < 300) checkReply(net, text.sid, answer.body)
  return text
}

/** Takes a text on; it travels by itself and its callbacks follow. */
export function sendText(net: Network, wanted: WantedText): TextMessage {
  const { to, from, body, messagingServiceSid } = wanted
  const text = openText(net, {
    sid: newSid('SM'),
    direction: 'outbound-api',
    from,
    to,
    body,
    messagingServiceSid,
  })
  void travel(net, text, wanted.statusCallback)
  return text
}

function openText(
  net: Network,
  text: Pick<TextMessage, 'sid' | 'direction' | 'from' | 'to' | 'body' | 'media' | 'messagingServiceSid'>,
): TextMessage {
  net.journal.record({ what: 'text.placed', ...text })
  const entered = net.register.texts.get(text.sid)
  if (!entered) throw new Error(`The register did not take up ${text.sid}.`)
  return entered
}

async function travel(net: Network, text: TextMessage, callback: string | undefined): Promise<void> {
  for (const { after, status, errorCode } of stagesOf(net, text)) {
    await sleep(after * net.secondMs)
    net.journal.record({ what: 'text.status', sid: text.sid, status, errorCode })
    if (callback)
      void net.webhooks.ask({ sid: text.sid, url: callback, params: messageStatus(text, net.now()) })
  }
}

type Stage = { after: number; status: TextStatus; errorCode?: number }

function stagesOf(net: Network, text: TextMessage): Stage[] {
  const queued: Stage = { after: 0, status: 'queued' }
  if (isWhatsApp(text.to) && !isWindowOpen(net, text))
    return [queued, { after: 0.3, status: 'failed', errorCode: WINDOW_CLOSED }]
  const arrives = !net.faults.unreachable.includes(text.to)
  const end: Stage = arrives
    ? { after: 0.7, status: 'delivered' }
    : { after: 5, status: 'undelivered', errorCode: UNREACHABLE }
  return [queued, { after: 0.3, status: 'sent' }, end]
}

const isWindowOpen = (net: Network, { to, createdAt }: TextMessage): boolean =>
  [...net.register.texts.values()].some(
    (one) => one.from === to && createdAt.getTime() - one.createdAt.getTime() < WINDOW_MS,
  )

function checkReply(net: Network, sid: string, body: string): void {
  if (body.trim() === '') return
  const url = net.number.smsUrl
  try {
    readDocument(body, { url, where: 'text' })
  } catch (error) {
    if (!(error instanceof DocumentRefused)) throw error
    net.journal.record({ what: 'document.refused', sid, url, code: error.code, reason: error.message })
  }
}
