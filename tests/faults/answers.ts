import type { World } from './world.ts'

/** How the product answered the carrier from an instant on, by the carrier's own journal. */
export type Answers = {
  /** The longest that the carrier waited for any answer, or for a connection that gave none. */
  slowestMs: number
  p99Ms: number
  /** By status; `none` where no answer came. */
  statuses: Record<string, number>
  /** Seconds from each call or text to the first good answer to it, or until now where none has come. */
  delays: number[]
}

const isGood = (status: number): boolean => status >= 200 && status < 300

export function answersSince({ carrier }: World, from: Date): Answers {
  const lengths: number[] = []
  const statuses: Record<string, number> = {}
  const placed = new Map<string, number>()
  const answered = new Map<string, number>()
  for (const entry of carrier.journal(from)) {
    const at = new Date(entry.at).getTime()
    if (entry.what === 'call.placed' || entry.what === 'text.placed') {
      if (entry.direction === 'inbound') placed.set(entry.sid, at)
    } else if (entry.what === 'webhook.answered' || entry.what === 'webhook.failed') {
      const status = entry.what === 'webhook.answered' ? entry.status : 0
      lengths.push(entry.ms)
      statuses[status || 'none'] = (statuses[status || 'none'] ?? 0) + 1
      if (isGood(status) && !answered.has(entry.sid)) answered.set(entry.sid, at)
    }
  }
  lengths.sort((a, b) => a - b)
  const now = Date.now()
  return {
    slowestMs: lengths.at(-1) ?? 0,
    p99Ms: lengths[Math.floor(lengths.length * 0.99)] ?? 0,
    statuses,
    delays: [...placed].map(([sid, at]) => ((answered.get(sid) ?? now) - at) / 1000),
  }
}

/** As figures of a line. */
export function answerFigures({ slowestMs, p99Ms, statuses }: Answers): Record<string, number | string> {
  const told = Object.entries(statuses).map(([status, count]) => `${status}:${count}`)
  return { webhook_p99_ms: p99Ms, webhook_max_ms: slowestMs, webhooks: told.join(',') }
}
