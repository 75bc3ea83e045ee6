import { type Callers, startCallers } from './callers.ts'
import { startClerk } from './clerk.ts'
import { type Consoles, openConsoles } from './consoles.ts'
import { type Acknowledged, startOperators } from './operators.ts'
import { startResponders } from './responders.ts'
import { settings } from './settings.ts'
import type { World } from './world.ts'

/** The line in full swing: callers, screens, operators, teams. */
export type Load = {
  consoles: Consoles
  callers: Callers
  acknowledged: Acknowledged
  /** Nobody comes any more and everybody ends what they have begun; the screens stay. */
  stop: () => Promise<void>
}

/** Without operators nobody is served, for drills that look at what happens then. */
export type LoadOptions = { operators?: number }

export async function startLoad(
  world: World,
  { operators: count = settings.operators }: LoadOptions = {},
): Promise<Load> {
  const consoles = await openConsoles(world, settings.consoles)
  const operators = await startOperators(world, count)
  const others = [startResponders(world), startClerk(world)]
  const callers = startCallers(world, settings.rate)
  return {
    ...{ consoles, callers, acknowledged: operators.acknowledged },
    stop: async () => {
      await callers.stop()
      await Promise.all([operators.stop(), ...others.map((other) => other.stop())])
    },
  }
}
