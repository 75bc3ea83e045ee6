import { WebSocket } from 'ws'
import { contactOf, dueNs, nowNs, type Plan } from './plan.ts'

/* Consoles that speak just enough of the protocol to be told: the cheapest receiver, so that the delay is the server's. */

const { TARGET = '', PATH_ = '/live/', COOKIES = '', ORIGIN = '', COUNT = '200', BEATS = '' } = process.env
const cookies = COOKIES.split('\n')
const shown = /"callerDigits":"(\d{3})"/
let plan: Plan | null = null
/** Delays in milliseconds by contact; a console shows each contact once. */
let delays: number[][] = []

function hear(text: string): void {
  const digits = shown.exec(text)?.[1]
  if (!plan || !digits || !text.includes('"version":1,')) return
  const at = nowNs()
  const i = contactOf(plan, digits, at)
  const list = delays[i] ?? []
  delays[i] = list
  list.push(Number(at - dueNs(plan, i)) / 1e6)
}

const open = (n: number) =>
  new Promise<WebSocket>((resolve, reject) => {
    const cookie = cookies[n % cookies.length] ?? ''
    const url = `${TARGET.replace('http', 'ws')}${PATH_}?EIO=4&transport=websocket`
    const socket = new WebSocket(url, { perMessageDeflate: false, headers: { cookie, origin: ORIGIN } })
    socket.on('error', reject)
    socket.on('message', (bytes) => {
      const text = bytes.toString()
      if (text.startsWith('0')) socket.send('40')
      else if (text.startsWith('2')) socket.send('3')
      else if (text.startsWith('40')) resolve(socket)
      else if (text.startsWith('44')) reject(new Error(`A console was not let in: ${text}`))
      else if (text.startsWith('42')) hear(text)
    })
  })

const sockets = await Promise.all(Array.from({ length: Number(COUNT) }, (_, n) => open(n)))
// A screen says once a second that it is there, each at its own moment.
const beat = (socket: WebSocket) => setInterval(() => socket.send('42["present",{}]'), 1_000)
if (BEATS) for (const [n, socket] of sockets.entries()) setTimeout(() => beat(socket), n * 5)

process.on('message', (message: { plan?: Plan; collect?: true }) => {
  if (message.plan) {
    plan = message.plan
    delays = []
    process.send?.({ planned: true })
  }
  if (message.collect) {
    const full = delays.filter((list) => list.length >= sockets.length)
    const missing = delays.reduce((sum, list) => sum + Math.max(0, sockets.length - list.length), 0)
    process.send?.({
      got: {
        last: full.map((list) => Math.max(...list)),
        any: delays.flat(),
        missing,
        contacts: delays.length,
      },
    })
    plan = null
  }
})
// A bench that ended in disorder leaves nobody behind.
process.on('disconnect', () => process.exit())
process.send?.({ ready: true })
