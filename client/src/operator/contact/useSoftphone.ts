import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { useCallback, useEffect, useRef, useState } from 'react'
import { act } from '../../platform/commands.ts'
import { isRefusal } from '../../platform/refusals.ts'
import { NoMicrophone, openVoiceLine, type VoiceLine } from '../../platform/voiceLine.ts'
import { type Contact, isLiveCall, useIsMine } from './useContact.ts'

export type Sound = 'off' | 'opening' | 'up' | 'lost' | 'no_microphone'

export type Softphone = {
  sound: Sound
  isMuted: boolean
  toggleMute: () => void
  isHeld: boolean
  toggleHold: () => void
  again: () => void
}

const againAfterMs = 1_500

/**
 * The operator's own sound in a call from a browser. It comes up by itself when the call is theirs, and again after a
 * reload or a break of the network, until the call is over.
 */
export function useSoftphone(contact: Contact): Softphone {
  const isOn = useIsMine(contact) && isLiveCall(contact) && contact.hasSound
  const [sound, setSound] = useState<Sound>('off')
  const [isMuted, setMuted] = useState(false)
  const [isHeld, setHeld] = useState(false)
  const [turn, setTurn] = useState(0)
  const line = useRef<VoiceLine>(null)
  // A line that comes back after a break is as silent as the one before.
  const muted = useRef(false)
  const again = useCallback(() => setTurn((before) => before + 1), [])
  useEffect(() => {
    if (!isOn) return setSound('off')
    let isLeft = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const retry = () => {
      timer = setTimeout(again, againAfterMs)
    }
    setSound(turn === 0 ? 'opening' : 'lost')
    join(contact.id, () => !isLeft).then(
      ({ line: opened, isHeld: stillHeld }) => {
        if (isLeft) return opened.close()
        line.current = opened
        opened.mute(muted.current)
        setHeld(stillHeld)
        opened.state.subscribe(() => {
          const state = opened.state.get()
          if (state === 'up') setSound('up')
          if (state !== 'lost') return
          setSound('lost')
          retry()
        })
      },
      (failed: unknown) => {
        if (isLeft) return
        setSound(failed instanceof NoMicrophone ? 'no_microphone' : 'lost')
        if (!(failed instanceof NoMicrophone) && !isRefusal(failed, 'contact_ended')) retry()
      },
    )
    return () => {
      isLeft = true
      clearTimeout(timer)
      line.current?.close()
      line.current = null
    }
  }, [isOn, contact.id, turn, again])
  const toggleMute = () => {
    muted.current = !muted.current
    setMuted(muted.current)
    line.current?.mute(muted.current)
  }
  const toggleHold = () => {
    const next = !isHeld
    setHeld(next)
    act('queue.holdCall', { contactId: contact.id, isHeld: next }).catch(() => setHeld(!next))
  }
  return { sound, isMuted, toggleMute, isHeld, toggleHold, again }
}

type Joined = { line: VoiceLine; isHeld: boolean }

async function join(contactId: ContactId, isWanted: () => boolean): Promise<Joined> {
  let isHeld = false
  const line = await openVoiceLine(async (offer) => {
    const joined = await act('queue.joinCall', { contactId, offer })
    isHeld = joined.isHeld
    return joined.answer
  }, isWanted)
  return { line, isHeld }
}
