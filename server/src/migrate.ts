import { z } from 'zod'
import { migrate } from './platform/db/migrate.ts'

/** The one program that sees the owner's address; the others' passwords are read from their own. */
const { DATABASE_OWNER_URL, DATABASE_URL, DATABASE_AUTH_URL } = z
  .object({ DATABASE_OWNER_URL: z.url(), DATABASE_URL: z.url(), DATABASE_AUTH_URL: z.url() })
  .parse(process.env)

const roleIn = (url: string) => {
  const { username, password } = new URL(url)
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) }
}

const app = roleIn(DATABASE_URL)
const auth = roleIn(DATABASE_AUTH_URL)
await migrate({
  ownerUrl: DATABASE_OWNER_URL,
  ...{ appRole: app.name, appPassword: app.password },
  ...{ authRole: auth.name, authPassword: auth.password },
})
