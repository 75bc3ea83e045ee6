import type { DispatchId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal, type RefusalCode } from '@veghe/shared/kernel/refusal.ts'
import { hours } from '@veghe/shared/kernel/time.ts'
import { NoAnswer, sendOnce } from '../platform/api.ts'
import { serverNow } from '../platform/clock.ts'
import { onReturn } from '../platform/live.ts'
import { store } from '../platform/store.ts'
import type { OwnStep, What } from './ownStep.ts'
import { dropStep, keepStep, recallSteps } from './pocket.ts'

/** Everything said on this phone by this person, oldest first: what waits for signal and what has left. */
export const said = store<readonly OwnStep[]>([])
/** Whether the phone can keep what has not left yet; where it cannot, a step is only safe once it is sent. */
export const keeps = store(true)

const shownAfterMs = hours(12)
const retryMs = { first: 1_000, most: 20_000 }
/** A request that hangs in a valley with half a signal counts as unanswered; its key makes a second try harmless. */
const answerMs = 12_000

/** The server is there but cannot answer now, or wants a sign-in first: the step is neither done nor refused. */
const later: readonly RefusalCode[] = [
  'busy',
  'unavailable',
  'too_many',
  'not_signed_in',
  'second_factor_needed',
  'bug',
]

let speaker: StaffId | null = null
let onDone: () => void = () => {}
let isSending = false
let tries = 0
let timer: ReturnType<typeof setTimeout> | undefined

const replace = (step: OwnStep): void =>
  said.set(said.get().map((each) => (each.key === step.key ? step : each)))

/**
 * Says one thing: stamped with this phone's time, kept, shown, and sent as soon as there is a way. Kept first, so that a
 * phone that dies in the same second still says it when it wakes.
 */
export async function say(what: What, dispatchId: DispatchId | null): Promise<void> {
  if (!speaker) throw new Error('nobody speaks yet')
  const step: OwnStep = {
    key: crypto.randomUUID(),
    staffId: speaker,
    dispatchId,
    at: serverNow(),
    what: stamped(what),
    state: 'waiting',
    refusal: null,
  }
  await keepStep(step).catch(() => keeps.set(false))
  said.set([...said.get(), step])
  // Help waits behind nothing, not even a request that hangs.
  if (what.action === 'dispatch.sos' && isSending) void sent(step)
  else void flush()
}

/** „Nu pot” has no time of its own: it is about the question, not about the road. */
function stamped(what: What): What {
  const at = serverNow()
  switch (what.action) {
    case 'oncall.acknowledge':
      return { action: what.action, input: { ...what.input, at } }
    case 'dispatch.report':
      return { action: what.action, input: { ...what.input, at } }
    case 'dispatch.childSafe':
      return { action: what.action, input: { ...what.input, at } }
    case 'dispatch.sos':
      return { action: what.action, input: { ...what.input, at } }
    case 'oncall.decline':
      return what
  }
}

/** An SOS first; the rest in the order in which it happened. */
const nextToSend = (steps: readonly OwnStep[]): OwnStep | undefined =>
  steps.find((step) => step.state === 'waiting' && step.what.action === 'dispatch.sos') ??
  steps.find((step) => step.state === 'waiting')

/** Sends all that waits, one after the other, and stops at the first that gets no answer. */
export async function flush(): Promise<void> {
  if (isSending) return
  isSending = true
  clearTimeout(timer)
  try {
    for (let step = nextToSend(said.get()); step; step = nextToSend(said.get())) {
      if (!(await sent(step))) break
    }
  } finally {
    isSending = false
  }
  if (!nextToSend(said.get())) return
  tries += 1
  timer = setTimeout(() => void flush(), Math.min(retryMs.most, retryMs.first * 2 ** tries))
}

/** True when the server has spoken about it, whatever it said. */
async function sent(step: OwnStep): Promise<boolean> {
  try {
    await Promise.race([deliver(step), silence(answerMs)])
    settle({ ...step, state: 'sent' })
  } catch (failed) {
    if (failed instanceof NoAnswer) return false
    if (!(failed instanceof Refusal) || later.includes(failed.code)) return false
    settle({ ...step, state: 'refused', refusal: failed.code })
  }
  tries = 0
  onDone()
  return true
}

const silence = (ms: number): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new NoAnswer('no answer in time')), ms))

function settle(step: OwnStep): void {
  replace(step)
  keepStep(step).catch(() => keeps.set(false))
}

function deliver({ key, what }: OwnStep): Promise<unknown> {
  switch (what.action) {
    case 'oncall.acknowledge':
      return sendOnce(what.action, what.input, key)
    case 'oncall.decline':
      return sendOnce(what.action, what.input, key)
    case 'dispatch.report':
      return sendOnce(what.action, what.input, key)
    case 'dispatch.childSafe':
      return sendOnce(what.action, what.input, key)
    case 'dispatch.sos':
      return sendOnce(what.action, what.input, key)
  }
}

/** Picks up what an earlier run of the app left, and sends at every chance there is. Returns how to stop. */
export async function startOutbox(who: StaffId, done: () => void): Promise<() => void> {
  speaker = who
  onDone = done
  const found = (await recallSteps()).filter((step) => step.staffId === who)
  const now = serverNow().getTime()
  const isOld = (step: OwnStep) => step.state !== 'waiting' && now - step.at.getTime() > shownAfterMs
  for (const step of found.filter(isOld)) void dropStep(step.key)
  const known = new Set(said.get().map((step) => step.key))
  said.set([...found.filter((step) => !isOld(step) && !known.has(step.key)), ...said.get()])
  const again = () => {
    tries = 0
    void flush()
  }
  const whenSeen = () => {
    if (!document.hidden) again()
  }
  window.addEventListener('online', again)
  document.addEventListener('visibilitychange', whenSeen)
  const stopReturn = onReturn(again)
  again()
  return () => {
    window.removeEventListener('online', again)
    document.removeEventListener('visibilitychange', whenSeen)
    stopReturn()
    clearTimeout(timer)
  }
}

export const waitingOf = (steps: readonly OwnStep[]): OwnStep[] =>
  steps.filter((step) => step.state === 'waiting')
