import type { ReportedStep } from '@veghe/shared/dispatch/dispatch.codes.ts'
import type { FieldDispatch } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { Navigation, Phone, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../platform/i18n.ts'
import { useMe } from '../platform/session.tsx'
import { useStore } from '../platform/store.ts'
import { hhmm } from '../platform/time.ts'
import { PriorityMarker } from '../platform/ui/Priority.tsx'
import { Act, actClasses } from './Act.tsx'
import { ChildSafe } from './ChildSafe.tsx'
import { Known } from './Known.tsx'
import { keepEnd, mine } from './mine.ts'
import { NetLine } from './NetLine.tsx'
import { OtherStep } from './OtherStep.tsx'
import { Path } from './Path.tsx'
import { Screen, ScreenTitle } from './Screen.tsx'
import { Sos, SosBanner } from './Sos.tsx'
import { said, say, waitingOf } from './said.ts'
import { childrenNow, nextOf, stepNow } from './steps.ts'
import { Landmarks } from './Where.tsx'
import { mapLink } from './words.ts'

type UnderWayProps = { dispatch: FieldDispatch; onOutbox: () => void }

/** The dispatch a team said yes to: where, what to beware of, and the one next step. */
export function UnderWay({ dispatch, onOutbox }: UnderWayProps) {
  const t = useText()
  const steps = useStore(said)
  const [sheet, setSheet] = useState<'other' | 'safe' | null>(null)
  const next = nextOf(dispatch, steps)
  const list = childrenNow(dispatch, steps)
  const report = async (step: ReportedStep) => {
    setSheet(null)
    await say({ action: 'dispatch.report', input: { dispatchId: dispatch.id, step } }, dispatch.id)
    if (step === 'ended') await keepEnd()
  }
  return (
    <>
      <Screen
        head={
          <>
            <NetLine onOpen={onOutbox} />
            <SosBanner />
            <div className="flex items-center justify-between gap-3 px-4 py-3">
              <PriorityMarker mark={dispatch.sos ? 'SOS' : dispatch.priority} />
              <span className="text-right text-s text-ink-2">{dispatch.caseNumber}</span>
            </div>
            <Path dispatch={dispatch} said={steps} />
          </>
        }
        thumb={
          <>
            <Tools dispatch={dispatch} />
            {next === 'safe' && (
              <Act look="primary" icon={ShieldCheck} className="text-xl" onClick={() => setSheet('safe')}>
                {t('field.childSafe')}
              </Act>
            )}
            {next && next !== 'safe' && (
              <Act look="primary" data-testid="next" onClick={() => void report(next)}>
                {t(`field.next.${next}`)}
              </Act>
            )}
            {next === null && <p className="text-l font-[600]">{t('field.endedHint')}</p>}
            <div className="grid grid-cols-2 gap-4">
              <Act disabled={next === null} onClick={() => setSheet('other')}>
                {t('field.other')}
              </Act>
              <Sos dispatchId={dispatch.id} />
            </div>
          </>
        }
      >
        <ScreenTitle className="text-[1.75rem] leading-[1.15] font-bold outline-none">
          {dispatch.address?.address || dispatch.place || t('field.noAddress')}
          <Landmarks dispatch={dispatch} withPlace />
        </ScreenTitle>
        <Unheard dispatch={dispatch} />
        {dispatch.note && (
          <p className="my-3 border-l-[6px] border-ink bg-raised px-3 py-2 text-l leading-[1.25] font-bold">
            {dispatch.note}
          </p>
        )}
        <Known dispatch={dispatch} list={list} />
        <Kept />
      </Screen>
      {sheet === 'safe' && <ChildSafe dispatch={dispatch} list={list} onClose={() => setSheet(null)} />}
      {sheet === 'other' && (
        <OtherStep
          dispatch={dispatch}
          said={steps}
          onStep={(step) => void report(step)}
          onSafe={() => setSheet('safe')}
          onClose={() => setSheet(null)}
        />
      )}
    </>
  )
}

function Tools({ dispatch }: { dispatch: FieldDispatch }) {
  const t = useText()
  const me = useMe()
  const map = mapLink(dispatch, me.countyName)
  return (
    <div className="grid grid-cols-2 gap-2">
      {map && (
        <a href={map} className={actClasses('tool')}>
          <Navigation aria-hidden className="size-6" />
          {t('field.navigate')}
        </a>
      )}
      <a href="tel:119" className={actClasses('tool', map ? '' : 'col-span-2')}>
        <Phone aria-hidden className="size-6" />
        {t('field.call119')}
      </a>
    </div>
  )
}

/** A yes that has not left the phone is no yes: the ladder is still climbing, and the team must know. */
function Unheard({ dispatch }: { dispatch: FieldDispatch }) {
  const t = useText()
  const waits = waitingOf(useStore(said)).some(
    (step) => step.dispatchId === dispatch.id && step.what.action === 'oncall.acknowledge',
  )
  const isUnheard = waits && stepNow(dispatch, []) !== 'acknowledged'
  if (!isUnheard) return null
  return (
    <p role="alert" className="mt-3 border-2 border-ink px-3 py-2 font-[600]">
      {t('field.unheard')}
    </p>
  )
}

function Kept() {
  const t = useText()
  const { from, at } = useStore(mine)
  if (from !== 'phone' || !at) return null
  return <p className="py-3 text-s text-ink-2">{t('field.keptFrom', { time: hhmm(at) })}</p>
}
