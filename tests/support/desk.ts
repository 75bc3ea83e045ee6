import { auditChapter } from '@veghe/server/audit/audit.api.ts'
import { casesChapter } from '@veghe/server/cases/cases.api.ts'
import { directoryChapter } from '@veghe/server/directory/directory.api.ts'
import { dispatchChapter } from '@veghe/server/dispatch/dispatch.api.ts'
import { intakeChapter } from '@veghe/server/intake/intake.api.ts'
import { oncallChapter } from '@veghe/server/oncall/oncall.api.ts'
import { queueChapter } from '@veghe/server/queue/queue.api.ts'
import { telephonyChapter } from '@veghe/server/telephony/telephony.api.ts'
import { triageChapter } from '@veghe/server/triage/triage.api.ts'
import type { FactBody, FactKind } from '@veghe/shared/audit/facts.codes.ts'
import type { Place } from '@veghe/shared/intake/intake.codes.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { World } from './app.ts'
import { runSql } from './databases.ts'
import type { Person } from './person.ts'

/** What the work at a desk needs, in the order reactions run. */
export const deskChapters = [
  auditChapter,
  directoryChapter,
  telephonyChapter,
  intakeChapter,
  queueChapter,
  triageChapter,
  casesChapter,
  dispatchChapter,
  oncallChapter,
]

/** Somebody walks in and is taken by this operator, who is new at the desk. */
export async function takes(
  world: World,
  who: Person,
  told: { text?: string; number?: string; place?: Place } = {},
): Promise<ContactId> {
  const { text = 'O întrebare despre alocație.', ...known } = told
  await who.does('queue.setStatus', { status: 'available' })
  const entered = { channel: 'walk_in' as const, receivedAt: world.now(), text, ...known }
  const { contactId } = await who.does('intake.enter', entered)
  const officer = await world.signIn('duty_officer', { county: who.actor.county })
  const entry = await entryOf(officer, contactId)
  await officer.does('queue.reassign', { contactId, version: entry?.version ?? 0, to: who.staffId })
  return contactId
}

/** An operator with a contact in hand. */
export async function atWork(world: World, told?: Parameters<typeof takes>[2]) {
  const operator = await world.signIn('operator')
  return { operator, contactId: await takes(world, operator, told) }
}

export const entryOf = async (reader: Person, contactId: ContactId) =>
  (await reader.asks('queue.board', {})).find(({ id }) => id === contactId)

export type KeptFact = { kind: FactKind; body: FactBody }

/** Facts about a contact or a case, oldest first: what they say and nothing else. */
export const factsAbout = (world: World, id: string): Promise<KeptFact[]> =>
  runSql<KeptFact>(
    world.database.superUrl,
    'select kind, body from facts where contact_id = $1 or case_id = $1 order by recorded_at, id',
    [id],
  )

export const bodiesOf = (facts: readonly KeptFact[], kind: FactKind): FactBody[] =>
  facts.filter((fact) => fact.kind === kind).map(({ body }) => body)

export const floresti: Place = {
  ...{ unit: 57706, locality: null, precision: 'exact' },
  ...{ address: 'str. Eroilor nr. 12', landmark: '', access: '' },
}

/** All that is known is the town. */
export const clujNapoca: Place = {
  ...{ unit: 54975, locality: null, precision: 'unit_only' },
  ...{ address: '', landmark: '', access: '' },
}
