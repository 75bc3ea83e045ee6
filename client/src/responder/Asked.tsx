import type { FieldDispatch } from '@veghe/shared/dispatch/dispatch.contract.ts'
import type { Priority } from '@veghe/shared/triage/triage.codes.ts'
import { useEffect, useState } from 'react'
import { act } from '../platform/commands.ts'
import { useText } from '../platform/i18n.ts'
import { play } from '../platform/sound.ts'
import { classes } from '../platform/ui/classes.ts'
import { PriorityShape } from '../platform/ui/Priority.tsx'
import { Timer } from '../platform/ui/Timer.tsx'
import { Act } from './Act.tsx'
import { Cannot } from './Cannot.tsx'
import { Known } from './Known.tsx'
import { Rungs } from './Rungs.tsx'
import { Screen, ScreenTitle } from './Screen.tsx'
import { say } from './said.ts'
import { Landmarks } from './Where.tsx'

const bands: Record<Priority, string> = {
  P0: 'bg-p1 text-p1-ink',
  P1: 'border-b-4 border-p1-edge bg-surface text-p1-text',
  P2: 'bg-p2 text-p2-ink',
  P3: 'border-b-4 border-p3-edge bg-p3 text-p3-ink',
  P4: 'border-b-4 border-p4-edge bg-surface text-p4-text',
  N: 'border-b-4 border-edge bg-surface text-ink-2',
}

/** The question that wakes a team: how bad, where, what is known, yes or no. */
export function Asked({ dispatch }: { dispatch: FieldDispatch }) {
  const t = useText()
  const [isDeclining, setDeclining] = useState(false)
  const { priority, address } = dispatch
  useRinging(dispatch)
  return (
    <>
      <Screen
        head={<Band dispatch={dispatch} />}
        thumb={
          <>
            <Rungs dispatch={dispatch} />
            <Act
              look="primary"
              data-testid="take"
              onClick={() =>
                void say({ action: 'oncall.acknowledge', input: { dispatchId: dispatch.id } }, dispatch.id)
              }
            >
              {t('field.take')}
            </Act>
            <Act under={t('field.cannotHint')} onClick={() => setDeclining(true)}>
              {t('field.cannot')}
            </Act>
          </>
        }
      >
        <section aria-label={t('field.where')} className="border-b border-hairline pt-5 pb-4">
          <p className="text-[2.5rem] leading-[1.1] font-bold tracking-[-0.01em]">
            {dispatch.place ?? t('field.noPlace')}
          </p>
          <p className="text-xl font-[600]">{address?.address || t('field.noAddress')}</p>
          <Landmarks dispatch={dispatch} withPlace={false} />
        </section>
        {dispatch.note && <p className="py-4 text-l leading-[1.35] font-[600]">{dispatch.note}</p>}
        <Known dispatch={dispatch} list={dispatch.children} />
        <p className="py-3 text-s text-ink-2">{[dispatch.teamName, dispatch.caseNumber].join(' · ')}</p>
        <span className="sr-only">{t(`prio.spoken.${priority}`)}</span>
      </Screen>
      {isDeclining && <Cannot dispatch={dispatch} onClose={() => setDeclining(false)} />}
    </>
  )
}

function Band({ dispatch }: { dispatch: FieldDispatch }) {
  const t = useText()
  const { priority, sentAt, step } = dispatch
  return (
    <header
      data-priority={priority}
      className={classes(
        'grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 p-4',
        bands[priority],
      )}
    >
      <PriorityShape mark={priority} className="size-[3.25rem]" />
      <div>
        <ScreenTitle className="text-[2.25rem] leading-none font-heavy tracking-[-0.01em] outline-none">
          {t(`prio.word.${priority}`)}
        </ScreenTitle>
        <p className="mt-1 leading-[1.2] font-[600]">
          {priority}, {t(`field.danger.${priority}`)}
        </p>
      </div>
      <p className="text-right text-s leading-[1.2] font-[600]">
        <Timer since={sentAt} className="block text-2xl leading-none font-bold" />
        <span className="mt-1.5 block">{t(step === 'moved_on' ? 'field.sinceFirst' : 'field.since')}</span>
      </p>
    </header>
  )
}

const againMs = 5_000

/** Rings and shakes until somebody answers, and tells the ladder that the question is on a screen. */
function useRinging({ id }: FieldDispatch): void {
  useEffect(() => {
    const ring = () => {
      play('high', true)
      // Not every phone shakes; it is never the only cue.
      if ('vibrate' in navigator) navigator.vibrate([400, 200, 400])
    }
    ring()
    const timer = setInterval(ring, againMs)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => {
    const tell = () => {
      if (!document.hidden) void act('oncall.seen', { dispatchId: id }).catch(() => null)
    }
    tell()
    document.addEventListener('visibilitychange', tell)
    return () => document.removeEventListener('visibilitychange', tell)
  }, [id])
}
