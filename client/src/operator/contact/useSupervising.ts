import type { SupervisorMode } from '@veghe/shared/telephony/telephony.codes.ts'
import { useCallback, useEffect, useRef, useState } from 'react'
import { act } from '../../platform/commands.ts'
import { useText } from '../../platform/i18n.ts'
import { refusalText } from '../../platform/refusals.ts'
import { openTelephoneLine } from '../../platform/telephoneLine.ts'
import { tell } from '../../platform/ui/toasts.tsx'
import { type LineWish, openVoiceLine } from '../../platform/voiceLine.ts'
import type { Contact } from './useContact.ts'
import { type OwnLine, useOwnLine } from './useOwnLine.ts'

export type Supervising = OwnLine & {
  /** How one is in the call; null while one is not. */
  mode: SupervisorMode | null
  choose: (mode: SupervisorMode) => void
  leave: () => void
}

/** One's own ears, and voice, in a call that somebody else holds. Over as soon as the page is left. */
export function useSupervising({ id: contactId, isByTelephone }: Contact): Supervising {
  const t = useText()
  const [mode, setMode] = useState<SupervisorMode | null>(null)
  const wanted = useRef<SupervisorMode>('listen')
  const isIn = mode !== null
  const refused = useCallback((failed: unknown) => tell(refusalText(t, failed), { kind: 'refused' }), [t])
  const enter = useCallback(
    async (offer?: string) => {
      const asked = { contactId, mode: wanted.current, ...(offer ? { offer } : {}) }
      try {
        return await act('queue.superviseCall', asked)
      } catch (failed) {
        refused(failed)
        setMode(null)
        throw failed
      }
    },
    [contactId, refused],
  )
  const open = useCallback(
    (wish: LineWish) => {
      const exchange = async (offer: string) => (await enter(offer)).answer ?? ''
      const access = async () => (await enter()).line ?? { token: '', gateway: null }
      return isByTelephone
        ? openTelephoneLine({ params: { conf: contactId }, access }, wish)
        : openVoiceLine(exchange, wish)
    },
    [contactId, isByTelephone, enter],
  )
  const line = useOwnLine({ isOn: isIn, isMuted: mode === 'listen', open })
  useEffect(() => {
    if (!isIn) return
    return () => void act('queue.leaveCall', { contactId }).catch(() => {})
  }, [isIn, contactId])
  const choose = (next: SupervisorMode) => {
    wanted.current = next
    if (!isIn) return setMode(next)
    // Heard by more people only once the server has said so.
    act('queue.superviseCall', { contactId, mode: next }).then(() => setMode(next), refused)
  }
  return { ...line, mode, choose, leave: () => setMode(null) }
}
