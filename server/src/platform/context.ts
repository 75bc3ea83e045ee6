import type { PushBody, PushName } from '@veghe/shared/api.ts'
import type { FactBody, FactKind } from '@veghe/shared/audit/facts.codes.ts'
import type { Role, Scope } from '@veghe/shared/identity/identity.codes.ts'
import type {
  CaseId,
  ContactId,
  CountyCode,
  DispatchId,
  ServiceKeyId,
  StaffId,
  TeamId,
} from '@veghe/shared/kernel/ids.ts'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { Fields } from './crypto/fields.ts'

/** A person acts for one county at a time; a key acts for a program; the carrier and the system act for nobody. */
export type Actor =
  | { kind: 'person'; staffId: StaffId; name: string; county: CountyCode; roles: ReadonlySet<Role> }
  | { kind: 'key'; keyId: ServiceKeyId; county: CountyCode; actions: ReadonlySet<string> }
  | { kind: 'carrier'; county: CountyCode }
  | { kind: 'system' }

/** What a fact is about. At least the county is known: it decides which chain the fact is sealed into. */
export type About = {
  county?: CountyCode
  contactId?: ContactId
  caseId?: CaseId
  dispatchId?: DispatchId
  teamId?: TeamId
  staffId?: StaffId
  /** Where it happened, when that differs from when it was recorded (a phone without signal). */
  at?: Date
  body?: FactBody
}

export type Fact = About & { id: string; kind: FactKind; county: CountyCode; recordedAt: Date; at: Date }

/** Work for later: an outbox row in the same transaction, moved to BullMQ after commit. */
export type Later = (job: {
  name: string
  key: string
  payload: Record<string, unknown>
  runAt: Date
}) => void

/**
 * Tells the readers of a board that an entry changed; sent after commit, best effort. `to` names the staff
 * whose right to the board is only `own`.
 */
export type Tell = <P extends PushName>(
  push: P,
  body: PushBody<P>,
  where: { county: CountyCode; to?: readonly StaffId[] },
) => void

/** Everything a command needs. One per request or job, one transaction, one reading of the clock. */
export type Ctx = {
  db: NodePgDatabase
  actor: Actor
  /** How far the actor's right to the action at hand reaches; `own` is applied in the stores. */
  right: Scope
  now: Date
  /** Encrypts and opens fields with the data key of a county. */
  fields: Fields
  tell: Tell
  later: Later
  /** Records a fact and queues the reactions to it; all in this transaction. */
  happened: (kind: FactKind, about: About) => Promise<Fact>
  /** Work after the commit that is not worth an outbox row: a metric, a nudge. May be lost. */
  afterCommit: (work: () => void | Promise<void>) => void
  /** After the commit, ends this person's sockets in every process: their rights have changed. */
  cutOff: (staffId: StaffId) => void
}
