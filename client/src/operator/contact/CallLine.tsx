import type { Brief } from '@veghe/shared/intake/intake.contract.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { createContext, type ReactNode, use, useRef } from 'react'
import { useMe } from '../../platform/session.tsx'
import { type Contact, isLiveCall, useEntry } from './useContact.ts'
import { type Softphone, useSoftphone } from './useSoftphone.ts'

type Known = Pick<Contact & Brief, 'hasSound' | 'isByTelephone' | 'isAside'>

const Line = createContext<Softphone | null>(null)

type CallLineProps = {
  contactId: ContactId
  contact: Contact | undefined
  brief: Brief | undefined
  children: ReactNode
}

/**
 * One line for as long as the call stands on this screen: a colleague who is given the call they were asked about stays
 * in the conversation as they are.
 */
export function CallLine({ contactId, contact, brief, children }: CallLineProps) {
  const known = brief ?? contact
  const last = useRef<Known>(undefined)
  if (known) last.current = known
  const { hasSound = false, isByTelephone = false } = known ?? last.current ?? {}
  const isIn = useIsInCall(contactId, contact)
  const phone = useSoftphone({
    ...{ id: contactId, isByTelephone, isAside: known?.isAside ?? false },
    isOn: isIn && (hasSound || isByTelephone),
  })
  return <Line value={phone}>{children}</Line>
}

/** The board knows first; before it has come, the contact itself says. */
function useIsInCall(contactId: ContactId, contact: Contact | undefined): boolean {
  const { staffId } = useMe()
  const entry = useEntry(contactId)
  if (!entry) return contact?.holder?.staffId === staffId && isLiveCall(contact)
  const { state, live, channel, holder, consult } = entry
  if (state !== 'held' || !live || channel !== 'voice') return false
  const isBeside = consult?.colleague.staffId === staffId && consult.stage !== 'asked'
  return holder?.staffId === staffId || isBeside
}

export function usePhone(): Softphone {
  const phone = use(Line)
  if (!phone) throw new Error('no line around this screen')
  return phone
}
