import { useEffect, useEffectEvent, useState } from 'react'
import { useText } from '../../platform/i18n.ts'
import type { Lanes } from './lanes.ts'

const everyMs = 5_000

/** What a screen reader hears of the queue: how many wait, at most once in five seconds, never each row. */
export function useNews({ urgent, waiting }: Lanes): string {
  const t = useText()
  const [said, setSaid] = useState('')
  const say = useEffectEvent(() => {
    const all = t('queue.news', { count: urgent.length + waiting.length })
    const grave = urgent.length > 0 ? ` ${t('queue.newsUrgent', { count: urgent.length })}` : ''
    setSaid(all + grave)
  })
  useEffect(() => {
    const timer = setInterval(say, everyMs)
    return () => clearInterval(timer)
  }, [])
  return said
}
