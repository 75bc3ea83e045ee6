import type { Text } from './leg.ts'
import type { Params } from './signature.ts'

/** What F16 and F17 say of what came beside a text. */
export function mediaParams({ accountSid, sid, media = [] }: Text): Params {
  const home = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media`
  const each = media.flatMap((one, at) => [
    [`MediaContentType${at}`, one.contentType],
    [`MediaUrl${at}`, `${home}/${one.sid}`],
  ])
  return { NumMedia: String(media.length), ...Object.fromEntries(each) }
}

/** WhatsApp's own word for a message. */
export function messageType({ media: [first] = [] }: Text): string {
  if (!first) return 'text'
  const [kind = ''] = first.contentType.split('/')
  return ['image', 'video', 'audio'].includes(kind) ? kind : 'document'
}
