import { setTimeout as pause } from 'node:timers/promises'
import type { World } from './world.ts'

/** Everybody outside: they call and write, some hang up, some write again. */
export type Callers = {
  /** What they called from and what they wrote, for whoever looks for it where it must not be. */
  numbers: readonly string[]
  texts: readonly string[]
  stop: () => Promise<void>
}

type Way = 'text' | 'again' | 'call' | 'short call'

/** In twenty: most write, as a call makes ten requests where a text makes one. */
const turns: readonly Way[] = [
  ...['text', 'text', 'call', 'text', 'again', 'text', 'text', 'short call', 'text', 'text'],
  ...['text', 'call', 'text', 'text', 'again', 'text', 'short call', 'text', 'text', 'text'],
] as const

const questions = [
  'Bună ziua, unde depun cererea pentru alocație',
  'Aș vrea să știu programul de lucru cu publicul',
  'Cine răspunde de plasament în comuna noastră',
  'Mulțumesc, revin cu întrebarea despre dosar',
]
const danger = 'mă bate acum, nu pot vorbi'
/** One in so many texts tells of danger, and a team is sent. */
const dangerEvery = 60
/** Nobody waits for ever: a caller who means to be short gives up after this. */
const patienceMs = 3_000

let born = 0
/** Nobody's telephone twice, in the range of a mobile operator. */
const newNumber = (): string => `+40722${String(100_000 + born++).padStart(6, '0')}`
/** A word that stands nowhere else, so that it can be looked for. */
export const mark = (number: string): string => `zq${Number(number.slice(-6)).toString(36)}vx`

/** `rate` contacts a second, whatever becomes of those before. */
export function startCallers({ carrier }: World, rate: number): Callers {
  const numbers: string[] = []
  const texts: string[] = []
  const underWay = new Set<Promise<unknown>>()
  const from = performance.now()
  let come = 0

  const comes = async (way: Way): Promise<void> => {
    const number = way === 'again' ? (numbers.at(-5) ?? newNumber()) : newNumber()
    numbers.push(number)
    if (way === 'text' || way === 'again') {
      const words = come % dangerEvery === 7 ? danger : questions[come % questions.length]
      const body = `${words} ${mark(number)} ${come}`
      texts.push(body)
      await carrier.sendText({ from: number, body })
      return
    }
    const { sid } = await carrier.placeCall({ from: number })
    if (way === 'call') return
    await pause(patienceMs)
    await carrier.hangUp({ sid }).catch(() => {}) // somebody else may have ended it meanwhile
  }
  const timer = setInterval(() => {
    for (const due = ((performance.now() - from) / 1000) * rate; come < due; come++) {
      const one = comes(turns[come % turns.length] ?? 'text').finally(() => underWay.delete(one))
      underWay.add(one)
    }
  }, 25)
  return {
    ...{ numbers, texts },
    stop: async () => {
      clearInterval(timer)
      await Promise.all(underWay)
    },
  }
}
