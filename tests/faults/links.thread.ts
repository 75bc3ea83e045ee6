import { connect, createServer, type Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'

/*
 * The links between our programs and the engines run through here, on a thread of their own: the drill's own work
 * must not slow down what it measures.
 */

export const linkModes = ['open', 'cut', 'reset', 'slow', 'deaf'] as const
export type LinkMode = (typeof linkModes)[number]

const Routes = z.array(z.object({ name: z.string(), port: z.number() }))
const Order = z.object({ name: z.string(), mode: z.enum(linkModes), ticket: z.number() })

const slowMs = 500

/** `near` is the program of ours, `far` the engine. A side that closed while nothing passes is told of later. */
type Pair = { near: Socket; far: Socket; closed: boolean }
type Link = { set: (mode: LinkMode) => void; port: number }

async function openLink(enginePort: number): Promise<Link> {
  const pairs = new Set<Pair>()
  let mode: LinkMode = 'open'
  const server = createServer((near) => {
    if (mode === 'reset') return void near.resetAndDestroy()
    const pair = { near, far: connect(enginePort, '127.0.0.1'), closed: false }
    pairs.add(pair)
    near.setNoDelay(true)
    pair.far.setNoDelay(true)
    pour(near, pair.far)
    pour(pair.far, near)
    for (const side of [near, pair.far]) {
      side.on('error', () => {})
      side.on('close', () => {
        pair.closed = true
        if (mode !== 'cut' && mode !== 'deaf') end(pair)
      })
    }
    apply(pair)
  })

  const pour = (from: Socket, to: Socket) => {
    let busyUntil = 0
    from.on('data', (bytes) => {
      const now = performance.now()
      busyUntil = Math.max(busyUntil, mode === 'slow' ? now + slowMs : 0)
      if (busyUntil <= now) to.write(bytes)
      else setTimeout(() => to.write(bytes), busyUntil - now)
    })
  }
  const end = (pair: Pair) => {
    pairs.delete(pair)
    pair.near.destroySoon()
    pair.far.destroySoon()
  }
  const apply = (pair: Pair) => {
    if (mode === 'reset') {
      pair.near.resetAndDestroy()
      return end(pair)
    }
    if (pair.closed && mode !== 'cut' && mode !== 'deaf') return end(pair)
    flows(pair.near, mode !== 'cut')
    flows(pair.far, mode !== 'cut' && mode !== 'deaf')
  }
  const flows = (side: Socket, does: boolean) => (does ? side.resume() : side.pause())

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    set: (to) => {
      mode = to
      for (const pair of pairs) apply(pair)
    },
  }
}

const links = new Map<string, Link>()
for (const { name, port } of Routes.parse(workerData)) links.set(name, await openLink(port))
parentPort?.on('message', (said: unknown) => {
  const { name, mode, ticket } = Order.parse(said)
  links.get(name)?.set(mode)
  parentPort?.postMessage({ ticket })
})
parentPort?.postMessage({ ports: Object.fromEntries([...links].map(([name, { port }]) => [name, port])) })
