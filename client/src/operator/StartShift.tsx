import { useNavigate } from '@tanstack/react-router'
import { Check, Circle, Flag } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useBoard } from '../platform/board.ts'
import { boards } from '../platform/boards.ts'
import { skew } from '../platform/clock.ts'
import { useText } from '../platform/i18n.ts'
import { useAct } from '../platform/query.ts'
import { signOut, useMe } from '../platform/session.tsx'
import { Gate, GateTitle } from '../platform/signIn/Gate.tsx'
import { play, sound, unlockSound } from '../platform/sound.ts'
import { useStore } from '../platform/store.ts'
import { Button } from '../platform/ui/Button.tsx'
import { Failed } from '../platform/ui/states.tsx'

const skewSaidMs = 2_000

/** Start of a shift: the press that lets alarms sound, and what one wants to know before the first call. */
export function StartShift() {
  const t = useText()
  const me = useMe()
  const navigate = useNavigate()
  const set = useAct('queue.setStatus')
  const begin = () => {
    void unlockSound()
    set.mutate({ status: 'available' }, { onSuccess: () => void navigate({ to: '/console' }) })
  }
  return (
    <Gate
      county={t('app.authority', { county: me.countyName })}
      left={
        <>
          <GateTitle step={1}>{t('signIn.signedInAs', { name: me.name })}</GateTitle>
          <p className="mt-2 text-ink-2">{me.email}</p>
          <Button size="m" className="mt-6 w-full" onClick={() => void signOut()}>
            {t('app.signOut')}
          </Button>
        </>
      }
      foot={t('signIn.foot')}
      right={
        <>
          <p className="text-ink-2">{t('signIn.welcome', { name: me.name })}</p>
          <GateTitle step={2} main>
            {t('signIn.shift')}
          </GateTitle>
          <ul className="mt-6">
            <SoundStep />
            <AlarmStep />
            <NoticeStep />
            <ClockStep />
            <TeamStep />
          </ul>
          <div className="mt-8 flex flex-wrap items-center gap-4">
            <Button look="primary" size="l" className="px-8" disabled={set.isPending} onClick={begin}>
              {t('signIn.available')}
            </Button>
            <p className="max-w-xs text-ink-2">{t('signIn.availableHint')}</p>
          </div>
          {set.error && <Failed error={set.error} />}
          <Colleagues />
        </>
      }
    />
  )
}

type StepProps = { state: 'good' | 'open' | 'bad'; name: string; children: ReactNode; act?: ReactNode }

function Step({ state, name, children, act }: StepProps) {
  const Sign = { good: Check, open: Circle, bad: Flag }[state]
  return (
    <li className="grid min-h-12 grid-cols-[1.5rem_minmax(0,1fr)] items-center gap-x-3 gap-y-1 border-t border-hairline py-1.5 last:border-b sm:grid-cols-[1.5rem_10rem_minmax(0,1fr)_auto]">
      <Sign aria-hidden className={state === 'good' ? 'size-5 text-ok-edge' : 'size-5 text-ink-3'} />
      <b className="text-m">{name}</b>
      <span className="text-ink-2 max-sm:col-start-2">{children}</span>
      <span className="max-sm:col-start-2">{act}</span>
    </li>
  )
}

function SoundStep() {
  const t = useText()
  const [heard, setHeard] = useState<'untested' | 'asked' | 'yes' | 'no'>('untested')
  const test = () => {
    void unlockSound().then(() => {
      play('low')
      setTimeout(() => play('high'), 900)
      setHeard('asked')
    })
  }
  const said = {
    untested: 'signIn.soundHint',
    asked: 'signIn.soundHeard',
    yes: 'signIn.soundGood',
    no: 'signIn.soundBad',
  } as const
  return (
    <Step
      state={heard === 'yes' ? 'good' : heard === 'no' ? 'bad' : 'open'}
      name={t('signIn.sound')}
      act={
        heard === 'asked' ? (
          <span className="flex gap-2">
            <Button onClick={() => setHeard('yes')}>{t('signIn.soundYes')}</Button>
            <Button onClick={() => setHeard('no')}>{t('signIn.soundNo')}</Button>
          </span>
        ) : (
          heard !== 'yes' && <Button onClick={test}>{t('signIn.soundTest')}</Button>
        )
      }
    >
      {t(said[heard])}
    </Step>
  )
}

function AlarmStep() {
  const t = useText()
  const state = useStore(sound)
  if (state === 'elsewhere') {
    return (
      <Step state="good" name={t('signIn.alarms')}>
        {t('oncall.soundElsewhere')}
      </Step>
    )
  }
  const isOn = state === 'on'
  return (
    <Step
      state={isOn ? 'good' : 'open'}
      name={t('signIn.alarms')}
      act={!isOn && <Button onClick={() => void unlockSound()}>{t('signIn.alarmsStart')}</Button>}
    >
      {t(isOn ? 'signIn.alarmsOn' : 'signIn.alarmsHint')}
    </Step>
  )
}

function NoticeStep() {
  const t = useText()
  const [allowed, setAllowed] = useState(() =>
    'Notification' in window ? Notification.permission : 'denied',
  )
  const said = { granted: 'noticesOn', denied: 'noticesOff', default: 'noticesHint' } as const
  return (
    <Step
      state={allowed === 'granted' ? 'good' : allowed === 'denied' ? 'bad' : 'open'}
      name={t('signIn.notices')}
      act={
        allowed === 'default' && (
          <Button onClick={() => void Notification.requestPermission().then(setAllowed)}>
            {t('signIn.noticesAsk')}
          </Button>
        )
      }
    >
      {t(`signIn.${said[allowed]}`)}
    </Step>
  )
}

function ClockStep() {
  const t = useText()
  const ms = Math.abs(useStore(skew))
  const isOff = ms > skewSaidMs
  const n = (ms / 1000).toFixed(1).replace('.', ',')
  return (
    <Step state={isOff ? 'bad' : 'good'} name={t('signIn.clock')}>
      {t(isOff ? 'signIn.clockBad' : 'signIn.clockGood', { n })}
    </Step>
  )
}

function TeamStep() {
  const t = useText()
  const { entries, state } = useBoard(boards.teams)
  const there = entries.filter((team) => team.onShift)
  const ready = there.filter((team) => team.status === '1')
  if (state !== 'live' && there.length === 0) {
    return (
      <Step state="open" name={t('signIn.teams')}>
        {t('app.loading')}
      </Step>
    )
  }
  return (
    <Step state={ready.length > 0 ? 'good' : 'bad'} name={t('signIn.teams')}>
      {there.length > 0
        ? t('signIn.teamsReady', { ready: ready.length, all: there.length })
        : t('oncall.nobodyHint')}
    </Step>
  )
}

function Colleagues() {
  const t = useText()
  const me = useMe()
  const { entries, state } = useBoard(boards.operators)
  const others = entries.filter((each) => each.id !== me.staffId && each.status !== 'off')
  return (
    <p className="mt-12 border-t border-hairline pt-3">
      <span className="text-ink-3">{t('signIn.colleague')}</span>
      <br />
      {others.length > 0
        ? others.map((each) => each.name).join(', ')
        : t(state === 'live' ? 'signIn.alone' : 'app.loading')}
    </p>
  )
}
