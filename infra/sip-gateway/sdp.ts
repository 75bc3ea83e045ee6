import { isIPv4 } from 'node:net'

/** G.711, the two ways of writing it: what every trunk speaks, and browsers too. */
export type Codec = 'PCMU' | 'PCMA'

export type Offer = {
  address: string
  port: number
  codec: Codec
  payloadType: number
  /** Under which type pressed keys come, where they do. */
  keysType: number | undefined
  /** Which of the offered lines is ours, and of what kind all of them are. */
  line: number
  lines: readonly string[]
}

const known: Readonly<Record<string, string>> = { 0: 'PCMU/8000', 8: 'PCMA/8000' }
const mostLines = 8

/** Nothing where no sound can come of it: no telephone codec, encrypted, on hold, or at no address of ours. */
export function readOffer(sdp: string): Offer | undefined {
  const [session = '', ...media] = sdp.replace(/\r\n/g, '\n').split(/^(?=m=)/m)
  if (!session.startsWith('v=0\n') || media.length > mostLines) return undefined
  const line = media.findIndex((one) =>
    /^m=audio [1-9]\d{0,4}(?:\/1)? RTP\/AVP(?: \d{1,3})+(?:\n|$)/.test(one),
  )
  const audio = media[line]
  if (!audio || /^a=(?:sendonly|recvonly|inactive)$/m.test(audio)) return undefined
  const [, port, , types = ''] = /^m=audio (\d+)(\/1)? RTP\/AVP((?: \d{1,3})+)/.exec(audio) ?? []
  const [, address = ''] = /^c=IN IP4 (\S+)$/m.exec(audio) ?? /^c=IN IP4 (\S+)$/m.exec(session) ?? []
  if (!isIPv4(address) || address === '0.0.0.0' || Number(port) > 65_535) return undefined
  const named = types
    .trim()
    .split(' ')
    .map((type): [number, string] => [Number(type), nameOf(audio, type)])
  const [payloadType, name] = named.find(([, one]) => /^PCM[UA]\/8000/.test(one)) ?? []
  if (payloadType === undefined || name === undefined) return undefined
  return {
    ...{ address, port: Number(port), payloadType, codec: name.startsWith('PCMA') ? 'PCMA' : 'PCMU' },
    keysType: named.find(([, one]) => one === 'TELEPHONE-EVENT/8000')?.[0],
    ...{ line, lines: media.map((one) => one.split('\n')[0] ?? '') },
  }
}

const nameOf = (audio: string, type: string): string =>
  (new RegExp(`^a=rtpmap:${type} (\\S+)$`, 'm').exec(audio)?.[1] ?? known[type] ?? '').toUpperCase()

/** Each line of the offer is answered; all but one with no. */
export function writeAnswer(offer: Offer, own: { address: string; port: number; session: number }): string {
  const { codec, payloadType, keysType } = offer
  const ours = [
    `m=audio ${own.port} RTP/AVP ${payloadType}${keysType === undefined ? '' : ` ${keysType}`}`,
    `a=rtpmap:${payloadType} ${codec}/8000`,
    ...(keysType === undefined
      ? []
      : [`a=rtpmap:${keysType} telephone-event/8000`, `a=fmtp:${keysType} 0-11`]),
    'a=ptime:20',
    'a=sendrecv',
  ]
  return [
    ...['v=0', `o=- ${own.session} 1 IN IP4 ${own.address}`, 's=-', `c=IN IP4 ${own.address}`, 't=0 0'],
    ...offer.lines.flatMap((line, at) => (at === offer.line ? ours : [line.replace(/^(m=\S+) \S+/, '$1 0')])),
    '',
  ].join('\r\n')
}
