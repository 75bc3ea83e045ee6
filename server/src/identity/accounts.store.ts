import { createHash } from 'node:crypto'
import type { StaffId } from '@veghe/shared/kernel/ids.ts'
import { newId } from '@veghe/shared/kernel/ids.ts'
import { after, minutes } from '@veghe/shared/kernel/time.ts'
import { and, eq, lt, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import { hashPassword } from './auth.ts'
import { accounts as a, lockouts as l, sessions as s, staff, usedCodes as u } from './identity.tables.ts'

/** After this many wrong passwords within the window, the address rests. */
const allowedFailures = 8
const windowMs = minutes(15)
const restMs = minutes(15)
/** A one-time code is good for half a minute and its neighbours; this outlives all of them. */
const codesKeptMs = minutes(5)

const hashOf = (text: string): Buffer => createHash('sha256').update(text.trim().toLowerCase()).digest()

/** The side of identity that the application's own role may not see: passwords, lockouts, used codes. */
export function openAccounts(pool: pg.Pool) {
  const db = drizzle(pool, { casing: 'snake_case' })
  return {
    async createAccount(person: {
      name: string
      email: string
      password: string
      now: Date
    }): Promise<StaffId | null> {
      const id = newId<StaffId>(person.now)
      const [made] = await db
        .insert(staff)
        .values({
          id,
          name: person.name,
          email: person.email.toLowerCase(),
          createdAt: person.now,
          updatedAt: person.now,
        })
        .onConflictDoNothing()
        .returning({ id: staff.id })
      if (!made) return null
      await db.insert(a).values({
        id: newId(person.now),
        userId: id,
        accountId: id,
        providerId: 'credential',
        password: await hashPassword(person.password),
        createdAt: person.now,
        updatedAt: person.now,
      })
      return id
    },

    removeAccount: (id: StaffId) => db.delete(staff).where(eq(staff.id, id)),

    async setPassword(id: StaffId, password: string): Promise<void> {
      const set = { password: await hashPassword(password) }
      await db
        .update(a)
        .set(set)
        .where(and(eq(a.userId, id), eq(a.providerId, 'credential')))
      await db.delete(s).where(eq(s.userId, id))
    },

    async lockedUntil(email: string, now: Date): Promise<Date | null> {
      const [row] = await db
        .select({ until: l.lockedUntil })
        .from(l)
        .where(eq(l.addressHash, hashOf(email)))
      return row?.until && row.until > now ? row.until : null
    },

    /** Counts in one statement, so that parallel guesses are all counted. */
    async noteFailure(email: string, now: Date): Promise<void> {
      const fresh = sql`${l.firstAt} > ${after(now, -windowMs)}`
      const failures = sql`case when ${fresh} then ${l.failures} + 1 else 1 end`
      await db
        .insert(l)
        .values({ addressHash: hashOf(email), failures: 1, firstAt: now })
        .onConflictDoUpdate({
          target: l.addressHash,
          set: {
            failures,
            firstAt: sql`case when ${fresh} then ${l.firstAt} else ${now} end`,
            lockedUntil: sql`case when ${failures} >= ${allowedFailures} then ${after(now, restMs)}::timestamptz end`,
          },
        })
    },

    forgetFailures: (email: string) => db.delete(l).where(eq(l.addressHash, hashOf(email))),

    /** False when this code has opened the door before: then the session it made is ended. */
    async useCode(id: StaffId, code: string, now: Date): Promise<boolean> {
      await db.delete(u).where(lt(u.usedAt, after(now, -codesKeptMs)))
      const used = await db
        .insert(u)
        .values({ userId: id, codeHash: hashOf(code), usedAt: now })
        .onConflictDoNothing()
        .returning({ at: u.usedAt })
      return used.length > 0
    },

    endSession: (token: string) => db.delete(s).where(eq(s.token, token)),
  }
}

export type Accounts = ReturnType<typeof openAccounts>
