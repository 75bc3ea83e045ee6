import { z } from 'zod'

export const Safety = z.enum(['unknown', 'safe', 'unsafe'])
export type Safety = z.infer<typeof Safety>

export const SafeChannel = z.enum(['call', 'text'])
export type SafeChannel = z.infer<typeof SafeChannel>

export const SafeHours = z.enum(['unknown', 'always', 'windows', 'never'])
export type SafeHours = z.infer<typeof SafeHours>

export const SafeDays = z.enum([
  'every_day',
  'mon_fri',
  'sat_sun',
  'mon',
  'tue',
  'wed',
  'thu',
  'fri',
  'sat',
  'sun',
])
export type SafeDays = z.infer<typeof SafeDays>

const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)

/**
 * Hours of the wall clock. An end at or before the beginning lies on the next day; „8 to 8” is a slip of the pen, and
 * midnight to midnight the whole day.
 */
export const SafeWindow = z
  .object({ days: SafeDays, from: TimeOfDay, to: TimeOfDay })
  .refine(({ from, to }) => from !== to || from === '00:00', { path: ['to'] })
export type SafeWindow = z.infer<typeof SafeWindow>

/** What a safe-contact card says without words: by which way, and when. */
export const SafeTimes = z.object({
  call: Safety,
  text: Safety,
  hours: SafeHours,
  windows: z.array(SafeWindow).max(8),
})
export type SafeTimes = z.infer<typeof SafeTimes>

/** Why somebody may not be called or texted now. */
export const UnsafeReason = z.enum(['unknown', 'unsafe', 'hours', 'channel'])
export type UnsafeReason = z.infer<typeof UnsafeReason>

/** Why a person went past what a card says. */
export const PassReason = z.enum(['life_in_danger', 'harm_near', 'caller_asked'])
export type PassReason = z.infer<typeof PassReason>
