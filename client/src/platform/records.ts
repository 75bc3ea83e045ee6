import type { PushName } from '@veghe/shared/api.ts'
import { useEffect, useEffectEvent } from 'react'
import { z } from 'zod'
import { onPush, onReturn } from './live.ts'

const Named = z.object({ id: z.string() })

/** Pushes of one record come in bursts while somebody types; the record is asked for again at most this often. */
const settleMs = 150

/**
 * For a record that is asked for rather than carried by its push: runs `refresh` when the push names it, and when
 * the line comes back.
 */
export function useFresh(push: PushName, id: string, refresh: () => void): void {
  const again = useEffectEvent(refresh)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        again()
      }, settleMs)
    }
    const stop = [
      onPush((name, body) => {
        if (name === push && Named.safeParse(body).data?.id === id) soon()
      }),
      onReturn(soon),
    ]
    return () => {
      clearTimeout(timer)
      for (const each of stop) each()
    }
  }, [push, id])
}
