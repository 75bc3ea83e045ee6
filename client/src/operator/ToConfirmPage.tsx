import { ToConfirm } from '../platform/confirm/ToConfirm.tsx'
import { useWaiting } from '../platform/confirm/waiting.ts'
import { useText } from '../platform/i18n.ts'
import { Pane, PaneHead } from '../platform/ui/Pane.tsx'
import { Tag } from '../platform/ui/Tag.tsx'

/** What one person may not decide alone: lowerings that wait for a second, closings that get a second look. */
export function ToConfirmPage() {
  const t = useText()
  const { count, isStale } = useWaiting()
  return (
    <Pane label={t('app.confirm')} id="confirm" className="h-full">
      <PaneHead title={`${t('app.confirm')} ${count}`}>
        {isStale && <Tag>{t('net.notCurrent')}</Tag>}
      </PaneHead>
      <div className="min-h-0 max-w-4xl flex-1 overflow-y-auto">
        <ToConfirm size="m" />
      </div>
    </Pane>
  )
}
