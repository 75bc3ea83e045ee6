import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { VoiceLine } from '../../platform/voiceLine.ts'

/* From the list of call-backs to the page of the contact: whoever has just picked up must not be left in silence. */

const handed = new Map<ContactId, VoiceLine>()
const waitsMs = 2_000

/** Closed, it waits for a moment whether another page goes on with it. */
export const handedOn = (contactId: ContactId, line: VoiceLine): VoiceLine => ({
  ...line,
  close: () => {
    handed.set(contactId, line)
    setTimeout(() => {
      if (handed.get(contactId) === line) takeHanded(contactId)?.close()
    }, waitsMs)
  },
})

export function takeHanded(contactId: ContactId): VoiceLine | null {
  const line = handed.get(contactId) ?? null
  handed.delete(contactId)
  if (line?.state.get() !== 'lost') return line
  line.close()
  return null
}
