import { ReportedStep } from '@veghe/shared/dispatch/dispatch.codes.ts'
import type { FieldDispatch } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { statusOfStep, stepMoves } from '@veghe/shared/dispatch/dispatch.rules.ts'
import { ShieldCheck } from 'lucide-react'
import { useText } from '../platform/i18n.ts'
import { Act } from './Act.tsx'
import { FieldSheet } from './FieldSheet.tsx'
import type { OwnStep } from './ownStep.ts'
import { stepNow } from './steps.ts'

type OtherStepProps = {
  dispatch: FieldDispatch
  said: readonly OwnStep[]
  onStep: (step: ReportedStep) => void
  onSafe: () => void
  onClose: () => void
}

/** Any later status, for when steps were left out, and the safety of a child met on the way. */
export function OtherStep({ dispatch, said, onStep, onSafe, onClose }: OtherStepProps) {
  const t = useText()
  const now = stepNow(dispatch, said)
  const later = ReportedStep.options.filter((step) => stepMoves(now, step) === 'moves')
  return (
    <FieldSheet title={t('field.other')} onClose={onClose}>
      <div className="grid gap-3">
        <Act icon={ShieldCheck} className="justify-start text-left" onClick={onSafe}>
          {t('field.childSafe')}
        </Act>
        {later.map((step) => (
          <Act key={step} className="justify-start text-left" onClick={() => onStep(step)}>
            <span className="inline-flex items-center gap-3">
              <span
                aria-hidden
                className="grid size-8 place-items-center rounded-pill border-2 border-current font-bold"
              >
                {statusOfStep[step]}
              </span>
              {step === 'ended' ? t('field.ended') : t(`oncall.status.${statusOfStep[step]}`)}
            </span>
          </Act>
        ))}
      </div>
      <p className="mt-4 text-ink-2">{t('field.cancelHint')}</p>
    </FieldSheet>
  )
}
