import { warnedForMs } from '@veghe/shared/queue/queue.settings.ts'
import { Hourglass } from 'lucide-react'
import { useNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { length } from '../../platform/time.ts'

/** The last minute in which a text can be answered from this desk. */
export function SilenceRow({ returnsAt }: { returnsAt: Date }) {
  const t = useText()
  const left = returnsAt.getTime() - useNow()
  if (left > warnedForMs) return null
  return (
    <p className="flex items-center gap-3 border-b border-hairline bg-raised py-3 pr-4 pl-6">
      <Hourglass aria-hidden className="size-4 shrink-0" />
      <span role="alert" className="font-strong">
        {t('contact.unanswered')}
      </span>
      <b role="timer" className="slot-time ml-auto">
        {length(left)}
      </b>
    </p>
  )
}
