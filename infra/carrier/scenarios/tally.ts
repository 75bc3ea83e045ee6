import type { Entry } from '../journal.ts'
import type { Network } from '../network.ts'
import { isOver } from '../register.ts'

/** What came of a scenario so far, by the network's own count. */
export type Counts = {
  calls: { placed: number; answered: number; givenUp: number; onLine: number }
  texts: number
  /** Requests to the product about these calls and texts, by how it answered; `none` where no answer came. */
  answers: Record<string, number>
  /** Steps that came too late: the other end had hung up, or nothing listened for keys. */
  missed: number
}

export type Tally = {
  counts(): Counts
  /** An operator is, or was, on this call. */
  isAnswered(sid: string): boolean
  /** The calls of these telephones that are not over yet. */
  onLine(): string[]
  miss(): void
  close(): void
}

/** Counts whatever the journal says of calls and texts from these numbers, from now on. */
export function openTally(net: Network, numbers: ReadonlySet<string>): Tally {
  const calls = new Set<string>()
  const texts = new Set<string>()
  const answered = new Set<string>()
  const ended = new Set<string>()
  const answers: Record<string, number> = {}
  let missed = 0
  const note = (answer: string) => {
    answers[answer] = (answers[answer] ?? 0) + 1
  }
  const close = net.journal.watch((entry) => {
    if (isFrom(entry, numbers)) (entry.what === 'call.placed' ? calls : texts).add(entry.sid)
    if (!('sid' in entry) || !(calls.has(entry.sid ?? '') || texts.has(entry.sid ?? ''))) return
    if (entry.what === 'room.joined') answered.add(entry.sid)
    if (entry.what === 'call.status' && isOver(entry)) ended.add(entry.sid)
    if (entry.what === 'webhook.answered') note(String(entry.status))
    if (entry.what === 'webhook.failed') note('none')
  })
  const onLine = () => [...calls].filter((sid) => !ended.has(sid))
  return {
    counts: () => ({
      calls: {
        placed: calls.size,
        answered: answered.size,
        givenUp: [...ended].filter((sid) => !answered.has(sid)).length,
        onLine: calls.size - ended.size,
      },
      texts: texts.size,
      answers: { ...answers },
      missed,
    }),
    isAnswered: (sid) => answered.has(sid),
    onLine,
    miss: () => {
      missed += 1
    },
    close,
  }
}

type Arrival = Extract<Entry, { what: 'call.placed' | 'text.placed' }>

function isFrom(entry: Entry, numbers: ReadonlySet<string>): entry is Arrival & Entry {
  const isArrival = entry.what === 'call.placed' || entry.what === 'text.placed'
  return isArrival && entry.direction === 'inbound' && numbers.has(entry.from)
}
