import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { countOf, nowNs, type Plan } from './plan.ts'
import type { Engines } from './product.ts'
import { consoleCount, type Side, startFloor, startProduct } from './sides.ts'
import { median, quantile, ratioOf, round } from './stats.ts'

/*
 * Signed webhook → committed → queued → shown on every one of 200 consoles, beside a floor that does no more than that.
 * Both stand on the same engines and take turns, so that the machine's other tenants trouble them alike.
 */

const quick = process.env.VEGHE_BENCH_QUICK === '1'
const rates = process.env.VEGHE_BENCH_RATES?.split(',').map(Number) ?? [20, 50, 100, 200]
const windows = quick ? 2 : 5
const seconds = quick ? 5 : 20

const Driven = z.object({ ms: z.array(z.number()), failed: z.number() })
const Shown = z.object({ last: z.array(z.number()), missing: z.number(), contacts: z.number() })

type Measured = { last50: number; last95: number; http50: number; http95: number; troubles: number }

async function window(side: Side, rate: number, length = seconds): Promise<Measured> {
  const plan: Plan = { startNs: String(nowNs() + 300_000_000n), rate, seconds: length }
  await side.consoles.ask({ plan }, 'planned')
  const driven = Driven.parse(await side.driver.ask(plan, 'done'))
  await pause(1_000)
  const shown = Shown.parse(await side.consoles.ask({ collect: true }, 'got'))
  const unseen = countOf(plan) - shown.contacts
  return {
    last50: quantile(shown.last, 0.5),
    last95: quantile(shown.last, 0.95),
    http50: quantile(driven.ms, 0.5),
    http95: quantile(driven.ms, 0.95),
    troubles: driven.failed + shown.missing + unseen * consoleCount,
  }
}

async function compare(sides: readonly [Side, Side], rate: number) {
  const measured: Record<Side['name'], Measured[]> = { floor: [], product: [] }
  for (let turn = 0; turn < windows; turn++) {
    for (const side of turn % 2 === 0 ? sides : sides.toReversed()) {
      measured[side.name].push(await window(side, rate))
      await side.clear()
      await pause(500)
    }
  }
  const of = (name: Side['name'], part: keyof Measured) => measured[name].map((one) => one[part])
  const row = {
    rate,
    windows,
    consoles: consoleCount,
    troubles: of('product', 'troubles').reduce((a, b) => a + b, 0),
  }
  const parts = (['last50', 'last95', 'http50', 'http95'] as const).map((part) => {
    const { ratio, range } = ratioOf(of('product', part), of('floor', part))
    const [product, floor] = [round(median(of('product', part))), round(median(of('floor', part)))]
    return [part, { product, floor, ratio, range }] as const
  })
  const compared = { ...row, ...Object.fromEntries(parts) }
  console.log(JSON.stringify(compared))
  return { ...row, parts: Object.fromEntries(parts) }
}

/** True when nothing went wrong. */
export async function measureShown(engines: Engines): Promise<boolean> {
  const sides = [await startFloor(engines), await startProduct(engines)] as const
  for (const side of sides) {
    await window(side, 50, 4)
    await side.clear()
  }
  const rows = []
  for (const rate of rates) rows.push(await compare(sides, rate))
  const at50 = rows.find(({ rate }) => rate === 50)?.parts
  for (const side of sides) await side.stop()
  const troubles = rows.reduce((sum, row) => sum + row.troubles, 0)
  console.log(
    JSON.stringify({
      p95_ratio_at_50: at50?.last95?.ratio ?? null,
      p50_ratio_at_50: at50?.last50?.ratio ?? null,
      p95_range_at_50: at50?.last95?.range ?? null,
      p50_range_at_50: at50?.last50?.range ?? null,
      troubles,
      rows: rows.map(({ parts, ...row }) => ({ ...row, ...parts })),
    }),
  )
  return troubles === 0
}
