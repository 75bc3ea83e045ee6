import type { Proposal } from '@veghe/shared/triage/triage.contract.ts'
import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import { useLabel, useText } from '../i18n.ts'
import { useAct } from '../query.ts'
import { refusalText } from '../refusals.ts'
import { useMe } from '../session.tsx'
import { hhmm } from '../time.ts'
import { Button, type ButtonSize } from '../ui/Button.tsx'
import { TextArea } from '../ui/Field.tsx'
import { PriorityMarker } from '../ui/Priority.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { Timer } from '../ui/Timer.tsx'
import { tell } from '../ui/toasts.tsx'
import { useReason } from './reasons.ts'
import { sourceText } from './source.ts'

type ProposalRowProps = { proposal: Proposal; size: ButtonSize; disabled: boolean }

/** What one person proposes and another decides: the class now, the class proposed, and why it stands as it is. */
export function ProposalRow({ proposal, size, disabled }: ProposalRowProps) {
  const t = useText()
  const label = useLabel()
  const reason = useReason()
  const { lowering } = proposal
  return (
    <article data-testid="proposal">
      <header className="flex items-center gap-2">
        <PriorityMarker mark={lowering.from} weight="name" word={false} />
        {lowering.kind !== 'unfounded' && (
          <>
            <ArrowRight role="img" aria-label={t('duty.becomes')} className="size-4 shrink-0 text-ink-3" />
            <PriorityMarker mark={lowering.to} weight="name" word={false} />
          </>
        )}
        <span className="truncate">
          {[proposal.place, sourceText(t, proposal)].filter(Boolean).join(' · ')}
        </span>
        <Timer since={lowering.proposedAt} className="ml-auto font-[600]" />
      </header>
      <p className="mt-1">
        <b>{reason(lowering.reason)}</b>
      </p>
      {proposal.reasons[0] && (
        <p className="mt-0.5 text-ink-2">
          {t('duty.standsBecause', {
            mark: lowering.from,
            why: proposal.reasons.map((one) => label(one.text)).join('; '),
          })}
        </p>
      )}
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="mr-auto text-ink-2">
          {t('duty.proposedBy', { name: lowering.proposedBy.name, time: hhmm(lowering.proposedAt) })}
        </p>
        <Decide proposal={proposal} size={size} disabled={disabled} />
      </div>
    </article>
  )
}

function Decide({ proposal, size, disabled }: ProposalRowProps) {
  const t = useText()
  const me = useMe()
  const confirm = useAct('triage.confirmLowering')
  const [isRefusing, setRefusing] = useState(false)
  if (proposal.lowering.proposedBy.staffId === me.staffId) {
    return <p className="text-ink-3">{t('refusals.own_proposal')}</p>
  }
  const seen = { contactId: proposal.id, version: proposal.version }
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        size={size}
        disabled={disabled || confirm.isPending}
        onClick={() =>
          confirm.mutate(seen, {
            onSuccess: () => tell(t('duty.confirmed')),
            onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }),
          })
        }
      >
        {t('duty.confirmIt')}
      </Button>
      <Button size={size} disabled={disabled} onClick={() => setRefusing(true)}>
        {t('duty.refuseIt')}
      </Button>
      {isRefusing && <Refuse seen={seen} size={size} onClose={() => setRefusing(false)} />}
    </div>
  )
}

type RefuseProps = {
  seen: { contactId: Proposal['id']; version: number }
  size: ButtonSize
  onClose: () => void
}

function Refuse({ seen, size, onClose }: RefuseProps) {
  const own = size === 's' ? 'm' : size
  const t = useText()
  const [note, setNote] = useState('')
  const refuse = useAct('triage.refuseLowering')
  const send = () =>
    refuse.mutate(
      { ...seen, ...(note.trim() ? { note: note.trim() } : {}) },
      {
        onSuccess: () => {
          tell(t('duty.refused'))
          onClose()
        },
      },
    )
  return (
    <Sheet
      title={t('duty.refuseTitle')}
      open
      onClose={onClose}
      footer={
        <>
          <Button look="primary" size={own} disabled={refuse.isPending} onClick={send}>
            {t('duty.refuseSend')}
          </Button>
          <Button size={own} onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </>
      }
    >
      <p className="mb-3 text-ink-2">{t('duty.refuseHint')}</p>
      <TextArea
        label={t('duty.refuseNote')}
        value={note}
        maxLength={500}
        onChange={(typed) => setNote(typed.currentTarget.value)}
        wrong={refuse.error ? refusalText(t, refuse.error) : undefined}
      />
    </Sheet>
  )
}
