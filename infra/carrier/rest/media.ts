import { strikes } from '../faults.ts'
import type { Network } from '../network.ts'
import { mixedDown, wavOf } from '../sound/wav.ts'
import { RestRefusal } from './errors.ts'
import type { Reply } from './handler.ts'
import type { Incoming } from './requests.ts'

const address = /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})\/Recordings\/(RE[0-9a-f]{32})(?:\.wav)?$/

/**
 * The sound of a recording, for which Twilio's document has no operation: one channel, unless two are asked for.
 * Undefined for every other address.
 */
export function mediaOf(net: Network, { method, path, query }: Incoming): Reply | undefined {
  const [, accountSid, sid] = address.exec(path) ?? []
  if (method !== 'GET' || accountSid !== net.account.accountSid) return undefined
  const found = net.recordings.all().find((one) => one.sid === sid && one.status === 'completed')
  if (!found || strikes(net.faults, 'lateMedia')) throw new RestRefusal(20404)
  const isDual = found.channels === 2 && query.get('RequestedChannels') === '2'
  const whole = wavOf(isDual ? found.sound : [mixedDown(found.sound)])
  const sound = strikes(net.faults, 'garbledMedia') ? Buffer.from('<html></html>') : whole
  return { status: 200, body: {}, sound, isStalled: strikes(net.faults, 'stallMedia') }
}
