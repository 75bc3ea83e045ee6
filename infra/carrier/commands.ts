import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

/** Where the network is driven from, and where the answer is printed. */
export type Terminal = { url: string; print: (line: string) => void; interrupted: AbortSignal }

type Json = Record<string, unknown>
type Command = (terminal: Terminal, asked: Asked) => Promise<void>
type Asked = { options: Record<string, string | boolean | undefined>; words: string[] }

/** A mistake in what was typed, or a refusal of the network: one sentence, no stack. */
export class Complaint extends Error {}

const usage = `npm run carrier -- <command>

  call --from +40700000001 [--header X-Cell-Id=001-01-1] [--hold]   call the line; --hold listens until Ctrl-C and hangs up
  hangup --from +40700000001 | --sid CA…                            end a call
  press --from +40700000001 1                                       press keys
  text --from +40700000001 "mă bate acum"                           send a text to the line
  answer --phone +40700000031 [--machine]                           pick up a ringing phone, or let its machine do so
  decline --phone +40700000031                                      refuse a ringing phone
  phones                                                            every phone, its calls and texts
  journal [--since 2030-01-31T08:00:00Z]                            all that happened on the network
  counts [--since …]                                                the network's own count, for the ledger
  faults [--fail-webhooks 3] [--delay-ms 0] [--fail-rest 0] [--unreachable +40…,+40…]`

const commands: Record<string, Command> = {
  call: placeCall,
  hangup: async (terminal, asked) => showCall(terminal, await ask(terminal, 'hang-up', whichOf(asked))),
  press: async (terminal, asked) => {
    const digits = asked.words.join('')
    showCall(terminal, await ask(terminal, 'press', { ...whichOf(asked), digits }))
  },
  text: async (terminal, asked) => {
    const text = await ask(terminal, 'text', { from: needed(asked, 'from'), body: asked.words.join(' ') })
    terminal.print(`Sent from ${text.from}: „${text.body}” (${text.sid})`)
    await showReception(terminal, text)
  },
  answer: async (terminal, asked) => {
    const machine = asked.options.machine === true
    showCall(terminal, await ask(terminal, 'answer', { ...whichOf(asked), machine }))
  },
  decline: async (terminal, asked) => showCall(terminal, await ask(terminal, 'decline', whichOf(asked))),
  phones: async (terminal) => showPhones(terminal, await ask(terminal, 'phones', {})),
  journal: async (terminal, asked) => {
    const { entries } = await ask(terminal, 'journal', { since: asked.options.since })
    for (const entry of listOf(entries)) terminal.print(entryLine(entry))
  },
  counts: async (terminal, asked) => {
    const counts = await ask(terminal, 'counts', { since: asked.options.since })
    terminal.print(
      `in: ${counts.calls} calls, ${counts.texts} texts; out: ${counts.callsOut} calls, ${counts.textsOut} texts`,
    )
  },
  faults: async (terminal, asked) => {
    const faults = await ask(terminal, 'faults', faultsOf(asked))
    terminal.print(JSON.stringify(faults))
  },
}

/** Runs one command line; complaints are printed, and the exit status is given back. */
export async function runCommand(args: string[], terminal: Terminal): Promise<number> {
  const [name = 'help', ...rest] = args
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    terminal.print(usage)
    return name === 'help' || name === '--help' ? 0 : 1
  }
  try {
    await command(terminal, read(rest))
    return 0
  } catch (error) {
    if (!(error instanceof Complaint)) throw error
    terminal.print(error.message)
    return 1
  }
}

function read(args: string[]): Asked {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        from: text,
        to: text,
        sid: text,
        phone: text,
        header: text,
        since: text,
        hold: flag,
        machine: flag,
        'fail-webhooks': text,
        'delay-ms': text,
        'fail-rest': text,
        unreachable: text,
      },
    })
    return { options: values, words: positionals }
  } catch (error) {
    throw new Complaint(error instanceof Error ? error.message : String(error))
  }
}

async function placeCall(terminal: Terminal, asked: Asked): Promise<void> {
  const from = needed(asked, 'from')
  const call = await ask(terminal, 'call', { from, to: asked.options.to, headers: headersOf(asked) })
  showCall(terminal, call)
  await showReception(terminal, call)
  if (asked.options.hold !== true) return
  terminal.print('Holding the line; Ctrl-C hangs up.')
  await listen(terminal, { from, sid: String(call.sid), printed: listOf(call.transcript).length })
}

/** Prints what the caller hears as it is said, until the call ends or the caller has had enough. */
async function listen(
  terminal: Terminal,
  line: { from: string; sid: string; printed: number },
): Promise<void> {
  let { printed } = line
  while (!terminal.interrupted.aborted) {
    const { calls } = await ask(terminal, 'phone', { phone: line.from })
    const call = listOf(calls).find((call) => call.sid === line.sid) ?? {}
    for (const spoken of listOf(call.transcript).slice(printed)) terminal.print(`  ${spoken.text}`)
    printed = listOf(call.transcript).length
    if (typeof call.endedAt === 'string') return terminal.print(`The call is over: ${call.status}.`)
    await sleep(400, undefined, { signal: terminal.interrupted }).catch(() => undefined)
  }
  showCall(terminal, await ask(terminal, 'hang-up', { sid: line.sid }))
}

async function ask(terminal: Terminal, act: string, body: Json): Promise<Json> {
  let reply: Response
  try {
    reply = await fetch(`${terminal.url}/control/${act}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  } catch {
    throw new Complaint(`The telephone network does not answer on ${terminal.url}; start it with: npm start`)
  }
  const answer = asJson(await reply.json())
  if (!reply.ok) throw new Complaint(String(answer.error ?? `The network answered ${reply.status}.`))
  return answer
}

function whichOf({ options }: Asked): Json {
  const which = { sid: options.sid, phone: options.phone ?? options.from }
  if (!which.sid && !which.phone) throw new Complaint('Say which call: --from, --phone or --sid.')
  return which
}

function needed({ options }: Asked, name: string): string {
  const value = options[name]
  if (typeof value === 'string' && value !== '') return value
  throw new Complaint(`--${name} is missing.`)
}

function headersOf({ options }: Asked): Json | undefined {
  if (typeof options.header !== 'string') return undefined
  // A position has commas of its own.
  const pairs = options.header.split(/,(?=[\w-]+=)/).map((pair) => pair.split('='))
  return Object.fromEntries(pairs.map(([name = '', ...value]) => [name.trim(), value.join('=')]))
}

function faultsOf({ options }: Asked): Json {
  const count = (name: string) => (options[name] === undefined ? undefined : Number(options[name]))
  return {
    failWebhooks: count('fail-webhooks'),
    delayMs: count('delay-ms'),
    failRest: count('fail-rest'),
    unreachable:
      typeof options.unreachable === 'string' ? options.unreachable.split(',').filter(Boolean) : undefined,
  }
}

/** Whether the product took the call or text: the network has it either way. */
async function showReception(terminal: Terminal, placed: Json): Promise<void> {
  const { entries } = await ask(terminal, 'journal', { since: placed.createdAt })
  const tries = listOf(entries).filter(
    ({ what, sid }) => String(what).startsWith('webhook.') && sid === placed.sid,
  )
  const [first] = tries
  if (first?.what === 'webhook.answered')
    terminal.print(`The product answered ${first.status} in ${first.ms} ms.`)
  else if (first) terminal.print(`The product did not answer: ${first.reason}.`)
}

function showCall(terminal: Terminal, call: Json): void {
  terminal.print(callLine(call))
  for (const spoken of listOf(call.transcript)) terminal.print(`  ${spoken.text}`)
}

function showPhones(terminal: Terminal, shown: Json): void {
  terminal.print(`The line: ${shown.line}`)
  for (const phone of listOf(shown.phones)) {
    terminal.print(String(phone.number))
    for (const call of listOf(phone.calls)) terminal.print(`  ${callLine(call)}`)
    for (const text of listOf(phone.texts)) {
      terminal.print(`  ${text.direction === 'inbound' ? '→' : '←'} „${text.body}” ${text.status}`)
    }
  }
}

function callLine(call: Json): string {
  return `${call.from} → ${call.to}  ${call.status}  ${call.sid}`
}

function entryLine({ at, what, id: _, ...rest }: Json): string {
  const details = Object.entries(rest).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  return `${at} ${what} ${details.join(' ')}`
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(asJson) : []
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}
