import type { TrunkCall } from '../carrier/trunk/words.ts'
import { addressIn, headerOf, nameIn, type SipRequest } from './message.ts'

/** What a border controller adds to a call, as the network's SIP domain passes it on. */
const passedOn = ['X-PAI', 'X-Cell-Id', 'X-Geo', 'X-Trunk-Region']
const longestHeader = 256

/** Who is called; nothing where that is no number. */
export function calledBy({ uri }: Pick<SipRequest, 'uri'>): string | undefined {
  const name = nameIn(uri)
  return /^\+?\d{1,20}$/.test(name) ? name : undefined
}

/** Who calls, and what the trunk says of where from. Whether it is believed is for the product to say, by `source`. */
export function callerIn(invite: SipRequest, { source, to }: Pick<TrunkCall, 'source' | 'to'>): TrunkCall {
  const name = nameIn(addressIn(headerOf(invite, 'from')))
  const isHidden = /\b(?:id|user|header)\b/i.test(headerOf(invite, 'privacy'))
  const asserted = addressIn(headerOf(invite, 'p-asserted-identity'))
  const said = passedOn.map((header): [string, string] => {
    const value = headerOf(invite, header.toLowerCase())
    return [header, header === 'X-PAI' ? value || asserted : value]
  })
  return {
    ...{ source, to, from: /^\+?\d{1,20}$/.test(name) && !isHidden ? name : 'anonymous' },
    headers: Object.fromEntries(said.filter(([, value]) => value !== '' && value.length <= longestHeader)),
  }
}
