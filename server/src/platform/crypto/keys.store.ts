import type pg from 'pg'
import { inTransaction } from '../db/transaction.ts'
import type { KeyPurpose, KeyStore, WrappedKey } from './fields.ts'

const newest =
  'select number, wrapped from data_keys where county = $1 and purpose = $2 order by generation desc limit 1'

/**
 * Wrapped data keys in Postgres. Each is committed on its own before anything is sealed with it, so the pool must
 * not be the one whose connections wait for the key.
 */
export function openKeyStore(pool: pg.Pool): KeyStore {
  const ask = <Row extends pg.QueryResultRow>(text: string, values: unknown[]) =>
    inTransaction(pool, { scope: '*', limitMs: 2_000 }, async ({ client }) => {
      const { rows } = await client.query<Row>(text, values)
      return rows[0] ?? null
    })
  const add = async (...[county, purpose, wrapped]: Parameters<KeyStore['add']>): Promise<WrappedKey> => {
    const added = await ask<Stored>(
      `insert into data_keys (county, purpose, generation, wrapped, created_at)
        select $1::text, $2::text, coalesce(max(generation), 0) + 1, $3, now()
        from data_keys where county = $1 and purpose = $2
        returning number, wrapped`,
      [county, purpose, wrapped],
    )
    if (!added) throw new Error('A data key was not stored.')
    return keyOf(added)
  }
  const latest = async (county: string, purpose: KeyPurpose): Promise<WrappedKey | null> => {
    const row = await ask<Stored>(newest, [county, purpose])
    return row && keyOf(row)
  }
  return {
    add,
    latest,
    find: async (number) => {
      const row = await ask<Stored & { county: string; purpose: string }>(
        'select number, wrapped, county, purpose from data_keys where number = $1',
        [number],
      )
      return row && { ...keyOf(row), county: row.county, purpose: row.purpose }
    },
    addFirst: async (county, purpose, wrapped) => {
      const added = await ask<Stored>(
        `insert into data_keys (county, purpose, generation, wrapped, created_at) values ($1, $2, 1, $3, now())
          on conflict do nothing returning number, wrapped`,
        [county, purpose, wrapped],
      )
      const first = added ? keyOf(added) : await latest(county, purpose)
      if (!first) throw new Error('A data key was not stored.')
      return first
    },
  }
}

/** The driver gives 64-bit numbers as text. */
type Stored = { number: string; wrapped: Buffer }

const keyOf = (row: Stored): WrappedKey => ({ number: Number(row.number), wrapped: row.wrapped })
