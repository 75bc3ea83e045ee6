import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { answerFigures, answersSince } from '../answers.ts'
import { openConsoles } from '../consoles.ts'
import { type Drill, inWorld, type Result, type Struck, settled, underLoad } from '../drill.ts'
import { type Load, startLoad } from '../load.ts'
import { secondsToRecover } from '../recovery.ts'
import { settings } from '../settings.ts'
import { until } from '../until.ts'
import { killAndRestart, type World } from '../world.ts'

const delayBoundSeconds = 2
const toldBoundMs = 5_000
const cutMs = 15_000
const stormBoundMs = 5_000

/** A deployment: one after the other is asked to stop and starts anew. Whoever comes goes to the other. */
async function deployed(world: World): Promise<Struck> {
  const from = new Date()
  const broken: string[] = []
  for (const web of world.webs) {
    const code = await web.stop()
    if (code !== 0) broken.push(`${web.name} stopped with ${code}`)
    await web.start()
    await pause(2_000)
  }
  const answers = answersSince(world, from)
  const late = answers.delays.filter((seconds) => seconds > delayBoundSeconds)
  if (late.length > 0)
    broken.push(`${late.length} contacts were delayed, the longest by ${Math.max(...late)} s`)
  return { figures: { ...answerFigures(answers), late: late.length }, broken }
}

/** At any instant whatever, again and again: between commit and push, between push and queue, in mid-transaction. */
async function killedOften({ webs }: World): Promise<Struck> {
  for (let kill = 0; kill < settings.kills; kill++) {
    await pause(randomInt(100, 2_500))
    for (const web of webs) await killAndRestart(web)
  }
  return { figures: { kills: settings.kills } }
}

/** One of two webs does not hear Redis any more. Both go on serving, and everybody who looks sees both. */
async function halfDeaf(world: World, { consoles }: Load): Promise<Struck> {
  await world.links?.set('web2-redis', 'cut')
  const broken: string[] = []
  let slowest = 0
  for (const at of [0, 1, 2]) {
    const body = `Văd amândouă ${at}`
    void world.carrier.sendText({ from: `+40727${100_000 + at}`, body })
    const seconds = await until(() => consoles.showing(body).count === consoles.all.length, cutMs)
    slowest = Math.max(slowest, seconds)
    if (!(seconds * 1000 <= toldBoundMs))
      broken.push(`some screens heard of a text after ${seconds.toFixed(1)} s`)
    await pause(2_000)
  }
  await world.links?.set('web2-redis', 'open')
  return { figures: { told_s: slowest.toFixed(1) }, broken }
}

/** Everybody is thrown out at the same instant and comes back at once, while contacts keep coming in. */
const storm: Drill = {
  name: 'reconnect-storm',
  run: (stage) =>
    inWorld(stage, {}, async (world): Promise<Result> => {
      const load = await startLoad(world)
      const crowd = await openConsoles(world, settings.storm)
      await pause(settings.beforeMs)
      for (const web of world.webs) await killAndRestart(web)
      const isBack = () => crowd.synchronised() === crowd.all.length
      const [back, recoverySeconds] = await Promise.all([
        until(isBack, stormBoundMs * 12),
        secondsToRecover(world, load.consoles),
      ])
      await pause(settings.afterMs)
      await load.stop()
      const ledger = await settled(world, load)
      crowd.close()
      const isLate = !(back * 1000 <= stormBoundMs)
      return {
        ...{ ledger, recoverySeconds },
        figures: { crowd: crowd.all.length, back_s: back.toFixed(1) },
        broken: isLate ? [`${crowd.all.length} screens were back after ${back.toFixed(1)} s`] : [],
      }
    }),
}

export const webDrills: readonly Drill[] = [
  underLoad('web-restart', deployed, { webs: 2 }),
  underLoad('web-kills', killedOften),
  underLoad('two-webs', halfDeaf, { webs: 2, links: true }),
  storm,
]
