import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { carrierAccount } from '@veghe/infra/carrier/account.ts'
import { type Carrier, type CarrierOptions, startCarrier } from '@veghe/infra/carrier/carrier.ts'
import express from 'express'
import twilio from 'twilio'

type Params = Record<string, string>

/** A request the product double received, after its signature was checked by Twilio's own code. */
export type Received = {
  path: string
  query: string
  params: Params
  isSigned: boolean
  token: string | undefined
}

/** `silent` leaves the request open and never answers it. */
export type Reply = { status?: number; type?: string; body?: string; silent?: boolean }

type Answer = (received: Received) => Reply | string

/** What stands in for the product: answers by path, and the list of what it was asked. */
export type ProductDouble = {
  url: string
  received: Received[]
  /** From here on `path` is answered so; a plain string is TwiML. */
  on(path: string, answer: Answer | string): void
  at(path: string): Params[]
  stop(): Promise<void>
}

/** The address the double claims to have; nothing listens there. */
export const publicUrl = 'https://veghe.example'

export const response = (inside = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>`

export async function startProduct(authToken: string): Promise<ProductDouble> {
  const answers = new Map<string, Answer>()
  const received: Received[] = []
  const app = express()
  app.use(express.urlencoded({ extended: false }))
  app.use((req, res) => {
    const params: Params = { ...req.body }
    const signature = req.header('x-twilio-signature') ?? ''
    const token = req.header('i-twilio-idempotency-token')
    const isSigned = twilio.validateRequest(authToken, signature, publicUrl + req.originalUrl, params)
    const seen = { path: req.path, query: req.originalUrl.split('?')[1] ?? '', params, isSigned, token }
    received.push(seen)
    const answer = answers.get(req.path)?.(seen) ?? response()
    const reply = typeof answer === 'string' ? { body: answer } : answer
    if (!reply.silent)
      res
        .status(reply.status ?? 200)
        .type(reply.type ?? 'text/xml')
        .send(reply.body ?? response())
  })
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    received,
    on: (path, answer) => answers.set(path, typeof answer === 'string' ? () => answer : answer),
    at: (path) => received.filter((one) => one.path === path).map((one) => one.params),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type World = {
  carrier: Carrier
  product: ProductDouble
  client: twilio.Twilio
  dir: string
  stop: () => Promise<void>
}

/** A network whose seconds last 20 ms, a product double behind it, and Twilio's own client in front. */
export async function startWorld(options: Partial<CarrierOptions> = {}): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), 'veghe-carrier-'))
  const account = carrierAccount(dir)
  const product = await startProduct(account.authToken)
  const journalFile = join(dir, 'carrier-journal.jsonl')
  const carrier = await startCarrier({
    account,
    publicUrl,
    target: product.url,
    journalFile,
    paceMs: 20,
    ...options,
  })
  const client = twilio(account.accountSid, account.authToken, { httpClient: new LocalClient(carrier.url) })
  return {
    carrier,
    product,
    client,
    dir,
    async stop() {
      await carrier.stop()
      await product.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Twilio's client has no setting for its address; its requests are sent elsewhere one by one. */
export class LocalClient extends twilio.RequestClient {
  readonly #url: string
  constructor(url: string) {
    super({ timeout: 4000 })
    this.#url = url
  }
  override request<T>(options: Parameters<typeof twilio.RequestClient.prototype.request<T>>[0]) {
    const { pathname, search } = new URL(options.uri)
    return super.request<T>({ ...options, uri: this.#url + pathname + search })
  }
}
