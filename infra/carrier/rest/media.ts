import { strikes } from '../faults.ts'
import type { Network } from '../network.ts'
import { mixedDown, wavOf } from '../sound/wav.ts'
import { RestRefusal } from './errors.ts'
import type { Reply } from './handler.ts'
import type { Incoming } from './requests.ts'

/** From where Twilio hands over what came beside a text, to whoever knows its whole address. */
export const MEDIA_HOST = 'mms.twiliocdn.com'

const account = '^/2010-04-01/Accounts/(AC[0-9a-f]{32})'
const recording = new RegExp(`${account}/Recordings/(RE[0-9a-f]{32})(?:\\.wav)?$`)
const beside = new RegExp(`${account}/Messages/((?:SM|MM)[0-9a-f]{32})/Media/(ME[0-9a-f]{32})$`)
const handedOver = /^\/(AC[0-9a-f]{32})\/([0-9a-f]{32})$/

/** What Twilio's document has no operation for. Undefined for every other address. */
export function mediaOf(net: Network, incoming: Incoming): Reply | undefined {
  return incoming.method === 'GET' ? (soundOf(net, incoming) ?? placeOf(net, incoming)) : undefined
}

/** The sound of a recording: one channel, unless two are asked for. */
function soundOf(net: Network, { path, query }: Incoming): Reply | undefined {
  const [, accountSid, sid] = recording.exec(path) ?? []
  if (accountSid !== net.account.accountSid) return undefined
  const found = net.recordings.all().find((one) => one.sid === sid && one.status === 'completed')
  if (!found || strikes(net.faults, 'lateMedia')) throw new RestRefusal(20404)
  const isDual = found.channels === 2 && query.get('RequestedChannels') === '2'
  return handOver(net, 'audio/x-wav', wavOf(isDual ? found.sound : [mixedDown(found.sound)]))
}

/** What came beside a text is handed over elsewhere, without credentials. */
function placeOf(net: Network, { path }: Incoming): Reply | undefined {
  const [, accountSid, messageSid = '', sid = ''] = beside.exec(path) ?? []
  if (accountSid !== net.account.accountSid) return undefined
  const found = net.media.find(messageSid, sid)
  if (!found || strikes(net.faults, 'lateMedia')) throw new RestRefusal(20404)
  return { status: 307, body: {}, location: `https://${MEDIA_HOST}/${accountSid}/${found.key}` }
}

export function mediaAt(net: Network, { method, path }: Incoming): Reply {
  const [, accountSid, key = ''] = handedOver.exec(path) ?? []
  const found = method === 'GET' && accountSid === net.account.accountSid && net.media.byKey(key)
  if (!found) throw new RestRefusal(20404)
  return handOver(net, found.contentType, found.content)
}

function handOver(net: Network, type: string, whole: Buffer): Reply {
  const bytes = strikes(net.faults, 'garbledMedia') ? Buffer.from('<html></html>') : whole
  return { status: 200, body: {}, content: { type, bytes }, isStalled: strikes(net.faults, 'stallMedia') }
}
