import { useCallback, useEffect, useRef, useState } from 'react'
import { isRefusal } from '../../platform/refusals.ts'
import { type LineWish, NoMicrophone, type VoiceLine } from '../../platform/voiceLine.ts'

export type Sound = 'off' | 'opening' | 'up' | 'lost' | 'no_microphone'

export type OwnLine = { sound: Sound; again: () => void }

type Wish = {
  /** While it is to be up. */
  isOn: boolean
  /** Not heard: also on a line that comes back after a break. */
  isMuted: boolean
  /** By either adapter. The same function as long as the line is for the same call. */
  open: (wish: LineWish) => Promise<VoiceLine>
}

const againAfterMs = 1_500
/** Asked again, the answer would be the same. */
const forGood = ['contact_ended', 'not_holder', 'own_call', 'supervisor_present'] as const

/**
 * One's own line into a call. It comes up by itself when it is wanted, and again after a reload or a break of the
 * network, until it is not wanted any more.
 */
export function useOwnLine({ isOn, isMuted, open }: Wish): OwnLine {
  const [sound, setSound] = useState<Sound>('off')
  const [turn, setTurn] = useState(0)
  const line = useRef<VoiceLine>(null)
  const muted = useRef(isMuted)
  const again = useCallback(() => setTurn((before) => before + 1), [])
  useEffect(() => {
    muted.current = isMuted
    line.current?.mute(isMuted).catch(() => setSound('no_microphone'))
  }, [isMuted])
  useEffect(() => {
    if (!isOn) return setSound('off')
    let isLeft = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const retry = () => {
      timer = setTimeout(again, againAfterMs)
    }
    setSound(turn === 0 ? 'opening' : 'lost')
    open({ isWanted: () => !isLeft, isSilent: muted.current }).then(
      (opened) => {
        if (isLeft) return opened.close()
        line.current = opened
        opened.mute(muted.current).catch(() => setSound('no_microphone'))
        const follow = () => {
          const state = opened.state.get()
          if (isLeft) return
          if (state === 'up') setSound('up')
          if (state !== 'lost') return
          setSound('lost')
          retry()
        }
        opened.state.subscribe(follow)
        // One that was taken over is up already.
        follow()
      },
      (failed: unknown) => {
        if (isLeft) return
        const isNoMicrophone = failed instanceof NoMicrophone
        setSound(isNoMicrophone ? 'no_microphone' : 'lost')
        if (!isNoMicrophone && !forGood.some((code) => isRefusal(failed, code))) retry()
      },
    )
    return () => {
      isLeft = true
      clearTimeout(timer)
      line.current?.close()
      line.current = null
    }
  }, [isOn, open, turn, again])
  return { sound, again }
}
