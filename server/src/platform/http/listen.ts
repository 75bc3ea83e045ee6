import type { Server as HttpServer } from 'node:http'
import { createServer, type ListenOptions, type Server } from 'node:net'

export type Doors = {
  port: number
  /** Lets nobody in any more. Resolves when those who came by the further doors have gone. */
  close: () => Promise<void>
}

/**
 * Of each listener the loop takes one new connection a turn. Behind a single one, a crowd that comes back is let in
 * turn by turn, and the carrier with it; so several listen at the same address, and the kernel shares out.
 */
const furtherDoors = process.platform === 'linux' ? 7 : 0
const backlog = 4_096

/** Opens the server at this address; 0 for any port that is free. Whoever closes it closes the further doors first. */
export async function listen(http: HttpServer, at: { host: string; port: number }): Promise<Doors> {
  if (at.port !== 0) await refuseIfTaken(at)
  const shared = { host: at.host, backlog, reusePort: furtherDoors > 0 }
  const port = await opened(http, { ...shared, port: at.port })
  const further = Array.from({ length: furtherDoors }, () =>
    createServer({ allowHalfOpen: true, noDelay: true }, (socket) => http.emit('connection', socket)),
  )
  await Promise.all(further.map((door) => opened(door, { ...shared, port })))
  return {
    port,
    close: async () => {
      await Promise.all(further.map(closed))
    },
  }
}

/** Doors that can be shared could be shared with another instance of ours, and nobody would notice. */
async function refuseIfTaken(at: ListenOptions): Promise<void> {
  const alone = createServer()
  await opened(alone, at)
  await closed(alone)
}

function opened(server: Server, at: ListenOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(at, () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('No port.'))
      else resolve(address.port)
    })
  })
}

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()))
