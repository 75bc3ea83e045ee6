import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import type pg from 'pg'
import type { ChainedFact } from './chain.ts'

/** Any number nobody else takes. One process at a time extends the chains. */
const sealingLock = 119_002

const factColumns = `f.id, f.county, f.kind, f.contact_id as "contactId", f.case_id as "caseId",
  f.dispatch_id as "dispatchId", f.team_id as "teamId", f.staff_id as "staffId", f.actor_kind as "actorKind",
  f.actor_id as "actorId", f.at, f.recorded_at as "recordedAt", f.body, f.tx::text as tx`

/** Below this no transaction can still commit, so nothing can slip in before what is sealed. */
const settled = 'f.tx < pg_snapshot_xmin(pg_current_snapshot())'

export async function takeSealingLock(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_xact_lock($1) as taken', [
    sealingLock,
  ])
  return rows[0]?.taken === true
}

/** Settled facts after the last sealed one, in the order of the chain. */
export async function unsealedFacts(client: pg.ClientBase, most: number): Promise<ChainedFact[]> {
  const { rows } = await client.query<ChainedFact>({
    name: 'seals.unsealed',
    text: `with last as (select tx, fact_id from seals order by tx desc, fact_id desc limit 1)
      select ${factColumns} from facts f
      where ${settled} and (f.tx, f.id) > (coalesce((select tx from last), '0'::xid8),
        coalesce((select fact_id from last), '00000000-0000-0000-0000-000000000000'::uuid))
      order by f.tx, f.id limit $1`,
    values: [most],
  })
  return rows
}

export type Seal = { county: string; seq: number; factId: string; tx: string; hash: Buffer }

/** Where each of these counties' chains stands. */
export async function standing(
  client: pg.ClientBase,
  counties: readonly string[],
): Promise<Map<string, Seal>> {
  const { rows } = await client.query<Omit<Seal, 'seq'> & { seq: string }>({
    name: 'seals.standing',
    text: `select distinct on (county) county, seq, fact_id as "factId", tx::text as tx, hash from seals
      where county = any($1) order by county, seq desc`,
    values: [counties],
  })
  return new Map(rows.map((row) => [row.county, { ...row, seq: Number(row.seq) }]))
}

export async function addSeals(client: pg.ClientBase, seals: readonly Seal[], now: Date): Promise<void> {
  await client.query({
    name: 'seals.add',
    text: `insert into seals (county, seq, fact_id, tx, hash, sealed_at)
      select county, seq, fact_id, tx::xid8, hash, $6
      from unnest($1::text[], $2::bigint[], $3::uuid[], $4::text[], $5::bytea[]) as t (county, seq, fact_id, tx, hash)`,
    values: [
      seals.map((seal) => seal.county),
      seals.map((seal) => seal.seq),
      seals.map((seal) => seal.factId),
      seals.map((seal) => seal.tx),
      seals.map((seal) => seal.hash),
      now,
    ],
  })
}

export async function sealedCounties(client: pg.ClientBase): Promise<CountyCode[]> {
  const { rows } = await client.query<{ county: CountyCode }>(
    'select county from facts union select county from seals order by 1',
  )
  return rows.map((row) => row.county)
}

export type Link = { seq: number; factId: string; hash: Buffer; fact: ChainedFact | null }

/** A stretch of a county's chain with the facts it covers; a fact that is gone leaves its link bare. */
export async function linksAfter(
  client: pg.ClientBase,
  at: { county: string; seq: number; most: number },
): Promise<Link[]> {
  const { rows } = await client.query<
    ChainedFact & { seq: string; factId: string; hash: Buffer; found: string | null }
  >({
    name: 'seals.links',
    text: `select s.seq, s.fact_id as "factId", s.hash, f.id as found, ${factColumns}
      from seals s left join facts f on f.id = s.fact_id
      where s.county = $1 and s.seq > $2 order by s.seq limit $3`,
    values: [at.county, at.seq, at.most],
  })
  return rows.map((row) => ({
    ...{ seq: Number(row.seq), factId: row.factId, hash: row.hash },
    fact: row.found === null ? null : row,
  }))
}

/** Facts without a seal: `slipped` stand before the end of the chain and should have one, `tail` not yet. */
export async function unsealedCount(
  client: pg.ClientBase,
  county: string,
): Promise<{ tail: number; slipped: string[] }> {
  const { rows } = await client.query<{ id: string; isSlipped: boolean }>({
    name: 'seals.unsealedCount',
    text: `with last as (select tx, fact_id from seals order by tx desc, fact_id desc limit 1)
      select f.id, coalesce((f.tx, f.id) < ((select tx from last), (select fact_id from last)), false) as "isSlipped"
      from facts f left join seals s on s.fact_id = f.id where f.county = $1 and s.fact_id is null order by f.tx, f.id`,
    values: [county],
  })
  return {
    tail: rows.filter((row) => !row.isSlipped).length,
    slipped: rows.filter((row) => row.isSlipped).map((row) => row.id),
  }
}
