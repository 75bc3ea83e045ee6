import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { noFaults } from './faults.ts'
import { mediaTypes } from './media.ts'
import { scenario } from './scenarios/command.ts'
import { type Asked, ask, bytesOf, Complaint, type Json, listOf, type Terminal, textOf } from './terminal.ts'

type Command = (terminal: Terminal, asked: Asked) => Promise<void>

const usage = `npm run carrier -- <command>

  call --from +40700000001 [--header X-Cell-Id=001-01-1] [--hum 440] [--hold]
                                                                    call the line; --hum lets the operator hear a note;
                                                                    --hold listens until Ctrl-C and hangs up
  hangup --from +40700000001 | --sid CA…                            end a call
  press --from +40700000001 1                                       press keys
  say --from +40700000001 "vine cineva?"                            say something, which is shown as text
  text --from +40700000001 "mă bate acum"                           send a text to the line; from whatsapp:+40… on WhatsApp
       [--media poza.jpg,alta.png]                                  with files beside it, which need no words
  answer --phone +40700000031 [--machine]                           pick up a ringing phone, or let its machine do so
  decline --phone +40700000031                                      refuse a ringing phone
  phones                                                            every phone, its calls and texts
  journal [--since 2030-01-31T08:00:00Z]                            all that happened on the network
  counts [--since …]                                                the network's own count, for the ledger
  faults [--none] [--fail-webhooks 3] [--double-webhooks 5] [--delay-ms 400] [--shuffle-ms 900] [--full-queues 1]
         [--fail-rest 3 [--fail-rest-with 429|500|503]] [--stall-rest 1] [--mute-rest 1] [--unreachable +40…,+40…]
                                                                    what goes wrong on the network; alone, what does now
  fallback <file.xml> | --none                                      what is played while the product does not answer
  scenario [<name or file.json> [--speed 10] [--seed 7]] [--stop]   plays callers from a script; alone, lists the scripts`

const commands: Record<string, Command> = {
  call: placeCall,
  hangup: async (terminal, asked) => showCall(terminal, await ask(terminal, 'hang-up', whichOf(asked))),
  press: async (terminal, asked) => {
    const digits = asked.words.join('')
    showCall(terminal, await ask(terminal, 'press', { ...whichOf(asked), digits }))
  },
  say: async (terminal, asked) => {
    const words = asked.words.join(' ')
    showCall(terminal, await ask(terminal, 'say', { ...whichOf(asked), words }))
  },
  text: async (terminal, asked) => {
    const body = asked.words.join(' ')
    const text = await ask(terminal, 'text', { from: needed(asked, 'from'), body, media: mediaOf(asked) })
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
  fallback: async (terminal, asked) => {
    const [file] = asked.words
    if (!file && asked.options.none !== true) throw new Complaint('Name the file, or say --none.')
    const document = file ? textOf(file) : undefined
    const { fallbackUrl } = await ask(terminal, 'fallback', { document })
    terminal.print(`Asked for while the product does not answer: ${fallbackUrl}`)
  },
  scenario,
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
        hum: text,
        since: text,
        media: text,
        hold: flag,
        machine: flag,
        none: flag,
        speed: text,
        seed: text,
        stop: flag,
        unreachable: text,
        ...Object.fromEntries(countedFaults.map((name) => [name, text])),
      },
    })
    return { options: values, words: positionals }
  } catch (error) {
    throw new Complaint(error instanceof Error ? error.message : String(error))
  }
}

async function placeCall(terminal: Terminal, asked: Asked): Promise<void> {
  const from = needed(asked, 'from')
  const { to, hum } = asked.options
  const call = await ask(terminal, 'call', { from, to, headers: headersOf(asked), hum })
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

function mediaOf({ options }: Asked): Json[] {
  const files = typeof options.media === 'string' ? options.media.split(',').filter(Boolean) : []
  return files.map((file) => ({
    contentType: mediaTypes[file.replace(/^.*\./, '').toLowerCase()] ?? 'application/octet-stream',
    content: bytesOf(file).toString('base64'),
  }))
}

function headersOf({ options }: Asked): Json | undefined {
  if (typeof options.header !== 'string') return undefined
  // A position has commas of its own.
  const pairs = options.header.split(/,(?=[\w-]+=)/).map((pair) => pair.split('='))
  return Object.fromEntries(pairs.map(([name = '', ...value]) => [name.trim(), value.join('=')]))
}

const countedFaults = [
  'fail-webhooks',
  'double-webhooks',
  'delay-ms',
  'shuffle-ms',
  'full-queues',
  'fail-rest',
  'fail-rest-with',
  'stall-rest',
  'mute-rest',
]

function faultsOf({ options }: Asked): Json {
  const named = countedFaults.flatMap((name) =>
    options[name] === undefined ? [] : [[camelCased(name), countIn(name, options[name])]],
  )
  const { unreachable } = options
  return {
    ...(options.none === true ? noFaults() : {}),
    ...Object.fromEntries(named),
    ...(typeof unreachable === 'string' ? { unreachable: unreachable.split(',').filter(Boolean) } : {}),
  }
}

function countIn(name: string, typed: string | boolean | undefined): number {
  const count = Number(typed)
  if (Number.isInteger(count)) return count
  throw new Complaint(`--${name} wants a number, not "${typed}".`)
}

const camelCased = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

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
