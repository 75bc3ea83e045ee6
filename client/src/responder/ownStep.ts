import { dispatchApi } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { DispatchId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { Instant } from '@veghe/shared/kernel/time.ts'
import { oncallApi } from '@veghe/shared/oncall/oncall.contract.ts'
import { z } from 'zod'

/** What a thumb can say from the road. */
const What = z.discriminatedUnion('action', [
  z.object({ action: z.literal('oncall.acknowledge'), input: oncallApi['oncall.acknowledge'].input }),
  z.object({ action: z.literal('oncall.decline'), input: oncallApi['oncall.decline'].input }),
  z.object({ action: z.literal('dispatch.report'), input: dispatchApi['dispatch.report'].input }),
  z.object({ action: z.literal('dispatch.childSafe'), input: dispatchApi['dispatch.childSafe'].input }),
  z.object({ action: z.literal('dispatch.sos'), input: dispatchApi['dispatch.sos'].input }),
])
export type What = z.infer<typeof What>

/**
 * One thing said on this phone. It is true from the moment of the press, on this phone's clock; `key` lets the server
 * count it once however often it is sent.
 */
export const OwnStep = z.object({
  key: z.uuid(),
  staffId: StaffId,
  dispatchId: DispatchId.nullable(),
  at: Instant,
  what: What,
  state: z.enum(['waiting', 'sent', 'refused']),
  /** Why the server would not have it. */
  refusal: z.string().nullable(),
})
export type OwnStep = z.infer<typeof OwnStep>
