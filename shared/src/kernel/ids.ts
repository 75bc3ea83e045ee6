import { z } from 'zod'

/** UUIDv7 made in the application, so that ids sort by creation and any Postgres from 15 on will do. */
const id = <B extends string>() => z.uuid().brand<B>()

export const ContactId = id<'ContactId'>()
export type ContactId = z.infer<typeof ContactId>
export const CallBackId = id<'CallBackId'>()
export type CallBackId = z.infer<typeof CallBackId>
export const MessageId = id<'MessageId'>()
export type MessageId = z.infer<typeof MessageId>
export const AssessmentId = id<'AssessmentId'>()
export type AssessmentId = z.infer<typeof AssessmentId>
export const CaseId = id<'CaseId'>()
export type CaseId = z.infer<typeof CaseId>
export const PersonId = id<'PersonId'>()
export type PersonId = z.infer<typeof PersonId>
export const DispatchId = id<'DispatchId'>()
export type DispatchId = z.infer<typeof DispatchId>
export const TeamId = id<'TeamId'>()
export type TeamId = z.infer<typeof TeamId>
export const PageId = id<'PageId'>()
export type PageId = z.infer<typeof PageId>
export const AlarmId = id<'AlarmId'>()
export type AlarmId = z.infer<typeof AlarmId>
export const StaffId = id<'StaffId'>()
export type StaffId = z.infer<typeof StaffId>
export const ServiceKeyId = id<'ServiceKeyId'>()
export type ServiceKeyId = z.infer<typeof ServiceKeyId>
export const ShiftId = id<'ShiftId'>()
export type ShiftId = z.infer<typeof ShiftId>

/** Two letters of the county plate (`CJ`), `S1` to `S6` for the sectors of Bucharest. */
export const CountyCode = z
  .string()
  .regex(/^(?:[A-Z]{1,2}|S[1-6])$/)
  .brand<'CountyCode'>()
export type CountyCode = z.infer<typeof CountyCode>

/**
 * A UUID of version 7 for the instant `now`. With `order` (0 to 4095), ids made for one instant sort by it;
 * without, all 74 free bits are random.
 */
export function newId<T extends string>(now: Date = new Date(), order?: number): T {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const view = new DataView(bytes.buffer)
  const ms = now.getTime()
  view.setUint16(0, Math.floor(ms / 2 ** 32))
  view.setUint32(2, ms % 2 ** 32)
  view.setUint16(6, 0x7000 | ((order ?? view.getUint16(6)) & 0x0fff))
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f))
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
  const text = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  return text as T // the one place where a brand is put on without parsing: the value was just made
}
