import pg from 'pg'

export type PoolOptions = {
  url: string
  /** Shown in `pg_stat_activity`: which process this is. */
  name: string
  max?: number
  /** For queries that nobody else puts an end to: one that gets no answer is given up with its connection. */
  answerWithinMs?: number
  /** How long one may wait for a connection. */
  connectWithinMs?: number
}

/** A connection that cannot be had within two seconds is not worth waiting for: the carrier has a fallback. */
const usualConnectMs = 2_000

export function openPool(options: PoolOptions): pg.Pool {
  const { url, name, max = 12, answerWithinMs, connectWithinMs = usualConnectMs } = options
  const pool = new pg.Pool({
    connectionString: url,
    application_name: `veghe ${name}`,
    max,
    connectionTimeoutMillis: connectWithinMs,
    ...(answerWithinMs ? { query_timeout: answerWithinMs } : {}),
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
  })
  // An idle connection that breaks is replaced at the next request, which then meets the failure itself.
  pool.on('error', () => {})
  // One that breaks while it is lent out tells its borrower through the query, and everybody else by this.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Refuses to work as a role for which the walls do not stand. */
export async function refuseIfPowerful(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ role: string; why: string | null }>(`
    select current_user as role, case
      when r.rolsuper then 'is a superuser'
      when r.rolbypassrls then 'bypasses row-level security'
      when exists (select from pg_class c where c.relnamespace = 'public'::regnamespace
        and c.relkind in ('r', 'p') and pg_has_role(current_user, c.relowner, 'usage')) then 'owns tables'
    end as why from pg_roles r where r.rolname = current_user`)
  const found = rows[0]
  if (found?.why) {
    throw new Error(`The database role ${found.role} ${found.why}. Connect as veghe_app instead.`)
  }
}
