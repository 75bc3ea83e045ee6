import type { ChatLeaving } from '@veghe/shared/intake/intake.codes.ts'
import { type ChatLine, ChatView } from '@veghe/shared/intake/web-chat.contract.ts'
import { store } from '../platform/store.ts'
import { keepPlace, newSecret, newTextKey, readPlace, type Unsent } from './chatPlace.ts'
import { post, Refused, tellLeaving } from './door.ts'

/** The chat as the child sees it. */
export type Chat = {
  isOpen: boolean
  state: ChatView['state']
  lines: readonly ChatLine[]
  /** Written and not yet taken in, oldest first: each goes by itself, once. */
  unsent: readonly Unsent[]
  /** Why something does not go now; it is tried on all the same. */
  trouble: 'offline' | 'full' | 'failed' | null
}

const nothing: Chat = { isOpen: false, state: 'none', lines: [], unsent: [], trouble: null }
export const chat = store<Chat>(nothing)
const change = (to: Partial<Chat>): void => chat.set({ ...chat.get(), ...to })

const lookEveryMs = 1_500
const lookEndedEveryMs = 10_000
const againAfterMs = 3_000
/** A network that has gone does not always say so. */
const answerWithinMs = 8_000
const mostShown = 50

let secret: string | null = null
let mark = ''
/** Of ours, on the page; `toTell` while the line does not know it yet. */
const onPage = new Set<ChatLine['id']>()
let toTell: readonly ChatLine['id'][] = []
let isSending = false
let looking: ReturnType<typeof setTimeout> | undefined
let sending: ReturnType<typeof setTimeout> | undefined

export const openChat = (): void => change({ isOpen: true })

/** After a reload the same chat stands there, and what had not gone goes now. */
export function resumeChat(): void {
  const kept = secret ? null : readPlace()
  if (!kept) return
  secret = kept.secret
  change({ isOpen: true, unsent: kept.unsent })
  void look()
  void sendAll()
}

export function write(text: string): void {
  secret ??= newSecret()
  change({ trouble: null })
  setUnsent([...chat.get().unsent, { key: newTextKey(), text }])
  void sendAll()
}

function setUnsent(unsent: readonly Unsent[]): void {
  change({ unsent, ...(unsent.length === 0 ? { trouble: null } : {}) })
  if (secret) keepPlace({ secret, unsent: [...unsent] })
}

async function sendAll(): Promise<void> {
  clearTimeout(sending)
  if (isSending) return
  isSending = true
  const mine = secret
  try {
    for (let next = chat.get().unsent[0]; next; next = chat.get().unsent[0]) {
      const { key, text } = next
      const view = ChatView.parse(await post('/help/chat/say', { secret: mine, key, text }, answerWithinMs))
      if (secret !== mine) return
      // In this order nothing leaves the page for a moment.
      shows(view)
      setUnsent(chat.get().unsent.filter((each) => each.key !== key))
      lookSoon()
    }
  } catch (error) {
    if (secret === mine) notSent(error)
  } finally {
    isSending = false
    if (secret !== mine) void sendAll()
  }
}

const neverTaken = [400, 413, 422]

/** What the line will never take must not stand before what it would. */
function notSent(error: unknown): void {
  const [first, ...rest] = chat.get().unsent
  const status = error instanceof Refused ? error.status : 0
  const isRefused = first && neverTaken.includes(status)
  if (isRefused) setUnsent(rest)
  change({ trouble: isRefused ? 'failed' : troubleIn(error) })
  sending = setTimeout(() => void sendAll(), isRefused ? 0 : againAfterMs)
}

const troubleIn = (error: unknown): Chat['trouble'] =>
  error instanceof Refused && (error.code === 'chats_full' || error.status === 429) ? 'full' : 'offline'

function lookSoon(): void {
  clearTimeout(looking)
  const every = chat.get().state === 'ended' ? lookEndedEveryMs : lookEveryMs
  looking = setTimeout(() => void look(), every)
}

async function look(): Promise<void> {
  const mine = secret
  if (!mine) return
  const shown = toTell.slice(0, mostShown)
  try {
    const view = ChatView.parse(await post('/help/chat/look', { secret: mine, mark, shown }, answerWithinMs))
    if (secret !== mine) return
    toTell = toTell.filter((id) => !shown.includes(id))
    shows(view)
  } catch (error) {
    if (secret === mine && chat.get().trouble === null) change({ trouble: troubleIn(error) })
  }
  if (secret === mine) lookSoon()
}

/** Answers overtake one another: what stands on the page stays there, whichever comes last. */
function shows({ state, mark: next, lines }: ChatView): void {
  mark = next
  const { lines: known, unsent, trouble } = chat.get()
  const isOver = unsent.length === 0 && trouble !== 'failed'
  change({ state, lines: lines ? merged(known, lines) : known, trouble: isOver ? null : trouble })
}

function merged(known: readonly ChatLine[], heard: readonly ChatLine[]): ChatLine[] {
  const all = new Map([...known, ...heard].map((line) => [line.id, line]))
  return [...all.values()].toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
}

/** These of ours stand on the page now: the operator is told so. */
export function standOnPage(ids: readonly ChatLine['id'][]): void {
  toTell = [...toTell, ...ids.filter((id) => !onPage.has(id))]
  for (const id of ids) onPage.add(id)
}

/** Nothing of it stays on this device. */
export function leaveChat(leaving: ChatLeaving): void {
  if (secret) tellLeaving('/help/chat/leave', { secret, leaving })
  clearTimeout(looking)
  clearTimeout(sending)
  secret = null
  mark = ''
  onPage.clear()
  toTell = []
  keepPlace(null)
  chat.set(nothing)
}

window.addEventListener('online', () => {
  void sendAll()
  void look()
})
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void look()
})
window.addEventListener('offline', () => {
  if (secret) change({ trouble: 'offline' })
})
