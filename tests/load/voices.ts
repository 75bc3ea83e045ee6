import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { z } from 'zod'
import type { Desk } from '../faults/desk.ts'
import { untilTrue } from '../faults/until.ts'
import { type Line, openLine } from './line.ts'
import { deskOf } from './operators.ts'
import { round } from './stats.ts'
import { type Talk, talk } from './talk.ts'

/* Both ends of every call: whoever pressed the button on the public page, and the operator who answered. */

type Call = {
  key: string
  contactId: ContactId
  desk: Desk
  lines: readonly [Line, Line]
  page: NodeJS.Timeout
}

const { TARGET = '', COOKIES = '' } = process.env
const desks = COOKIES.split('\n').map((cookie, n) => deskOf(TARGET, { name: `Operator ${n + 1}`, cookie }))
const comesUpWithinMs = 5_000
/** The caller's page asks so often how its call stands. */
const lookEveryMs = 1_500

const Rung = z.object({ key: z.string(), answer: z.string() })
let calls: Call[] = []
let talking: Talk | undefined
const hear: Talk['hear'] = (payload, skipped) => talking?.hear(payload, skipped)

async function post(path: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json', origin: TARGET }
  const response = await fetch(`${TARGET}/help/call${path}`, {
    ...{ method: 'POST', headers },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`/help/call${path} answered ${response.status}.`)
  return response.json()
}

async function ring(desk: Desk): Promise<Call> {
  const caller = await openLine(hear)
  const { key, answer } = Rung.parse(await post('', { offer: caller.offer }))
  await caller.take(answer)
  const { contactId } = await desk.does('queue.next', {})
  const operator = await openLine(hear)
  const joined = await desk.does('queue.joinCall', { contactId, offer: operator.offer })
  await operator.take(joined.answer)
  await desk.does('queue.tellOfRecording', { contactId })
  await untilTrue(() => caller.isUp() && operator.isUp(), comesUpWithinMs)
  const page = setInterval(() => void post('/look', { key }).catch(() => {}), lookEveryMs)
  return { key, contactId, desk, lines: [caller, operator], page }
}

/** Callers hang up and operators close their contacts, so that everybody is free for the next. */
async function hangUp(): Promise<void> {
  for (const { key, page } of calls) {
    clearInterval(page)
    await post('/end', { key })
  }
  for (const { desk, contactId } of calls) {
    const isOver = async () =>
      (await desk.asks('queue.board', {})).every(({ id, live }) => id !== contactId || !live)
    await untilTrue(isOver, comesUpWithinMs)
    await desk.does('triage.dispose', { contactId, disposition: 'Z-06' })
  }
  for (const line of calls.flatMap(({ lines }) => lines)) await line.close()
  calls = []
}

type Message = { call?: number; talk?: number; collect?: true; hangUp?: true }

async function answer(message: Message): Promise<object> {
  if (message.call) {
    for (const desk of desks.slice(0, message.call)) calls.push(await ring(desk))
    return { up: calls.length }
  }
  if (message.talk) {
    const before = process.cpuUsage()
    talking = talk(
      calls.flatMap(({ lines }) => lines),
      message.talk,
    )
    await talking.over
    const { user, system } = process.cpuUsage(before)
    return { talked: round((user + system) / 1e4 / message.talk) }
  }
  if (message.collect) return { got: talking?.got() }
  await hangUp()
  return { free: true }
}

process.on('message', (message: Message) => {
  answer(message).then((answered) => process.send?.(answered))
})
process.on('disconnect', () => process.exit())
process.send?.({ ready: true })
