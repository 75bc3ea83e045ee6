import { TextChannel } from '@veghe/shared/intake/intake.codes.ts'
import type { ContactView } from '@veghe/shared/intake/intake.contract.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { QueueEntry } from '@veghe/shared/queue/queue.contract.ts'
import { useBoard } from '../../platform/board.ts'
import { boards } from '../../platform/boards.ts'
import { useAsk } from '../../platform/query.ts'
import { useFresh } from '../../platform/records.ts'
import { useMe } from '../../platform/session.tsx'
import { useIsDutyOfficer } from '../safe/useSafeContact.ts'

export type Contact = ContactView

/** One contact whole, asked again whenever it moved on. */
export function useContact(contactId: ContactId, { enabled }: { enabled: boolean }) {
  const found = useAsk('intake.contact', { contactId }, { staleMs: 0, enabled })
  const again = () => void (enabled && found.refetch())
  useFresh('contact.changed', contactId, again)
  // Whoever lost the contact is told of it by the queue alone.
  useFresh('queue.changed', contactId, again)
  return found
}

/** What the board knows of it: its class, its place by name. */
export function useEntry(contactId: ContactId): QueueEntry | undefined {
  return useBoard(boards.queue).entries.find((entry) => entry.id === contactId)
}

export const usePlaceName = (contact: Contact): string | null => useEntry(contact.id)?.place ?? null

export const useIsMine = (contact: Contact): boolean => contact.holder?.staffId === useMe().staffId

/**
 * Who sends a team for it, where that is not whoever looks: two who send for one child send two teams. Back in the
 * queue nobody else would.
 */
export function useOtherSender(contact: Contact): string | null {
  const isMine = useIsMine(contact)
  const isDutyOfficer = useIsDutyOfficer()
  return isMine || isDutyOfficer ? null : (contact.holder?.name ?? null)
}

/** A voice on the line now: what one does there cannot wait. */
export const isLiveCall = (contact: Contact): boolean =>
  contact.channel === 'voice' && contact.callEndedAt === null && contact.callState !== 'ended'

/** Written words that can be answered in kind. */
export const isThread = ({ channel }: Contact): boolean => TextChannel.safeParse(channel).success
