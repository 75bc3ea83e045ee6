import { useEffect } from 'react'
import { hangUp } from './callLine.ts'
import { leaveChat } from './chat.ts'

/** Blank at once, then gone: whoever looks over a shoulder sees weather, and going back finds nothing. */
export function leave(): void {
  document.body.style.display = 'none'
  document.title = 'Vremea'
  hangUp('none')
  leaveChat('quick_exit')
  sessionStorage.clear()
  window.location.replace('/x')
}

const withinMs = 5_000

/** Shift three times, each within five seconds of the one before. Held for another key it does not count. */
export function useQuickExit(): void {
  useEffect(() => {
    let [presses, lastAt, isAlone] = [0, 0, false]
    const down = ({ key }: KeyboardEvent) => {
      isAlone = key === 'Shift'
    }
    const up = ({ key, timeStamp }: KeyboardEvent) => {
      if (key !== 'Shift' || !isAlone) return
      presses = timeStamp - lastAt <= withinMs ? presses + 1 : 1
      lastAt = timeStamp
      if (presses === 3) leave()
    }
    const away = () => hangUp('none')
    const back = ({ persisted }: PageTransitionEvent) => {
      if (persisted) window.location.replace('/x')
    }
    window.addEventListener('keydown', down)
    window.addEventListener('keyup', up)
    window.addEventListener('pagehide', away)
    window.addEventListener('pageshow', back)
    return () => {
      window.removeEventListener('keydown', down)
      window.removeEventListener('keyup', up)
      window.removeEventListener('pagehide', away)
      window.removeEventListener('pageshow', back)
    }
  }, [])
}
