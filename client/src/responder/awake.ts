import { useEffect, useState } from 'react'

type Awake = { can: boolean; isOn: boolean; turn: (on: boolean) => void }

/** Keeps the screen lit while the app is in front. The phone takes it back whenever it is hidden; we ask again then. */
export function useAwake(): Awake {
  const can = 'wakeLock' in navigator
  const [wanted, setWanted] = useState(false)
  const [isOn, setOn] = useState(false)
  useEffect(() => {
    if (!wanted) return
    let lock: WakeLockSentinel | undefined
    const light = async () => {
      if (document.hidden) return
      try {
        lock = await navigator.wakeLock.request('screen')
        lock.addEventListener('release', () => setOn(false))
        setOn(true)
      } catch {
        setOn(false)
      }
    }
    void light()
    document.addEventListener('visibilitychange', light)
    return () => {
      document.removeEventListener('visibilitychange', light)
      void lock?.release()
    }
  }, [wanted])
  return { can, isOn, turn: setWanted }
}
