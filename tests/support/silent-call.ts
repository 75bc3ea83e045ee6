import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import type { World } from './app.ts'
import { runSql } from './databases.ts'
import type { Line } from './line.ts'
import { operator } from './queue.ts'

export const asChild = { language: 'ro', wording: 'child' } as const

/** Somebody who says nothing, and the operator who has them on the line. */
export async function onASilentLine({ world, line }: { world: World; line: Line }, from: string) {
  const leg = line.call(from)
  await line.posts(line.arrival(leg))
  const ana = await operator(world)
  const { contactId } = await ana.does('queue.next', {})
  const at = (turn: number) => `/twilio/interview?contact=${contactId}&county=CJ&turn=${turn}`
  const posts = async (turn: number, more: Record<string, string>) =>
    (await line.posts({ path: at(turn), params: { ...fixtures.voiceInbound(leg), ...more } })).body
  return {
    ...{ ana, contactId, leg },
    starts: (words: object = asChild) =>
      ana.does('intake.startInterview', { contactId, ...asChild, ...words }),
    hears: (turn: number) => posts(turn, {}),
    presses: (turn: number, Digits: string) => posts(turn, fixtures.gathered({}, Digits)),
    interview: () => ana.asks('triage.interview', { contactId }),
    assessment: () => ana.asks('triage.assessment', { contactId }),
    /** Where the network was told to take the caller, the last wish last. */
    moves: async () => {
      const sql = "select path from intents where kind = 'move' and subject_id = $1 order by turn"
      const rows = await runSql<{ path: string }>(world.database.superUrl, sql, [contactId])
      return rows.map(({ path }) => path.replace(/\?.*&turn=/, ' '))
    },
  }
}
