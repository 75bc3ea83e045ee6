import { Locale } from '@veghe/shared/identity/identity.codes.ts'
import { z } from 'zod'
import { speak } from '../platform/i18n.ts'
import { store } from '../platform/store.ts'
import { NoMicrophone, type OwnVoiceLine, openVoiceLine } from '../platform/voiceLine.ts'
import { post, Refused, tellLeaving } from './door.ts'

/** How far the call is, as the child reads it. */
export type CallState =
  | 'none'
  | 'opening'
  | 'waiting'
  | 'connected'
  | 'lost'
  | 'ended'
  | 'full'
  | 'noMicrophone'
  | 'failed'

export const call = store<CallState>('none')

const Question = z.object({
  turn: z.int(),
  language: Locale,
  said: z.object({ ro: z.string(), hu: z.string(), en: z.string() }),
})
export type Question = z.output<typeof Question>

/** What is asked of a child who cannot speak; null while nothing is. */
export const question = store<Question | null>(null)

const Rung = z.object({ key: z.string(), answer: z.string() })
const Looked = z.object({ state: z.enum(['waiting', 'connected', 'ended']), question: Question.nullable() })
const lookEveryMs = 1_500
const againAfterMs = 1_500
/** After so many breaks in a row nothing of ours will help: the telephone might. */
const mostBreaks = 8

/** Nothing of the call is kept on the device: when the page is gone, so is every trace of it here. */
let key: string | null = null
let line: OwnVoiceLine | null = null
let timer: ReturnType<typeof setTimeout> | undefined
let breaks = 0

export async function ring(): Promise<void> {
  call.set(key ? 'lost' : 'opening')
  try {
    line = await openVoiceLine(async (offer) => {
      const rung = Rung.parse(await post('/help/call', { offer, ...(key ? { key } : {}) }))
      key = rung.key
      return rung.answer
    })
    line.deafen(isSilent.get())
    line.state.subscribe(onLine)
    call.set('waiting')
    look()
  } catch (error) {
    fail(error)
  }
}

function onLine(): void {
  const state = line?.state.get()
  if (state === 'up') breaks = 0
  if (state === 'lost') again()
}

/** The same call on a new line: the network of a phone changes when one walks out of the house. */
function again(): void {
  breaks += 1
  clearTimeout(timer)
  line?.close()
  line = null
  if (breaks > mostBreaks) {
    finish('failed')
    return
  }
  call.set('lost')
  timer = setTimeout(() => void ring(), againAfterMs)
}

function fail(error: unknown): void {
  const status = error instanceof Refused ? error.status : 0
  const isOurs = key !== null && !(error instanceof NoMicrophone)
  if (isOurs && (status === 0 || status >= 500)) again()
  else finish(isOurs && status === 409 ? 'ended' : whyNot(error, status))
}

function whyNot(error: unknown, status: number): CallState {
  if (error instanceof NoMicrophone) return 'noMicrophone'
  return status === 503 || status === 429 ? 'full' : 'failed'
}

function look(): void {
  clearTimeout(timer)
  timer = setTimeout(async () => {
    if (!key) return
    try {
      const looked = Looked.parse(await post('/help/call/look', { key }))
      if (looked.state === 'ended') return finish('ended')
      if (line?.state.get() === 'up') call.set(looked.state)
      shows(looked.question)
    } catch {
      // The line itself tells whether anything is wrong.
    }
    look()
  }, lookEveryMs)
}

/** Whoever asks without a voice is not to be heard either: the page falls silent with the first question. */
function shows(next: Question | null): void {
  const before = question.get()
  if (next && before && next.turn < before.turn) return
  if (next && next.language !== before?.language) void speak(next.language)
  if (next && !before) hush(true)
  if (!next && before) hush(false)
  if (next?.turn !== before?.turn || next?.said.ro !== before?.said.ro) question.set(next)
}

/** Whether the page keeps to itself what comes over the line. */
export const isSilent = store(false)

export function hush(isOn: boolean): void {
  isSilent.set(isOn)
  line?.deafen(isOn)
}

/** A key for the question on the screen. Pressed without a network it is pressed again by hand: nothing seems sent that is not. */
export async function press(pressed: '1' | '2' | '3'): Promise<void> {
  const asked = question.get()
  if (!key || !asked || isPressing.get()) return
  isPressing.set(true)
  try {
    const looked = Looked.parse(await post('/help/call/press', { key, turn: asked.turn, pressed }))
    if (looked.state === 'ended') finish('ended')
    else shows(looked.question)
  } catch {
    // The question stays where it is.
  } finally {
    isPressing.set(false)
  }
}

/** A key is on its way. */
export const isPressing = store(false)

function finish(state: CallState): void {
  question.set(null)
  isSilent.set(false)
  clearTimeout(timer)
  line?.close()
  line = null
  key = null
  breaks = 0
  call.set(state)
}

/** Also when the page goes away, by whatever key: nobody must go on listening in a room that has been left. */
export function hangUp(state: CallState = 'ended'): void {
  if (key) tellLeaving('/help/call/end', { key })
  finish(state)
}
