import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { QueueResult } from './fixtures.ts'
import type { AnsweredBy, CallStatus, Leg, RecordingStatus, TextMedia, TextStatus } from './leg.ts'
import { newSid } from './sids.ts'
import type { Params } from './signature.ts'

/** Everything that can happen on the network. A line of the journal is one of these with its instant. */
export type Happening =
  | {
      what: 'call.placed'
      sid: string
      direction: Leg['direction']
      from: string
      to: string
      parentSid?: string | undefined
      headers?: Params | undefined
      source?: string | undefined
    }
  | { what: 'call.status'; sid: string; status: CallStatus; answeredBy?: AnsweredBy | undefined }
  | { what: 'call.heard'; sid: string; text: string }
  | { what: 'call.said'; sid: string; text: string }
  | { what: 'call.pressed'; sid: string; digits: string }
  | { what: 'call.queued'; sid: string; queue: string }
  | { what: 'call.unqueued'; sid: string; queue: string; result: QueueResult; seconds: number }
  | { what: 'room.joined' | 'room.left'; sid: string; room: string }
  | {
      what: 'recording.status'
      sid: string
      recording: string
      status: RecordingStatus | 'deleted'
    }
  | {
      what: 'text.placed'
      sid: string
      direction: 'inbound' | 'outbound-api'
      from: string
      to: string
      body: string
      media?: readonly TextMedia[] | undefined
      messagingServiceSid?: string | undefined
    }
  | { what: 'text.status'; sid: string; status: TextStatus; errorCode?: number | undefined }
  | { what: 'webhook.answered'; sid: string; url: string; attempt: number; status: number; ms: number }
  | { what: 'webhook.failed'; sid: string; url: string; attempt: number; reason: string; ms: number }
  | { what: 'document.refused'; sid: string; url: string; code: number; reason: string }
  | { what: 'rest.answered'; method: string; path: string; status: number; code?: number | undefined }
  | { what: 'rest.unanswered'; method: string; path: string; isDone: boolean }
  | { what: 'fallback.kept'; document: string | null }
  | { what: 'bug'; sid?: string | undefined; reason: string }

/** `id` tells repeated lines apart; the order is that of the file. */
export type Entry = Happening & { at: string; id: string }

export type Journal = {
  record(happening: Happening): Entry
  /** From the file, so it reaches back over restarts. */
  since(from?: Date): Entry[]
  /** The first entry that matches, already written or still to come; refused after `ms` of real time. */
  seen(match: (entry: Entry) => boolean, ms?: number): Promise<Entry>
  watch(heard: (entry: Entry) => void): () => void
  close(): void
}

/** How many entries stay in memory for `seen`; the file keeps all. */
const REMEMBERED = 5_000

export function openJournal(file: string, now: () => Date): Journal {
  mkdirSync(dirname(file), { recursive: true })
  const handle = openSync(file, 'a+', 0o600)
  if (endsMidLine(handle)) writeSync(handle, '\n')
  const recent: Entry[] = []
  let isClosed = false
  const watchers = new Set<(entry: Entry) => void>()

  const record = (happening: Happening): Entry => {
    const entry: Entry = { at: now().toISOString(), id: newSid('').slice(0, 12), ...happening }
    // What still comes while the network goes down is nobody's any more.
    if (isClosed) return entry
    writeSync(handle, `${JSON.stringify(entry)}\n`)
    recent.push(entry)
    if (recent.length > REMEMBERED * 2) recent.splice(0, REMEMBERED)
    for (const heard of watchers) heard(entry)
    return entry
  }
  const watch = (heard: (entry: Entry) => void) => {
    watchers.add(heard)
    return () => watchers.delete(heard)
  }
  return {
    record,
    watch,
    since: (from) => readJournal(file).filter((entry) => !from || entry.at >= from.toISOString()),
    seen: (match, ms = 5_000) => waitFor(recent, watch, { match, ms }),
    close() {
      if (isClosed) return
      isClosed = true
      closeSync(handle)
    },
  }
}

/** Every whole line of the file; a line cut short by a crash is passed over. */
export function readJournal(file: string): Entry[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8').split('\n').flatMap(readLine)
}

/** A line cut short by a crash must not swallow the first line written after it. */
function endsMidLine(handle: number): boolean {
  const size = fstatSync(handle).size
  if (size === 0) return false
  const last = Buffer.alloc(1)
  readSync(handle, last, 0, 1, size - 1)
  return last.toString() !== '\n'
}

function readLine(line: string): Entry[] {
  if (line === '') return []
  try {
    const value: unknown = JSON.parse(line)
    return isEntry(value) ? [value] : []
  } catch {
    return []
  }
}

/** The file is written by `record` alone, so its shape need not be checked field by field. */
function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && 'what' in value && 'at' in value
}

function waitFor(
  recent: readonly Entry[],
  watch: Journal['watch'],
  wanted: { match: (entry: Entry) => boolean; ms: number },
): Promise<Entry> {
  const known = recent.find(wanted.match)
  if (known) return Promise.resolve(known)
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`Nothing of the kind happened on the network within ${wanted.ms} ms.`))
    }, wanted.ms)
    const stop = watch((entry) => {
      if (!wanted.match(entry)) return
      clearTimeout(timer)
      stop()
      resolve(entry)
    })
  })
}
