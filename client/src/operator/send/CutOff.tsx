import { useLostSince } from '../../platform/connection.tsx'
import { useText } from '../../platform/i18n.ts'
import { Notice } from '../../platform/ui/states.tsx'

/** Without the line nothing can be sent from here: the telephone on the desk still can. */
export function CutOff() {
  const t = useText()
  if (useLostSince() === null) return null
  return (
    <Notice>
      <b>{t('duty.cutOff')}</b>
    </Notice>
  )
}
