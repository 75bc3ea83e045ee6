import type { Readable } from 'node:stream'
import { minutes } from '@veghe/shared/kernel/time.ts'
import { flowing, home, type Means, silentForMs, unlessGone } from './client.fetching.ts'

type Which = { messageSid: string; sid: string }

/** What is asked of the carrier about what came beside a text. */
export type CarrierAttachments = {
  /** Their ids, always in the same order; none where the text is gone. */
  attachmentsOf: (messageSid: string) => Promise<string[]>
  /** Null when there is more of it than `mostBytes`. Throws when nothing comes any more. */
  attachment: (which: Which & { mostBytes: number }) => Promise<Buffer | null>
  /** Gone already is gone. */
  removeAttachment: (which: Which) => Promise<void>
}

const contentWithinMs = minutes(1)
/** From its own address to where it keeps such things, and once more. */
const mostHops = 4
const mostListed = 20

export function openAttachments({ client, http, account }: Means): CarrierAttachments {
  const { accountSid, apiKey: username, apiSecret: password } = account
  return {
    attachmentsOf: async (messageSid) => {
      const listed = await unlessGone(client.messages(messageSid).media.list({ limit: mostListed }))
      return (listed ?? []).map(({ sid }) => sid).sort()
    },
    attachment: async ({ messageSid, sid, mostBytes }) => {
      // Never the address that came with the text: our credentials go to the carrier and nowhere else.
      const address = `${home}/Accounts/${accountSid}/Messages/${messageSid}/Media/${sid}`
      return upTo(mostBytes, await reach(http, address, { username, password }))
    },
    removeAttachment: async ({ messageSid, sid }) => {
      await unlessGone(client.messages(messageSid).media(sid).remove())
    },
  }
}

type Credentials = { username: string; password: string }

/** The carrier hands content over from a place of its own, to which a request is sent on without credentials. */
async function reach(http: Means['http'], address: string, auth: Credentials): Promise<Readable> {
  const signal = AbortSignal.timeout(contentWithinMs)
  const how = { responseType: 'stream', timeout: silentForMs, signal, maxRedirects: 0 } as const
  const validateStatus = () => true
  let from = address
  for (let hops = 0; hops < mostHops; hops += 1) {
    const { status, headers, data } = await http.axios.get<Readable>(from, {
      ...{ ...how, validateStatus },
      ...(hops === 0 ? { auth } : {}),
    })
    if (status < 300) return data
    data.destroy()
    if (status >= 400) throw new Error(`The carrier answered ${status}.`)
    from = carriersOwn(String(headers.location), from)
  }
  throw new Error('The carrier sends from place to place.')
}

/** Throws for any address that is not the carrier's. */
export function carriersOwn(location: string, from: string): string {
  const { protocol, hostname, port, pathname, href } = new URL(location, from)
  const isTheirs =
    /(?:^|\.)(?:twilio|twiliocdn)\.com$/.test(hostname) ||
    (hostname === 's3-external-1.amazonaws.com' && pathname.startsWith('/media.twiliocdn.com/'))
  if (protocol === 'https:' && port === '' && isTheirs) return href
  throw new Error('The carrier sends elsewhere.')
}

async function upTo(mostBytes: number, content: Readable): Promise<Buffer | null> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of flowing(content)) {
    bytes += piece.length
    // Leaving the loop closes the line.
    if (bytes > mostBytes) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
