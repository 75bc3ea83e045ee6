import { z } from 'zod'

/** Roles are a set per county membership; rights are the union. The night operator is often also duty officer. */
export const roles = [
  'operator',
  'duty_officer',
  'responder',
  'manager',
  'reviewer',
  'administrator',
  'coordinator',
] as const
export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>

/** `own`: what the person holds or was sent. `county`: all of their county. `national`: figures of every county. */
export const scopes = ['own', 'county', 'national'] as const
export type Scope = (typeof scopes)[number]

export const Locale = z.enum(['ro', 'hu', 'en'])
export type Locale = z.infer<typeof Locale>
export const Theme = z.enum(['light', 'dark', 'night'])
export type Theme = z.infer<typeof Theme>
