import { z } from 'zod'
import { command, query } from '../kernel/contract.ts'
import { CountyCode, ServiceKeyId, StaffId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { Locale, Role, Theme } from './identity.codes.ts'

export const Me = z.object({
  staffId: StaffId,
  name: z.string(),
  email: z.string(),
  county: CountyCode,
  countyName: z.string(),
  roles: z.array(Role),
  /** Other counties this person may act for. */
  counties: z.array(z.object({ code: CountyCode, name: z.string(), roles: z.array(Role) })),
  locale: Locale,
  theme: Theme.nullable(),
  secondFactor: z.boolean(),
  mode: z.enum(['demo', 'production']),
  /** True while the stand-in carrier speaks for the telephone network: the line has no sound. */
  standInLine: z.boolean(),
  serverTime: Instant,
})
export type Me = z.infer<typeof Me>

export const StaffEntry = z.object({
  id: StaffId,
  version: z.int(),
  name: z.string(),
  email: z.string(),
  roles: z.array(Role),
  active: z.boolean(),
  secondFactor: z.boolean(),
  hasPhone: z.boolean(),
  lastSignInAt: Instant.nullable(),
})
export type StaffEntry = z.infer<typeof StaffEntry>

export const ServiceKey = z.object({
  id: ServiceKeyId,
  name: z.string(),
  actions: z.array(z.string()),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
})
export type ServiceKey = z.infer<typeof ServiceKey>

export const identityApi = {
  'identity.me': query({ input: z.object({}), reply: Me }),
  'identity.prefer': command({
    input: z.object({ locale: Locale.optional(), theme: Theme.nullable().optional() }),
    reply: Me,
  }),
  'identity.actFor': command({ input: z.object({ county: CountyCode }), reply: Me }),
  'identity.colleagues': query({
    input: z.object({}),
    reply: z.array(z.object({ staffId: StaffId, name: z.string(), roles: z.array(Role) })),
  }),
  'identity.staff': query({ input: z.object({}), reply: z.array(StaffEntry) }),
  /** The first password is shown once, to the administrator who made the account. */
  'identity.addStaff': command({
    input: z.object({
      name: z.string().trim().min(2).max(120),
      email: z.email().max(200),
      roles: z.array(Role).min(1),
      phone: z.string().max(32).optional(),
    }),
    reply: z.object({ staffId: StaffId, firstPassword: z.string() }),
  }),
  'identity.changeStaff': command({
    input: z.object({
      staffId: StaffId,
      version: z.int(),
      roles: z.array(Role).min(1),
      active: z.boolean(),
      phone: z.string().max(32).optional(),
    }),
    reply: StaffEntry,
  }),
  'identity.resetPassword': command({
    input: z.object({ staffId: StaffId }),
    reply: z.object({ firstPassword: z.string() }),
  }),
  'identity.keys': query({ input: z.object({}), reply: z.array(ServiceKey) }),
  'identity.createKey': command({
    input: z.object({ name: z.string().trim().min(2).max(80), actions: z.array(z.string()).min(1).max(50) }),
    reply: z.object({ key: ServiceKey, secret: z.string() }),
  }),
  'identity.revokeKey': command({ input: z.object({ keyId: ServiceKeyId }), reply: ServiceKey }),
}
