import { createServer } from 'node:http'
import { actions } from '@veghe/shared/api.ts'
import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import type { Handlers } from './chapter.ts'
import { beat } from './heartbeat.ts'
import { openApp } from './http/app.ts'
import { listen } from './http/listen.ts'
import type { Identify } from './http/request.ts'
import type { SignIn } from './http/sign-in.ts'
import { openReplies } from './idempotency.ts'
import { type Boards, openLive } from './live/live.ts'
import { openJobQueue } from './queue.ts'
import { type Repeating, repeat } from './repeat.ts'
import type { Opened } from './world.ts'

export type WebParts = {
  identify: Identify
  signIn: SignIn
  /** What a national right covers. */
  counties: readonly CountyCode[]
  /** Where the built client lies. */
  dist: string
}

export type Web = {
  port: number
  boards: Boards
  /** Stops taking new connections; those under way are finished. */
  close: () => Promise<void>
}

/** The carrier itself gives up after 15 s; a browser's connection is kept for its next question. */
const patience = { requestTimeout: 15_000, headersTimeout: 10_000, keepAliveTimeout: 30_000 }
/** Each session is asked again every four seconds, a quarter of them each second. */
const recheckParts = 4
const recheckEveryMs = 1_000
const finishWithinMs = 4_000
const digestEveryMs = 5_000
const lookEveryMs = 2_000
const relayEveryMs = 1_000
/** Younger rows are being handed over by the process that wrote them. */
const relayGraceMs = 1_000
/** Long enough that a returning crowd costs five readings a second, short enough that nobody sees it. */
const restMs = 200

/** HTTP and sockets of one process. `timers` off: nothing happens by itself, for tests that move the clock. */
export async function openWeb(opened: Opened, parts: WebParts, options = { timers: true }): Promise<Web> {
  const { world, chapters, relay } = opened
  let isStopping = false
  const handlers: Partial<Handlers> = Object.assign({}, ...chapters.map((chapter) => chapter.handlers ?? {}))
  const missing = actions.filter((action) => !handlers[action])
  if (options.timers && missing.length > 0) throw new Error(`Nobody carries out ${missing.join(', ')}.`)
  const app = openApp({
    ...parts,
    ...{ world, handlers, restMs: options.timers ? restMs : 0 },
    pool: opened.pool,
    replies: openReplies(opened.master),
    webhooks: chapters.flatMap((chapter) => (chapter.webhooks ? [chapter.webhooks(world)] : [])),
    isStopping: () => isStopping,
  })
  const http = createServer(patience, app)
  http.prependListener('request', (_req, res) => {
    // Whoever keeps a connection open would be served on it for ever, and the process would never end.
    if (isStopping) res.shouldKeepAlive = false
  })
  const boards = openLive({ http, world, chapters, identify: parts.identify })
  opened.outlets.push = boards.push
  opened.outlets.cutOff = boards.cutOff
  const queue = options.timers ? openJobQueue(world.config, world.now) : undefined
  if (queue) opened.outlets.enqueue = queue.enqueue
  for (const chapter of chapters) await chapter.start?.(world)
  let asked = 0
  const nextPart = () => ({ at: asked++ % recheckParts, of: recheckParts })
  const rounds = [
    { name: 'digest', everyMs: digestEveryMs, run: boards.digest },
    { name: 'lookAround', everyMs: lookEveryMs, run: boards.lookAround },
    { name: 'recheck', everyMs: recheckEveryMs, run: () => boards.recheck(nextPart()) },
    { name: 'relay', everyMs: relayEveryMs, run: () => relayed(opened) },
  ]
  const timers: Repeating[] = options.timers ? rounds.map((round) => repeat(round, world.log)) : []
  const doors = await listen(http, world.config)
  return {
    port: doors.port,
    boards,
    close: async () => {
      isStopping = true
      await Promise.all(timers.map((timer) => timer.stop()))
      for (const chapter of chapters) await chapter.stop?.(world)
      // The sockets, and with them the server; whatever is being answered gets a few seconds.
      const enough = setTimeout(() => http.closeAllConnections(), finishWithinMs)
      await Promise.all([boards.close(), doors.close()])
      clearTimeout(enough)
      await relay.stop()
      await queue?.close()
    },
  }
}

async function relayed({ relay, pool, world }: Opened): Promise<void> {
  await relay.drain(relayGraceMs)
  if (relay.isHealthy()) await beat(pool, 'relay', world.now())
  await beat(pool, 'web', world.now())
}
