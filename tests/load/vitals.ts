import { cpus } from 'node:os'

/** What a process of the product says of itself, and how busy the machine under it has been. */
export type Vitals = {
  at: number
  /** Since it began. */
  cpuSeconds: number
  memoryMb: number
  /** How late its loop came to its timers since it was last asked: one in a hundred was later. */
  late99Ms: number
  machine: { busy: number; all: number }
}

/** The loop's clock looks every so often, and what it tells includes that. */
const lookMs = 10

export async function readVitals(target: string): Promise<Vitals> {
  const response = await fetch(`${target}/metrics`)
  const text = await response.text()
  const read = (name: string) => Number(new RegExp(`^veghe_${name} (\\S+)$`, 'm').exec(text)?.[1])
  return {
    at: performance.now(),
    cpuSeconds: read('process_cpu_seconds_total'),
    memoryMb: read('process_resident_memory_bytes') / 1e6,
    late99Ms: read('nodejs_eventloop_lag_p99_seconds') * 1_000 - lookMs,
    machine: machineTimes(),
  }
}

/** Of all cores together; a figure taken on a machine that others use is theirs too. */
function machineTimes(): Vitals['machine'] {
  const times = cpus().map((cpu) => cpu.times)
  const all = times.flatMap((each) => Object.values(each)).reduce((sum, each) => sum + each, 0)
  return { all, busy: all - times.reduce((sum, { idle }) => sum + idle, 0) }
}

/** What was used of one core, and of all of them, between two looks; in percent. */
export function usedBetween(before: Vitals, after: Vitals): { own: number; machine: number } {
  const busy = after.machine.busy - before.machine.busy
  return {
    own: ((after.cpuSeconds - before.cpuSeconds) / (after.at - before.at)) * 1e5,
    machine: (busy / (after.machine.all - before.machine.all)) * 100,
  }
}
