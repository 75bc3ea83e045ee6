import { useCallback, useState } from 'react'
import { act } from '../../platform/commands.ts'
import { type Contact, isLiveCall, useIsMine } from './useContact.ts'
import { type OwnLine, useOwnLine } from './useOwnLine.ts'

export type Softphone = OwnLine & {
  isMuted: boolean
  toggleMute: () => void
  isHeld: boolean
  toggleHold: () => void
}

/** The operator's own sound in a call that they hold. */
export function useSoftphone(contact: Contact): Softphone {
  const isOn = useIsMine(contact) && isLiveCall(contact) && contact.hasSound
  const [isMuted, setMuted] = useState(false)
  const [isHeld, setHeld] = useState(false)
  const contactId = contact.id
  const exchange = useCallback(
    async (offer: string) => {
      const joined = await act('queue.joinCall', { contactId, offer })
      setHeld(joined.isHeld)
      return joined.answer
    },
    [contactId],
  )
  const line = useOwnLine({ isOn, isMuted, exchange })
  const toggleHold = () => {
    const next = !isHeld
    setHeld(next)
    act('queue.holdCall', { contactId, isHeld: next }).catch(() => setHeld(!next))
  }
  return { ...line, isMuted, toggleMute: () => setMuted(!isMuted), isHeld, toggleHold }
}
