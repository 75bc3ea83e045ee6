import { useText } from '../i18n.ts'
import type { ButtonSize } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { Empty, Failed, Loading } from '../ui/states.tsx'
import { LookRow } from './LookRow.tsx'
import { ProposalRow } from './ProposalRow.tsx'
import { useWaiting } from './waiting.ts'

type ToConfirmProps = {
  /** `l` on a phone, where thumbs press. */
  size?: ButtonSize
  /** Padding of the rows, so that they stand under their neighbours. */
  inset?: string
  disabled?: boolean
}

/** Lowerings, closings and one-key dispositions that wait for a second person. */
export function ToConfirm({ size = 's', inset = 'pr-4 pl-6', disabled = false }: ToConfirmProps) {
  const t = useText()
  const { proposals, looks, count, isLoading, hasFailed, refresh } = useWaiting()
  if (hasFailed) return <Failed onRetry={refresh} />
  if (isLoading) return <Loading rows={2} onRetry={refresh} />
  if (count === 0) return <Empty>{t('duty.nothingToConfirm')}</Empty>
  const row = classes('border-t border-hairline py-3 first:border-t-0', inset)
  return (
    <ul>
      {proposals.map((proposal) => (
        <li key={proposal.id} className={row}>
          <ProposalRow proposal={proposal} size={size} disabled={disabled} />
        </li>
      ))}
      {looks.map((look) => (
        <li key={look.id} className={row}>
          <LookRow look={look} size={size} disabled={disabled} />
        </li>
      ))}
    </ul>
  )
}
