import { useCallback, useEffect, useRef, useState } from 'react'
import { ask } from '../../platform/api.ts'
import { act } from '../../platform/commands.ts'
import { useText } from '../../platform/i18n.ts'
import { refusalText } from '../../platform/refusals.ts'
import { openTelephoneLine } from '../../platform/telephoneLine.ts'
import { tell } from '../../platform/ui/toasts.tsx'
import { type LineWish, openVoiceLine } from '../../platform/voiceLine.ts'
import { takeHanded } from './handedLine.ts'
import type { Contact } from './useContact.ts'
import { type OwnLine, useOwnLine } from './useOwnLine.ts'

export type Softphone = OwnLine & {
  isMuted: boolean
  toggleMute: () => void
  isHeld: boolean
  toggleHold: () => void
}

/** A call that one is in, as far as one's line into it goes. */
export type InCall = Pick<Contact, 'id' | 'isByTelephone' | 'isAside'> & { isOn: boolean }

/** One's own sound in a call, as its holder or beside them: in a room of ours, or by way of the carrier. */
export function useSoftphone({ id: contactId, isByTelephone, isAside, isOn }: InCall): Softphone {
  const [isMuted, setMuted] = useState(false)
  const { isHeld, setHeld, toggleHold } = useHold(contactId, isAside)
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
      if (!isByTelephone) return openVoiceLine(exchange, wish)
      const handed = takeHanded(contactId)
      return handed
        ? Promise.resolve(handed)
        : openTelephoneLine({ params: { conf: contactId }, access }, wish)
    },
    [contactId, isByTelephone, setHeld],
  )
  const line = useOwnLine({ isOn, isMuted, open })
  return { ...line, isMuted, toggleMute: () => setMuted(!isMuted), isHeld, toggleHold }
}

/** Shown only once it is so: whoever believes the caller aside says what is not for them. */
function useHold(contactId: Contact['id'], isAside: boolean) {
  const t = useText()
  const [isHeld, setHeld] = useState(isAside)
  // A colleague who comes in puts the caller aside too.
  useEffect(() => setHeld(isAside), [isAside])
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
