import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { type Child, start } from './child.ts'
import { hireOperators } from './operators.ts'
import { type Engines, openProduct } from './product.ts'
import { round } from './stats.ts'
import { readVitals, usedBetween } from './vitals.ts'

/*
 * Calls from browsers, through one web process: a caller and an operator with a console in each, and both speak all
 * the time. The other ends of all lines are one process on this machine too, so a delay holds what they took of it.
 */

const quick = process.env.VEGHE_BENCH_QUICK === '1'
const levels = process.env.VEGHE_BENCH_CALLS?.split(',').map(Number) ?? [1, 5, 10, 20]
const most = Math.max(...levels)
const seconds = quick ? 5 : 30
/** Not counted: the lines have just come up. */
const leadInSeconds = 2
/** What has not come by then is of no use to any ear. */
const lateMs = 500
const mostLossPercent = 1

const Got = z.object({
  ...{ sent: z.int(), heard: z.int(), gaps: z.int(), late: z.int() },
  ...{ delay50: z.number(), delay95: z.number(), delay99: z.number() },
})

async function measure(calls: number, { target, voices }: { target: string; voices: Child }) {
  await voices.ask({ call: calls }, 'up')
  await voices.ask({ talk: leadInSeconds }, 'talked')
  const before = await readVitals(target)
  const voicesCpu = z.number().parse(await voices.ask({ talk: seconds }, 'talked'))
  const after = await readVitals(target)
  await pause(lateMs)
  const { sent, heard, gaps, late, ...delays } = Got.parse(await voices.ask({ collect: true }, 'got'))
  await voices.ask({ hangUp: true }, 'free')
  const used = usedBetween(before, after)
  const row = {
    ...{ calls, seconds, sent, heard, gaps },
    loss_percent: round(((sent - heard) / sent) * 100, 3),
    late_percent: round((late / sent) * 100, 3),
    ...{ delay_p50_ms: delays.delay50, delay_p95_ms: delays.delay95, delay_p99_ms: delays.delay99 },
    web_cpu_percent: round(used.own, 1),
    web_late_p99_ms: round(after.late99Ms),
    web_memory_mb: round(after.memoryMb, 0),
    voices_cpu_percent: round(voicesCpu, 1),
    machine_percent: round(used.machine, 1),
  }
  console.log(JSON.stringify(row))
  return row
}

/** True when at the highest level less than one packet in a hundred was lost. */
export async function measureVoice(engines: Engines): Promise<boolean> {
  const product = await openProduct(engines, { VEGHE_MEDIA_CALLS: String(most) })
  const { target } = product
  const children = [await product.start('web'), await product.start('worker')]
  const operators = await hireOperators(product, most)
  const env = { TARGET: target, ORIGIN: target, COOKIES: operators.map(({ cookie }) => cookie).join('\n') }
  const looks = { ...env, COUNT: String(most), BEATS: 'yes' }
  children.push(await start(new URL('consoles.ts', import.meta.url), looks))
  const voices = await start(new URL('voices.ts', import.meta.url), env)
  children.push(voices)
  const rows = []
  for (const calls of levels) rows.push(await measure(calls, { target, voices }))
  for (const child of children.toReversed()) await child.stop()
  const top = rows.find(({ calls }) => calls === most)
  if (!top) return false
  const { calls: voice_calls, loss_percent, delay_p95_ms, web_cpu_percent } = top
  console.log(JSON.stringify({ voice_calls, loss_percent, delay_p95_ms, web_cpu_percent, rows }))
  return loss_percent < mostLossPercent
}
