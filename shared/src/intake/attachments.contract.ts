import { z } from 'zod'
import { AttachmentKind, AttachmentState, AttachmentType } from './intake.codes.ts'

/** What came beside a text: that it is there, never what it shows. */
export const Attachment = z.object({
  id: z.uuid(),
  kind: AttachmentKind,
  /** Null until it is here, and for what nobody here knows. */
  type: AttachmentType.nullable(),
  bytes: z.int().nullable(),
  state: AttachmentState,
})
export type Attachment = z.infer<typeof Attachment>
