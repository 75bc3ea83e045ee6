import { createServer, type IncomingMessage, type Server } from 'node:http'
import { rfc2822 } from '@veghe/infra/carrier/fixtures.ts'
import { errorBody, RestRefusal } from '@veghe/infra/carrier/rest/errors.ts'
import { fitsTime, listBody, pageOf } from '@veghe/infra/carrier/rest/lists.ts'
import { sidOf } from '@veghe/infra/carrier/sids.ts'
import type { Posted } from '../../support/line.ts'
import type { Call, Network } from './calls.ts'

/** Where the product asks the network for something. */
export type Rest = {
  url: string
  /** From here on it speaks for this network, whose reports go to `tell`. */
  serves: (network: Network, tell: (reports: readonly Posted[]) => void) => void
  /** The next so many requests are not answered as they should be. */
  refuses: (count: number) => void
  /** What is asked next is done, but its answer waits until `answers` is called. */
  hesitates: () => { asked: Promise<void>; answers: () => void }
  close: () => void
}

type Asked = { method: string; path: string; query: ReadonlyMap<string, string>; form: URLSearchParams }
type Told = (reports: readonly Posted[]) => void

export async function openRest(): Promise<Rest> {
  let serving: { network: Network; tell: Told } | null = null
  let refusing = 0
  let hesitating: { asked: () => void; until: Promise<void> } | null = null

  const answer = async (asked: Asked): Promise<object> => {
    if (!serving) throw new RestRefusal(20503)
    if (refusing > 0) {
      refusing -= 1
      throw new RestRefusal(20503)
    }
    const body = serve(serving.network, asked, serving.tell)
    const waits = asked.method === 'POST' ? hesitating : null
    if (waits) hesitating = null
    waits?.asked()
    await waits?.until
    return body
  }
  const server = createServer((request, response) => {
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    readAsked(request)
      .then(answer)
      .then((body) => send(200, body))
      .catch((error: unknown) => {
        const refusal = error instanceof RestRefusal ? error : new RestRefusal(20500, String(error))
        send(refusal.status, errorBody(refusal))
      })
  })
  return {
    url: await listen(server),
    serves: (network, tell) => {
      serving = { network, tell }
    },
    refuses: (count) => {
      refusing = count
    },
    hesitates: () => {
      const asked = Promise.withResolvers<void>()
      const until = Promise.withResolvers<void>()
      hesitating = { asked: asked.resolve, until: until.promise }
      const answers = () => {
        hesitating = null
        until.resolve()
      }
      return { asked: asked.promise, answers }
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

async function readAsked(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  const url = new URL(request.url ?? '/', 'http://localhost')
  return {
    ...{ method: request.method ?? 'GET', path: url.pathname, query: new Map(url.searchParams) },
    form: new URLSearchParams(Buffer.concat(parts).toString('utf8')),
  }
}

const queueSid = (name: string) => sidOf('QU', name)
const queues = ['veghe-CJ', 'veghe-BN']

function serve(network: Network, { method, path, query, form }: Asked, tell: Told): object {
  const [, resource = ''] = /\/Accounts\/AC\w+\/(.*)\.json$/.exec(path) ?? []
  const [kind, first = '', , callSid = ''] = resource.split('/')
  if (method === 'GET' && resource === 'Calls') return callList(network, path, query)
  if (method === 'GET' && resource === 'Messages') return listOf('messages', [], { path, query })
  if (method === 'GET' && resource === 'Queues')
    return listOf(
      'queues',
      queues.map((name) => ({ sid: queueSid(name), friendly_name: name })),
      { path, query },
    )
  if (method !== 'POST') throw new RestRefusal(20501)
  const sid = kind === 'Queues' ? callSid : first
  const call = network.calls.find(({ leg }) => leg.sid === sid)
  if (!call || (kind === 'Queues' && !standsIn(call, first))) throw new RestRefusal(20404)
  const url = form.get('Url')
  const home = url ? new URL(url) : null
  if (call.place === 'over' || (home && !call.answeredAt)) throw new RestRefusal(21220)
  tell(home ? network.moves(call, home.pathname + home.search) : network.hangsUp(call))
  return kind === 'Queues' ? { call_sid: sid, queue_sid: first } : viewOf(call)
}

const standsIn = ({ place, about }: Call, queue: string): boolean =>
  place === 'parked' && queue === queueSid(`veghe-${new URLSearchParams(about).get('county')}`)

type Of = { path: string; query: ReadonlyMap<string, string> }

function listOf<T extends { sid: string }>(name: string, rows: readonly T[], { path, query }: Of): object {
  const page = pageOf(rows, query, { path, sidOf: ({ sid }) => sid, fits: () => true })
  return listBody(name, page, { path, view: (row) => row })
}

function callList({ calls }: Network, path: string, query: ReadonlyMap<string, string>): object {
  const fits = ({ startedAt, endedAt }: Call) =>
    fitsTime(query, 'StartTime', startedAt) && fitsTime(query, 'EndTime', endedAt ?? undefined)
  return listOf('calls', calls.filter(fits).map(viewOf), { path, query })
}

function viewOf({ leg, place, startedAt, answeredAt, endedAt }: Call) {
  const status = answeredAt ? (place === 'over' ? 'completed' : 'in-progress') : unanswered(place)
  return {
    ...{ sid: leg.sid, account_sid: leg.accountSid, from: leg.from, to: leg.to, direction: leg.direction },
    ...{ status, date_created: rfc2822(startedAt), start_time: rfc2822(startedAt) },
    end_time: endedAt && rfc2822(endedAt),
  }
}

const unanswered = (place: Call['place']) => (place === 'over' ? 'no-answer' : 'ringing')
