import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { Entry, openBoard, type Row } from './board.ts'
import type { Member } from './stage.ts'
import { openWire } from './wire.ts'
import type { World } from './world.ts'

/** One screen that shows the queue, as thin as can be so that the figures are the server's. */
export type Console = {
  /** It hears the server and has its snapshot. */
  isSynchronised: () => boolean
  live: () => Row[]
  row: (id: string) => Row | undefined
  /** The contact this screen holds, said with every heartbeat. */
  holds: (contactId: string | null) => void
  /** The page is gone: nothing comes back by itself. */
  close: () => void
}

export type ConsoleParts = {
  world: World
  member: Member
  /** Which of the webs it goes to first. */
  turn: number
  /** The first time this screen shows an entry. */
  onNew?: (entry: Entry) => void
}

const beatMs = 1_000
const jitterMs = 2_000

export function openConsole({ world, member, turn, onNew = () => {} }: ConsoleParts): Console {
  const { cookie } = member
  const { origin } = world
  const board = openBoard(onNew)
  let held: string | null = null
  let freshAt = 0
  let isAsking = false

  const refresh = async (waitMs: number): Promise<void> => {
    if (isAsking) return
    isAsking = true
    const asked = wire.times()
    try {
      await pause(waitMs)
      board.takeAll(await snapshotOf(world.webUrls(turn)[0], { origin, cookie }))
      freshAt = asked
    } catch {
      await pause(300 + Math.random() * 300)
    } finally {
      isAsking = false
    }
    if (wire.isUp() && freshAt !== wire.times()) void refresh(0)
  }
  const wire = openWire({
    url: () => world.webUrls(turn)[0],
    headers: { origin, cookie },
    onUp: () => void refresh(0),
    onFrame: (frame) => {
      if (board.hear(frame)) void refresh(Math.random() * jitterMs)
    },
  })
  const beat = setInterval(() => {
    if (held) wire.send(`42["present",${JSON.stringify({ contactId: held })}]`)
  }, beatMs)
  return {
    live: board.live,
    row: board.row,
    isSynchronised: () => wire.isUp() && freshAt === wire.times(),
    holds: (contactId) => {
      held = contactId
    },
    close: () => {
      clearInterval(beat)
      wire.close()
    },
  }
}

const Snapshot = z.array(Entry)

async function snapshotOf(
  url: string | undefined,
  headers: { origin: string; cookie: string },
): Promise<Entry[]> {
  const response = await fetch(`${url}/api/queue.board`, {
    ...{ method: 'POST', body: '{}', signal: AbortSignal.timeout(10_000) },
    headers: { 'content-type': 'application/json', ...headers },
  })
  if (!response.ok) throw new Error(`The board answered ${response.status}.`)
  return entriesIn(await response.text())
}

let read: { text: string; entries: Entry[] } = { text: '', entries: [] }

/** Screens that come back together are given the same words: two hundred browsers would not read them on one machine. */
function entriesIn(text: string): Entry[] {
  if (read.text !== text) read = { text, entries: Snapshot.parse(JSON.parse(text)) }
  return read.entries
}
