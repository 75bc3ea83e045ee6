import { passkey } from '@better-auth/passkey'
import { hash, verify } from '@node-rs/argon2'
import { newId } from '@veghe/shared/kernel/ids.ts'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { createAuthEndpoint } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import type pg from 'pg'
import { openDb } from '../platform/db/open.ts'
import * as tables from './identity.tables.ts'

export type AuthOptions = {
  /** Connects as `veghe_auth`, which touches the tables behind signing in and nothing else. */
  pool: pg.Pool
  secret: string
  publicUrl: string
}

/** A shift is at most twelve hours: after that a person signs in again. */
const sessionSeconds = 12 * 3600

/** OWASP's first choice for argon2id: 19 MiB, two passes. */
const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, argon)

/**
 * Signing in, second factor and passkeys. Everything it must remember stands in Postgres, and no cookie is
 * believed without it: a flushed Redis signs nobody out, a revoked session is over at once.
 */
export function openAuth({ pool, secret, publicUrl }: AuthOptions) {
  const { origin, hostname, protocol } = new URL(publicUrl)
  const { staff, sessions, accounts, verifications, twoFactors, passkeys } = tables
  return betterAuth({
    appName: '119 Veghe',
    baseURL: origin,
    basePath: '/api/auth',
    secret,
    trustedOrigins: originsOf(publicUrl),
    telemetry: { enabled: false },
    // Its own lines know nothing of our rules for logs; refusals are counted where they are given.
    logger: { disabled: true },
    rateLimit: { enabled: false },
    database: drizzleAdapter(openDb(pool), {
      provider: 'pg',
      schema: { staff, sessions, accounts, verifications, two_factors: twoFactors, passkeys },
    }),
    user: { modelName: 'staff' },
    account: { modelName: 'accounts' },
    verification: { modelName: 'verifications' },
    session: {
      modelName: 'sessions',
      expiresIn: sessionSeconds,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      additionalFields: { actingFor: { type: 'string', required: false, input: false } },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      password: { hash: hashPassword, verify: ({ hash: kept, password }) => verify(kept, password) },
    },
    advanced: {
      cookiePrefix: 'veghe',
      useSecureCookies: protocol === 'https:',
      database: { generateId: () => newId() },
    },
    plugins: [
      { id: 'session-token', endpoints: { tokenOfSession } },
      twoFactor({ issuer: '119 Veghe', twoFactorTable: 'two_factors' }),
      passkey({
        rpID: hostname,
        rpName: '119 Veghe',
        origin,
        schema: { passkey: { modelName: 'passkeys' } },
      }),
    ],
  })
}

/** Which session a cookie names, if its signature is right; whether that session holds is not asked. Has no address. */
const tokenOfSession = createAuthEndpoint({ method: 'GET' }, async (ctx) => {
  const { authCookies, secret } = ctx.context
  const token = await ctx.getSignedCookie(authCookies.sessionToken.name, secret)
  return token || null
})

export type Auth = ReturnType<typeof openAuth>

/** On one's own machine `localhost` and `127.0.0.1` are the same door. */
export function originsOf(publicUrl: string): string[] {
  const url = new URL(publicUrl)
  if (url.hostname !== 'localhost') return [url.origin]
  return [url.origin, url.origin.replace('localhost', '127.0.0.1')]
}
