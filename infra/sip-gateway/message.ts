/* SIP as RFC 3261 writes it, as much of it as a called party needs, and no more leniency than a border controller asks for. */

/** Values as they came, by name in lower case; a header that stands twice has two. */
type Headers = ReadonlyMap<string, readonly string[]>

export type SipRequest = { method: string; uri: string; headers: Headers; body: string; isWhole: boolean }
export type SipResponse = { status: number; headers: Headers }

const longestDatagram = 8_192
const mostHeaders = 100

const shortNames: Readonly<Record<string, string>> = {
  ...{ c: 'content-type', f: 'from', i: 'call-id', k: 'supported' },
  ...{ l: 'content-length', m: 'contact', t: 'to', v: 'via' },
}

const requestLine = /^([A-Z]{2,20}) (\S{1,512}) SIP\/2\.0$/
const statusLine = /^SIP\/2\.0 ([1-6]\d\d)(?: .*)?$/
const headerLine = /^([A-Za-z0-9.!%*_+`'~-]{1,64})[ \t]*:((?:\t|\P{Cc})*)$/u
/** Without these nobody could even be told what is wrong. */
const needed = ['via', 'from', 'to', 'call-id', 'cseq']

/** Nothing for whatever is no SIP, and for a keep-alive. */
export function readMessage(datagram: Buffer): SipRequest | SipResponse | undefined {
  if (datagram.length > longestDatagram) return undefined
  const end = datagram.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first = '', ...lines] = datagram
    .toString('utf8', 0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = readHeaders(lines)
  if (!headers || needed.some((name) => !headers.has(name))) return undefined
  const [, status] = statusLine.exec(first) ?? []
  if (status) return { status: Number(status), headers }
  const [, method, uri] = requestLine.exec(first) ?? []
  if (!method || !uri) return undefined
  const rest = datagram.subarray(end + 4)
  const length = Number(headers.get('content-length')?.[0] ?? rest.length)
  const isWhole = Number.isInteger(length) && length >= 0 && length <= rest.length
  return { method, uri, headers, body: isWhole ? rest.toString('utf8', 0, length) : '', isWhole }
}

function readHeaders(lines: readonly string[]): Headers | undefined {
  if (lines.length > mostHeaders) return undefined
  const headers = new Map<string, string[]>()
  for (const line of lines) {
    const [, written = '', value = ''] = headerLine.exec(line) ?? []
    if (!written) return undefined
    const name = shortNames[written.toLowerCase()] ?? written.toLowerCase()
    headers.set(name, [...(headers.get(name) ?? []), value.trim()])
  }
  return headers
}

export const headerOf = ({ headers }: Pick<SipRequest, 'headers'>, name: string): string =>
  headers.get(name)?.[0] ?? ''

/** Of a header's value: what stands behind the address. */
export function paramOf(value: string, name: string): string {
  const behind = value.slice(value.lastIndexOf('>') + 1)
  return new RegExp(`;\\s*${name}\\s*=\\s*([^;,\\s]+)`, 'i').exec(behind)?.[1] ?? ''
}

/** The address in `"Somebody" <sip:…>;tag=…`, or standing there bare. */
export function addressIn(value: string): string {
  // What somebody calls themselves may look like an address.
  const bare = value.replace(/"(?:[^"\\]|\\.)*"/g, '')
  return /<([^<>]{1,256})>/.exec(bare)?.[1] ?? bare.replace(/[;,].*$/, '').trim()
}

/** Who is meant by `sip:user@host` or `tel:number`; nobody by a host alone. */
export function nameIn(address: string): string {
  const [, user, number] = /^(?:sip:([^@;?\s]{1,64})(?:;[^@\s]*)?@|tel:([^;?\s]{1,64}))/i.exec(address) ?? []
  return (user ?? number ?? '').replace(/^%2b/i, '+')
}

/** What is wrong with a request that can be answered. */
export function faultIn(request: SipRequest): string | undefined {
  const [, count, method] = /^(\d{1,10}) +([A-Z]+)$/.exec(headerOf(request, 'cseq')) ?? []
  if (!request.isWhole) return 'Content-Length'
  if (!count || Number(count) >= 2 ** 31 || method !== request.method) return 'CSeq'
  if (!paramOf(headerOf(request, 'from'), 'tag')) return 'From'
  if (!/^SIP\/2\.0\/UDP\s+\S+/i.test(headerOf(request, 'via')) || branchOf(request) === '') return 'Via'
  return ['from', 'to', 'call-id', 'cseq'].find((name) => (request.headers.get(name)?.length ?? 0) > 1)
}

/** The transaction's name, as whoever sent the request gave it. */
export const branchOf = (message: Pick<SipRequest, 'headers'>): string =>
  /;\s*branch\s*=\s*(z9hG4bK[^;,\s]{1,128})/i.exec(headerOf(message, 'via'))?.[1] ?? ''

export type Answer = {
  status: number
  reason: string
  /** Our half of the call's name. */
  tag?: string
  headers?: readonly string[]
  body?: string
}

/** `from` is where the request came from, whatever it says itself. */
export function writeResponse(
  request: SipRequest,
  answer: Answer,
  from: { address: string; port: number },
): string {
  const { status, reason, tag, headers = [], body = '' } = answer
  const [top = '', ...others] = request.headers.get('via') ?? []
  const [own = '', ...chained] = top.split(',')
  const marked = `${own.replace(/;\s*rport(?=\s*(?:;|$))/i, `;rport=${from.port}`)};received=${from.address}`
  const to = headerOf(request, 'to')
  return message(`SIP/2.0 ${status} ${reason}`, body, [
    ...[[marked, ...chained].join(','), ...others].map((via) => `Via: ${via}`),
    ...(status < 300 ? (request.headers.get('record-route') ?? []).map((one) => `Record-Route: ${one}`) : []),
    `From: ${headerOf(request, 'from')}`,
    `To: ${tag && !paramOf(to, 'tag') ? `${to};tag=${tag}` : to}`,
    `Call-ID: ${headerOf(request, 'call-id')}`,
    `CSeq: ${headerOf(request, 'cseq')}`,
    ...headers,
  ])
}

/** We end a call that somebody else began. */
export function writeBye(invite: SipRequest, own: { tag: string; branch: string; host: string }): string {
  const contact = addressIn(headerOf(invite, 'contact')) || addressIn(headerOf(invite, 'from'))
  return message(`BYE ${contact} SIP/2.0`, '', [
    `Via: SIP/2.0/UDP ${own.host};branch=${own.branch};rport`,
    ...(invite.headers.get('record-route') ?? []).map((one) => `Route: ${one}`),
    'Max-Forwards: 70',
    `From: ${headerOf(invite, 'to')};tag=${own.tag}`,
    `To: ${headerOf(invite, 'from')}`,
    `Call-ID: ${headerOf(invite, 'call-id')}`,
    'CSeq: 1 BYE',
  ])
}

function message(first: string, body: string, headers: readonly string[]): string {
  const type = body ? ['Content-Type: application/sdp'] : []
  return [first, ...headers, ...type, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n')
}
