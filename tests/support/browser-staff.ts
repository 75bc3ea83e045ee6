import { z } from 'zod'

/** How somebody comes in: on a telephone or at a desk, and to which page. */
export type Where = { phone?: boolean; opens?: string }

/** A demo account as the first start writes it down. */
export const DemoPerson = z.object({
  name: z.string(),
  email: z.string(),
  password: z.string(),
  /** What an authenticator app was given. */
  secondFactor: z.string().optional(),
})
export type DemoPerson = z.infer<typeof DemoPerson>
