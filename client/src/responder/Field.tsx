import { getRouteApi } from '@tanstack/react-router'
import { isAcknowledged } from '@veghe/shared/dispatch/dispatch.rules.ts'
import type { Me } from '@veghe/shared/identity/identity.contract.ts'
import { useEffect, useState } from 'react'
import { useTitle } from '../platform/alarms.tsx'
import { speak, useText } from '../platform/i18n.ts'
import { openLive } from '../platform/live.ts'
import { SessionOf } from '../platform/session.tsx'
import { useStore } from '../platform/store.ts'
import { eveningIs } from '../platform/theme.ts'
import { Toasts } from '../platform/ui/toasts.tsx'
import { Asked } from './Asked.tsx'
import { useAwake } from './awake.ts'
import { mine, refreshMine, startMine } from './mine.ts'
import { Outbox } from './Outbox.tsx'
import { startPush } from './push.ts'
import { Ready } from './Ready.tsx'
import { said, startOutbox } from './said.ts'
import { stepNow, wasDeclined } from './steps.ts'
import { ThisPhone } from './ThisPhone.tsx'
import { UnderWay } from './UnderWay.tsx'

const route = getRouteApi('/field')

/** The phone of a mobile team: the question, the dispatch, and the words that wait for signal. */
export function Field() {
  const { me } = route.useRouteContext()
  useStarted(me)
  return (
    <SessionOf value={me}>
      <Now />
      <Toasts />
    </SessionOf>
  )
}

function useStarted(me: Me): void {
  useEffect(() => {
    void speak(me.locale)
  }, [me.locale])
  // A vehicle at night is darker than an office in the evening.
  useEffect(() => eveningIs('night'), [])
  useEffect(openLive, [])
  useEffect(() => {
    let isHere = true
    const stops: (() => void)[] = []
    const start = async () => {
      // What was said comes before what is known: a step pressed yesterday must not be asked for again.
      const starts = [() => startOutbox(me.staffId, () => void refreshMine()), () => startMine(me)]
      for (const each of starts) {
        const stop = await each()
        if (isHere) stops.push(stop)
        else stop()
      }
    }
    void start()
    void startPush()
    return () => {
      isHere = false
      for (const stop of stops) stop()
    }
  }, [me])
}

function Now() {
  const t = useText()
  const [view, setView] = useState<'work' | 'outbox'>('work')
  const [isPhone, setPhone] = useState(false)
  const awake = useAwake()
  const { dispatches } = useStore(mine)
  const steps = useStore(said)
  useTitle(t('field.title'))
  const open = dispatches.filter((one) => !wasDeclined(one, steps))
  const asked = open.find((one) => !isAcknowledged(stepNow(one, steps)))
  const under = open.find((one) => isAcknowledged(stepNow(one, steps)))
  if (asked) return <Asked key={asked.id} dispatch={asked} />
  if (view === 'outbox') return <Outbox onBack={() => setView('work')} />
  return (
    <>
      {under ? (
        <UnderWay key={under.id} dispatch={under} onOutbox={() => setView('outbox')} />
      ) : (
        <Ready onOutbox={() => setView('outbox')} onPhone={() => setPhone(true)} />
      )}
      {isPhone && <ThisPhone awake={awake} onClose={() => setPhone(false)} />}
    </>
  )
}
