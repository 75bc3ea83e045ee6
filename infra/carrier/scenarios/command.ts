import { setTimeout as sleep } from 'node:timers/promises'
import { type Asked, asJson, ask, Complaint, type Json, listOf, type Terminal, textOf } from '../terminal.ts'

/** Between two looks, and between two lines of a scenario in which nothing much happens. */
const lookMs = 500
const lineMs = 5_000

/** `scenario` lists them, `scenario <name or file>` plays one and shows how it goes. */
export async function scenario(terminal: Terminal, { options, words: [which] }: Asked): Promise<void> {
  if (options.stop === true) return showEnd(terminal, (await ask(terminal, 'scenario-stop', {})).progress)
  if (!which) return showAll(terminal)
  const { progress } = await ask(terminal, 'scenario-start', {
    ...(which.endsWith('.json') ? { text: textOf(which) } : { name: which }),
    speed: numberIn(options, 'speed'),
    seed: numberIn(options, 'seed'),
  })
  const { name, seconds, speed, seed } = asJson(progress)
  terminal.print(`${name}: ${minutes(seconds)} at speed ${speed}, seed ${seed}. Ctrl-C stops it.`)
  showEnd(terminal, await follow(terminal))
}

async function showAll(terminal: Terminal): Promise<void> {
  const { scenarios, progress } = await ask(terminal, 'scenarios', {})
  for (const { name, about, seconds, callers } of listOf(scenarios)) {
    terminal.print(`${name}  (${minutes(seconds)}, ${callers} callers)`)
    terminal.print(`  ${asJson(about).en}`)
  }
  terminal.print('\nnpm run carrier -- scenario <name or file.json> [--speed 10] [--seed 7]')
  if (asJson(progress).state === 'running') terminal.print(`\nNow: ${lineOf(asJson(progress))}`)
}

/** Until it has ended, or the person at the terminal has had enough. */
async function follow(terminal: Terminal): Promise<unknown> {
  for (let printed = 0; ; ) {
    if (terminal.interrupted.aborted) return (await ask(terminal, 'scenario-stop', {})).progress
    const { progress } = await ask(terminal, 'scenario', {})
    if (asJson(progress).state !== 'running') return progress
    if (performance.now() - printed >= lineMs) {
      terminal.print(lineOf(asJson(progress)))
      printed = performance.now()
    }
    await sleep(lookMs, undefined, { signal: terminal.interrupted }).catch(() => undefined)
  }
}

function showEnd(terminal: Terminal, ended: unknown): void {
  const progress = asJson(ended)
  if (typeof progress.name !== 'string') {
    terminal.print('No scenario has been played.')
    return
  }
  const { state, elapsed, calls, texts, missed } = progress
  const { placed, answered, givenUp } = asJson(calls)
  const how = state === 'stopped' ? 'stopped, and whoever was on the line hung up,' : 'over'
  terminal.print(`${progress.name} is ${how} after ${minutes(elapsed)}.`)
  terminal.print(`  ${placed} calls: ${answered} answered, ${givenUp} given up; ${texts} texts`)
  terminal.print(`  the product answered ${answersOf(progress)}`)
  if (missed !== 0) terminal.print(`  ${missed} things came too late to be said or pressed`)
}

function lineOf(progress: Json): string {
  const { placed, answered, givenUp, onLine } = asJson(progress.calls)
  const calls = `${placed} calls (${onLine} on the line, ${answered} answered, ${givenUp} given up)`
  const when = `${minutes(progress.elapsed)} of ${minutes(progress.seconds)}`
  return `${when}  ${calls}, ${progress.texts} texts; the product answered ${answersOf(progress)}`
}

/** „200 × 35, 503 × 1, nothing × 2”. */
function answersOf({ answers }: Json): string {
  const counted = Object.entries(asJson(answers)).map(
    ([answer, count]) => `${answer === 'none' ? 'nothing' : answer} × ${count}`,
  )
  return counted.join(', ') || 'nothing yet'
}

function minutes(seconds: unknown): string {
  const whole = Math.round(Number(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

function numberIn(options: Asked['options'], name: string): number | undefined {
  const typed = options[name]
  if (typed === undefined) return undefined
  const number = Number(typed)
  if (Number.isFinite(number)) return number
  throw new Complaint(`--${name} wants a number, not "${typed}".`)
}

/** Named as from where the person typed; npm itself runs elsewhere. */
