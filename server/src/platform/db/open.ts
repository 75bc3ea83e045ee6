import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type pg from 'pg'

/** Queries outside of any transaction, in the names of the database. Tables behind the wall stay empty to it. */
export const openDb = (pool: pg.Pool): NodePgDatabase => drizzle(pool, { casing: 'snake_case' })
