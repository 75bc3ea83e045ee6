import type { Chance } from '../../support/chance.ts'
import type { Line, Posted } from '../../support/line.ts'

/** Carries what the network reports: late, twice, in any order, or not at all. The network never says it again. */
export type Post = {
  takes: (reports: readonly Posted[]) => void
  /** One step later: what is due now is delivered, one by one or all at the same instant. */
  comes: () => Promise<void>
  /** At once and as it is. */
  brings: (report: Posted) => Promise<void>
  /** Whatever is still under way arrives. */
  empties: () => Promise<void>
  /** Requests that the product failed over: nothing it is told may break it. */
  failures: string[]
}

/** One in so many. */
const lost = 6
const late = 3
const repeated = 5
const mostSteps = 6

export function openPost(line: Line, is: Chance): Post {
  let bag: { report: Posted; steps: number }[] = []
  const failures: string[] = []
  const brings = async (report: Posted) => {
    const { status } = await line.posts(report)
    // Busy is an answer the network has to live with; anything else is a fault of the product.
    if (status >= 300 && status !== 503) failures.push(`${report.path.split('?')[0]} answered ${status}`)
  }
  const deliver = async (reports: readonly Posted[]) => {
    const shuffled = is.shuffled(reports)
    if (is.below(2) === 0) await Promise.all(shuffled.map(brings))
    else for (const report of shuffled) await brings(report)
  }
  return {
    ...{ brings, failures },
    takes: (reports) => {
      for (const report of reports) {
        if (is.below(lost) === 0) continue
        const copies = is.below(repeated) === 0 ? 2 + is.below(2) : 1
        for (let copy = 0; copy < copies; copy++)
          bag.push({ report, steps: is.below(late) === 0 ? 1 + is.below(mostSteps) : 0 })
      }
    },
    comes: async () => {
      const due = bag.filter(({ steps }) => steps === 0)
      bag = bag.filter(({ steps }) => steps > 0).map(({ report, steps }) => ({ report, steps: steps - 1 }))
      await deliver(due.map(({ report }) => report))
    },
    empties: async () => {
      const rest = bag.map(({ report }) => report)
      bag = []
      await deliver(rest)
    },
  }
}
