import { useCallback, useRef, useState } from 'react'
import { ask } from '../../platform/api.ts'
import { act } from '../../platform/commands.ts'
import { useText } from '../../platform/i18n.ts'
import { refusalText } from '../../platform/refusals.ts'
import { openTelephoneLine } from '../../platform/telephoneLine.ts'
import { tell } from '../../platform/ui/toasts.tsx'
import { type LineWish, openVoiceLine } from '../../platform/voiceLine.ts'
import { type Contact, isLiveCall, useIsMine } from './useContact.ts'
import { type OwnLine, useOwnLine } from './useOwnLine.ts'

export type Softphone = OwnLine & {
  isMuted: boolean
  toggleMute: () => void
  isHeld: boolean
  toggleHold: () => void
}

/** The operator's own sound in a call that they hold: in a room of ours, or by way of the carrier. */
export function useSoftphone(contact: Contact): Softphone {
  const isOn = useIsMine(contact) && isLiveCall(contact) && (contact.hasSound || contact.isByTelephone)
  const [isMuted, setMuted] = useState(false)
  const { isHeld, setHeld, toggleHold } = useHold(contact)
  const { id: contactId, isByTelephone } = contact
  const open = useCallback(
    (wish: LineWish) => {
      const exchange = async (offer: string) => {
        const joined = await act('queue.joinCall', { contactId, offer })
        setHeld(joined.isHeld)
        return joined.answer
      }
      const access = async () => {
        const given = await ask('queue.lineToken', { contactId })
        setHeld(given.isHeld)
        return given
      }
      return isByTelephone
        ? openTelephoneLine({ params: { conf: contactId }, access }, wish)
        : openVoiceLine(exchange, wish)
    },
    [contactId, isByTelephone, setHeld],
  )
  const line = useOwnLine({ isOn, isMuted, open })
  return { ...line, isMuted, toggleMute: () => setMuted(!isMuted), isHeld, toggleHold }
}

/** Shown only once it is so: whoever believes the caller aside says what is not for them. */
function useHold({ id: contactId }: Contact) {
  const t = useText()
  const [isHeld, setHeld] = useState(false)
  const isAsking = useRef(false)
  const toggleHold = () => {
    if (isAsking.current) return
    isAsking.current = true
    act('queue.holdCall', { contactId, isHeld: !isHeld })
      .then((now) => setHeld(now.isHeld))
      .catch((failed: unknown) => tell(refusalText(t, failed), { kind: 'refused' }))
      .finally(() => {
        isAsking.current = false
      })
  }
  return { isHeld, setHeld, toggleHold }
}
