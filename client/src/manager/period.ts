import { days, minutes } from '@veghe/shared/kernel/time.ts'
import { useEffect, useState } from 'react'
import { serverNow } from '../platform/clock.ts'

export const periods = ['day', 'week', 'month'] as const
export type Period = (typeof periods)[number]

const lengths: Readonly<Record<Period, number>> = { day: days(1), week: days(7), month: days(30) }

export const startOf = (period: Period, now: Date): Date => new Date(now.getTime() - lengths[period])

/** The start of the period, moved on once a minute: figures do not need to be younger. */
export function useSince(period: Period): Date {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), minutes(1))
    return () => clearInterval(timer)
  }, [])
  return startOf(period, now)
}
