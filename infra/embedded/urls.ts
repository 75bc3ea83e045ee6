import type { Secrets } from './secrets.ts'

/** One address for each of the three database roles. */
export type DatabaseUrls = { ownerUrl: string; appUrl: string; authUrl: string }

type Named = {
  DATABASE_URL?: string | undefined
  DATABASE_OWNER_URL?: string | undefined
  DATABASE_AUTH_URL?: string | undefined
}

const as = (url: string, user: string, password: string) => {
  const other = new URL(url)
  other.username = user
  other.password = password
  return other.href
}

const userOf = (url: string) => decodeURIComponent(new URL(url).username)

/**
 * The three addresses of a database that the person running Veghe named, or undefined when none is named.
 *
 * `DATABASE_URL` alone is taken as the owner's: the migration makes the two narrow roles with our generated
 * passwords. Beside a `DATABASE_OWNER_URL` of another user it is the application's own and is left alone.
 * `DATABASE_AUTH_URL` is used as given.
 */
export function databaseUrls(env: Named, secrets: Pick<Secrets, 'app' | 'auth'>): DatabaseUrls | undefined {
  const ownerUrl = env.DATABASE_OWNER_URL || env.DATABASE_URL
  if (!ownerUrl) return undefined
  const named = env.DATABASE_URL || ownerUrl
  const isNarrow = userOf(named) !== userOf(ownerUrl)
  return {
    ownerUrl,
    appUrl: isNarrow ? named : as(ownerUrl, 'veghe_app', secrets.app),
    authUrl: env.DATABASE_AUTH_URL || as(ownerUrl, 'veghe_auth', secrets.auth),
  }
}

/** The same server and user, another database. */
export function inDatabase(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

export const passwordIn = (url: string): string => decodeURIComponent(new URL(url).password)
