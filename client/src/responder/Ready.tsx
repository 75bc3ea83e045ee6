import { Phone, Settings2 } from 'lucide-react'
import { serverNow } from '../platform/clock.ts'
import { ToConfirm } from '../platform/confirm/ToConfirm.tsx'
import { useWaiting } from '../platform/confirm/waiting.ts'
import { type MessageKey, useText } from '../platform/i18n.ts'
import { useAsk } from '../platform/query.ts'
import { isRefusal } from '../platform/refusals.ts'
import { useMay } from '../platform/session.tsx'
import { useStore } from '../platform/store.ts'
import { hhmm, whenShort } from '../platform/time.ts'
import { Act, actClasses } from './Act.tsx'
import { askFailure, gone, mine } from './mine.ts'
import { NetLine } from './NetLine.tsx'
import { OwnTeams } from './OwnTeams.tsx'
import { push } from './push.ts'
import { Screen, ScreenTitle } from './Screen.tsx'
import { Sos, SosBanner } from './Sos.tsx'

type ReadyProps = { onOutbox: () => void; onPhone: () => void }

/** Between dispatches: one's team, who is on call, what waits for a second person, and whether this phone can be woken. */
export function Ready({ onOutbox, onPhone }: ReadyProps) {
  const t = useText()
  const rides = useMay('dispatch.sos')
  return (
    <Screen
      head={
        <>
          <NetLine onOpen={onOutbox} />
          <SosBanner />
        </>
      }
      thumb={
        <>
          <div className="grid grid-cols-2 gap-4">
            <a href="tel:119" className={actClasses('plain')}>
              <Phone aria-hidden className="size-6 shrink-0" />
              {t('field.call119')}
            </a>
            <Act icon={Settings2} onClick={onPhone}>
              {t('field.phone')}
            </Act>
          </div>
          {rides && <Sos dispatchId={null} />}
        </>
      }
    >
      <Nothing />
      <Sleeper onPhone={onPhone} />
      <OwnTeams />
      <Confirming />
      <OnCall />
    </Screen>
  )
}

function Nothing() {
  const t = useText()
  const { from, at } = useStore(mine)
  const failure = useStore(askFailure)
  const last = useStore(gone)
  const rides = useMay('dispatch.mine')
  const unknown: MessageKey = failure === null ? 'app.loading' : 'field.unknown'
  const title: MessageKey = !rides ? 'oncall.dutyOfficer' : from === 'nowhere' ? unknown : 'field.nothing'
  const isOut = isRefusal(failure, 'not_signed_in')
  return (
    <div className="py-5">
      <ScreenTitle className="text-[1.75rem] leading-[1.15] font-bold outline-none">{t(title)}</ScreenTitle>
      <p className="mt-1 text-ink-2">{at && t('field.askedAt', { time: whenShort(at, serverNow()) })}</p>
      {isOut && (
        <p role="alert" className="mt-3">
          {t('refusals.not_signed_in')}{' '}
          <a href="/sign-in?to=%2Ffield" className="inline-block py-3 font-[600]">
            {t('signIn.title')}
          </a>
        </p>
      )}
      {last && (
        <p role="status" className="mt-3 border-2 border-edge px-3 py-2">
          {t('field.gone', { place: last.place ?? last.caseNumber })}
        </p>
      )}
    </div>
  )
}

/** A phone that cannot ring is said plainly, with the way to change it. */
function Sleeper({ onPhone }: { onPhone: () => void }) {
  const t = useText()
  const state = useStore(push)
  const may = useMay('oncall.addDevice')
  if (!may || state === 'on' || state === 'unknown') return null
  return (
    <section className="border-2 border-ink bg-raised px-4 py-3" data-testid="sleeper">
      <h2 className="text-m">{t('field.sleeps')}</h2>
      <p className="mt-1 mb-3">{t(`field.push.${state}`)}</p>
      <Act onClick={onPhone} className="w-full">
        {t('field.openPhone')}
      </Act>
    </section>
  )
}

function Confirming() {
  const t = useText()
  const may = useMay('triage.confirmLowering')
  const { count } = useWaiting()
  if (!may) return null
  return (
    <section className="mt-4 border-t border-hairline py-3">
      <h2 className="mb-2 text-l">
        {t('duty.toConfirm')} <span className="text-ink-2">{count}</span>
      </h2>
      <ToConfirm size="l" inset="" />
    </section>
  )
}

function OnCall() {
  const t = useText()
  const { data: now } = useAsk('oncall.now', {}, { everyMs: 300_000 })
  if (!now) return null
  return (
    <section className="mt-4 border-t border-hairline py-3">
      <h2 className="text-m">{t('oncall.now')}</h2>
      {now.shifts.length === 0 && <p className="text-ink-2">{t('oncall.nobody')}</p>}
      <ul>
        {now.shifts.map((shift) => (
          <li key={shift.id} className="flex min-h-10 items-center gap-3 text-ink-2">
            <span>
              {shift.kind === 'duty_officer' && `${t('oncall.dutyOfficer')}: `}
              <b className="font-[600] text-ink">{shift.name}</b>
            </span>
            <span className="ml-auto">
              {hhmm(shift.startsAt)}–{hhmm(shift.endsAt)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
