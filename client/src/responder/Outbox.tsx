import type { FieldDispatch } from '@veghe/shared/dispatch/dispatch.contract.ts'
import type { PersonId } from '@veghe/shared/kernel/ids.ts'
import { Check, CheckCheck, Clock3, Flag, Phone, RotateCw, ShieldCheck, Signal } from 'lucide-react'
import { useLostSince } from '../platform/connection.tsx'
import { type MessageKey, useText } from '../platform/i18n.ts'
import { useStore } from '../platform/store.ts'
import { hhmm } from '../platform/time.ts'
import { Timer } from '../platform/ui/Timer.tsx'
import { Act, actClasses } from './Act.tsx'
import { mine } from './mine.ts'
import { NoSignal } from './NetLine.tsx'
import type { OwnStep } from './ownStep.ts'
import { Screen, ScreenTitle } from './Screen.tsx'
import { flush, keeps, said, waitingOf } from './said.ts'
import { stampOf } from './steps.ts'
import { saidText } from './words.ts'

/** Everything said on this phone, and how far each word has got. */
export function Outbox({ onBack }: { onBack: () => void }) {
  const t = useText()
  const steps = useStore(said)
  const waiting = waitingOf(steps)
  const others = steps.filter((step) => step.state !== 'waiting').toReversed()
  const isWaiting = waiting.length > 0
  return (
    <Screen
      head={<OutboxHead count={waiting.length} />}
      thumb={
        <>
          {isWaiting && (
            <div className="grid grid-cols-2 gap-4">
              <Act icon={RotateCw} onClick={() => void flush()}>
                {t('field.tryAgain')}
              </Act>
              <a href="tel:119" className={actClasses('plain')}>
                <Phone aria-hidden className="size-6 shrink-0" />
                {t('field.tell119')}
              </a>
            </div>
          )}
          <Act look="primary" onClick={onBack}>
            {t('app.back')}
          </Act>
        </>
      }
    >
      {isWaiting && (
        <>
          <h2 className="flex justify-between pt-4 pb-1 text-s font-[600] text-ink-2">
            {t('field.waits')}
            <span>{t('field.phoneTime')}</span>
          </h2>
          <ul>
            {waiting.map((step) => (
              <SaidRow key={step.key} step={step} />
            ))}
          </ul>
        </>
      )}
      {others.length > 0 && (
        <>
          <h2 className="pt-4 pb-1 text-s font-[600] text-ink-2">{t('field.left')}</h2>
          <ul>
            {others.map((step) => (
              <SaidRow key={step.key} step={step} />
            ))}
          </ul>
        </>
      )}
      {steps.length === 0 && <p className="py-6 text-ink-2">{t('field.nothingSaid')}</p>}
    </Screen>
  )
}

function OutboxHead({ count }: { count: number }) {
  const t = useText()
  const since = useLostSince()
  const isKept = useStore(keeps)
  const Sign = since === null ? Signal : NoSignal
  return (
    <header className="border-b-2 border-ink-2 bg-raised p-4">
      <div className="flex items-center gap-3">
        <Sign aria-hidden className="size-8 shrink-0" />
        <ScreenTitle className="text-xl leading-[1.2] font-bold outline-none">
          {since === null ? t('net.good') : t('field.noSignalTitle')}
        </ScreenTitle>
        {since !== null && <Timer since={new Date(since)} className="ml-auto text-xl font-bold" />}
      </div>
      <p className="mt-1">{count === 0 ? t('field.allSent') : t('field.unsentLong', { count })}</p>
      {!isKept && <p className="mt-1 font-[600]">{t('field.cannotKeep')}</p>}
    </header>
  )
}

function SaidRow({ step }: { step: OwnStep }) {
  const t = useText()
  const { code, text } = saidText(t, step.what)
  return (
    <li
      data-testid="said"
      data-state={step.state}
      className="grid grid-cols-[1.75rem_minmax(0,1fr)_auto] items-center gap-x-3 border-t border-hairline py-2 leading-[1.25]"
    >
      {code ? (
        <span className="grid size-7 place-items-center rounded-pill border-2 border-current font-bold">
          {code}
        </span>
      ) : (
        <ShieldCheck aria-hidden className="size-6" />
      )}
      <span>
        <b className="block font-[600]">{text}</b>
        <span className="text-s text-ink-2">{hhmm(step.at)}</span>
      </span>
      <State step={step} />
      {step.state === 'refused' && (
        <span className="col-start-2 col-end-4 text-s">{t(refusalKeyOf(step))}</span>
      )}
    </li>
  )
}

const refusalKeyOf = (step: OwnStep): MessageKey =>
  step.refusal === 'dispatch_ended' ||
  step.refusal === 'step_not_next' ||
  step.refusal === 'already_acknowledged'
    ? `refusals.${step.refusal}`
    : 'field.refusedHint'

const isSafe = (dispatch: FieldDispatch, personId: PersonId | undefined): boolean =>
  personId === undefined
    ? dispatch.childSafeAt !== null
    : dispatch.children.some((child) => child.id === personId && child.safeAt !== null)

function State({ step }: { step: OwnStep }) {
  const t = useText()
  const { dispatches } = useStore(mine)
  const state = stateOf(step, dispatches)
  const Sign = { waiting: Clock3, sent: Check, desk: CheckCheck, refused: Flag }[state]
  return (
    <span
      className={
        state === 'waiting'
          ? 'inline-flex items-center gap-1.5 rounded-s border border-dashed border-ink-2 px-2 py-0.5 text-s'
          : 'inline-flex items-center gap-1.5 text-s text-ink-2'
      }
    >
      <Sign aria-hidden className="size-4.5" />
      {t(`field.state.${state}`)}
    </span>
  )
}

function stateOf(
  step: OwnStep,
  dispatches: readonly FieldDispatch[],
): 'waiting' | 'sent' | 'desk' | 'refused' {
  if (step.state !== 'sent') return step.state
  const dispatch = dispatches.find((one) => one.id === step.dispatchId)
  const { what } = step
  if (what.action === 'dispatch.childSafe')
    return dispatch && isSafe(dispatch, what.input.personId) ? 'desk' : 'sent'
  const to =
    what.action === 'oncall.acknowledge'
      ? 'acknowledged'
      : what.action === 'dispatch.report'
        ? what.input.step
        : null
  return dispatch && to && stampOf(dispatch, [], to) ? 'desk' : 'sent'
}
