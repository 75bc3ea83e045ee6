import type { Alarm } from '@veghe/shared/oncall/oncall.contract.ts'
import { VolumeX } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { useBoard } from './board.ts'
import { boards } from './boards.ts'
import { useNow } from './clock.ts'
import { type Text, useText } from './i18n.ts'
import { useKeys } from './keys.ts'
import { useAct } from './query.ts'
import { refusalText } from './refusals.ts'
import { useMay, useMe } from './session.tsx'
import { play, silencedMs, silenceFor } from './sound.ts'
import { hhmm } from './time.ts'
import { Button } from './ui/Button.tsx'
import { classes } from './ui/classes.ts'
import { type Mark, PriorityMarker } from './ui/Priority.tsx'
import { Timer } from './ui/Timer.tsx'
import { tell } from './ui/toasts.tsx'

const shownAtMost = 3
const silenceMs = 30_000
const every: Record<'sos' | 'high', number> = { sos: 2_500, high: 5_000 }

/** SOS before everything, then by class, then the oldest. */
function byUrgency(a: Alarm, b: Alarm): number {
  const rank = (alarm: Alarm) => (alarm.kind === 'sos' ? -1 : alarm.priority === 'P0' ? 0 : 1)
  return rank(a) - rank(b) || a.raisedAt.getTime() - b.raisedAt.getTime()
}

export const alarmWords = (t: Text, alarm: Alarm): string =>
  t(`oncall.alarm.${alarm.kind}`, { team: alarm.teamName ?? '' }).trim()

export const markOf = (alarm: Alarm): Mark => (alarm.kind === 'sos' ? 'SOS' : (alarm.priority ?? 'P1'))

/** Alarms that stand, the most urgent first. An acknowledged one keeps its light until its cause ends. */
export function useAlarms(): Alarm[] {
  const { entries } = useBoard(boards.alarms)
  return entries.filter((alarm) => alarm.state !== 'ended').toSorted(byUrgency)
}

/** The strip of every screen: always there, empty or not, so that what appears pushes nothing. */
export function AlarmStrip() {
  const t = useText()
  const alarms = useAlarms()
  const raised = alarms.filter((alarm) => alarm.state === 'raised')
  useAlarmSound(raised)
  useNotices(raised)
  const shown = alarms.slice(0, shownAtMost)
  return (
    <section
      aria-label={t('oncall.alarms')}
      data-pane="alarms"
      tabIndex={-1}
      data-screen-only
      className="flex min-h-12 items-stretch overflow-x-auto border-y border-hairline"
    >
      {shown.length === 0 && <Quiet />}
      {alarms.length > shownAtMost && (
        <p className="flex shrink-0 items-center px-3 font-heavy whitespace-nowrap">
          {t('oncall.moreAlarms', { n: alarms.length - shownAtMost })}
        </p>
      )}
      {shown.map((alarm) => (
        <AlarmLine key={alarm.id} alarm={alarm} isFirst={alarm === raised[0]} tight={shown.length > 1} />
      ))}
    </section>
  )
}

function Quiet() {
  const t = useText()
  const { entries } = useBoard(boards.alarms)
  const last = entries
    .filter((alarm) => alarm.acknowledgedBy)
    .toSorted((a, b) => b.changedAt.getTime() - a.changedAt.getTime())[0]
  return (
    <p className="flex items-center px-4 text-xs text-ink-3">
      {t('oncall.noAlarm')}{' '}
      {last && t('oncall.lastAlarm', { time: hhmm(last.raisedAt), name: last.acknowledgedBy ?? '' })}
    </p>
  )
}

type LineProps = { alarm: Alarm; isFirst: boolean; tight: boolean }

function AlarmLine({ alarm, isFirst, tight }: LineProps) {
  const t = useText()
  const isSos = alarm.kind === 'sos'
  const isRaised = alarm.state === 'raised'
  const where = [alarm.place, alarm.caseNumber].filter(Boolean).join(' · ')
  return (
    <div
      role={isRaised ? 'alert' : undefined}
      data-testid="alarm"
      className={classes(
        'relative flex items-center gap-3 pr-4',
        // Beside others nothing is cut: what answers an alarm must be there to press, and the strip scrolls.
        tight ? 'shrink-0 grow' : 'min-w-0 flex-1',
        isSos ? 'bg-ink text-ground' : 'border-l-8 border-p1-edge bg-raised not-first:border-l-4',
      )}
    >
      {/* The frame beats, the words stand still: they must be readable at every moment. */}
      {isRaised && (
        <span
          aria-hidden
          className="alarm-pulse pointer-events-none absolute inset-0 border-3 border-p1-edge"
        />
      )}
      {isSos && <span aria-hidden className="hatch-sos w-10 self-stretch" />}
      <span className="ml-2 flex items-center gap-3">
        <PriorityMarker mark={markOf(alarm)} word={false} />
        <strong className="text-m whitespace-nowrap">{alarmWords(t, alarm)}</strong>
      </span>
      {!tight && (
        <span className={classes('hidden min-w-0 truncate md:block', isSos ? '' : 'text-ink-2')}>
          {[where, t(`oncall.todo.${alarm.kind}`)].filter(Boolean).join(' · ')}
        </span>
      )}
      <span className="ml-auto text-m font-strong">
        <Timer since={alarm.raisedAt} />
      </span>
      <AlarmActs alarm={alarm} isFirst={isFirst} tight={tight} />
    </div>
  )
}

function AlarmActs({ alarm, isFirst, tight }: LineProps) {
  const t = useText()
  const may = useMay('oncall.acknowledgeAlarm')
  const acknowledge = useAct('oncall.acknowledgeAlarm')
  const refuse = (failed: Error) => tell(refusalText(t, failed), { kind: 'refused' })
  const take = () => acknowledge.mutate({ alarmId: alarm.id }, { onError: refuse })
  useKeys(isFirst && may ? [{ chord: 'Alt+A', label: 'keys.acknowledge', always: true, run: take }] : [])
  if (alarm.state === 'acknowledged') return <Owned alarm={alarm} onRefused={refuse} />
  if (!may) return null
  return (
    <span className="flex gap-2">
      {alarm.kind !== 'sos' && isFirst && <Silence tight={tight} />}
      <Button
        look={alarm.kind === 'sos' ? 'plain' : 'on'}
        disabled={acknowledge.isPending}
        onClick={take}
        {...(isFirst ? { chord: 'Alt+A' } : {})}
      >
        {t('oncall.acknowledge')}
      </Button>
    </span>
  )
}

function Owned({ alarm, onRefused }: { alarm: Alarm; onRefused: (failed: Error) => void }) {
  const t = useText()
  const me = useMe()
  const end = useAct('oncall.endAlarm')
  return (
    <span className="flex items-center gap-3 whitespace-nowrap">
      {t('oncall.owner', { name: alarm.acknowledgedBy ?? '' })}
      {alarm.acknowledgedBy === me.name && (
        <Button
          onClick={() => end.mutate({ alarmId: alarm.id, version: alarm.version }, { onError: onRefused })}
        >
          {t('oncall.endAlarm')}
        </Button>
      )}
    </span>
  )
}

function Silence({ tight }: { tight: boolean }) {
  const t = useText()
  useNow()
  const left = Math.ceil(silencedMs() / 1000)
  const words = left > 0 ? t('oncall.silenced', { left }) : t('oncall.silence')
  return (
    <Button
      icon={VolumeX}
      className="hidden md:inline-flex"
      aria-label={words}
      disabled={left > 0}
      onClick={() => silenceFor(silenceMs)}
    >
      {tight ? t('oncall.silenceShort', { left: left || silenceMs / 1_000 }) : words}
    </Button>
  )
}

/** Repeats while somebody must take it: an SOS every 2.5 s and through a silence, the others every 5 s. */
function useAlarmSound(raised: readonly Alarm[]): void {
  const isSos = raised[0]?.kind === 'sos'
  const sounds = raised.length > 0
  useEffect(() => {
    if (!sounds) return
    const again = () => play('high', isSos)
    again()
    const timer = setInterval(again, isSos ? every.sos : every.high)
    return () => clearInterval(timer)
  }, [sounds, isSos])
}

/** A hidden tab says it through the computer itself, where that was allowed: what it is, and nothing about anyone. */
function useNotices(raised: readonly Alarm[]): void {
  const t = useText()
  const first = raised[0]
  const tellHidden = useEffectEvent(() => {
    const may = 'Notification' in window && Notification.permission === 'granted'
    if (first && document.hidden && may) {
      new Notification(`119 · ${markOf(first)}`, {
        body: t(`oncall.alarm.${first.kind}`, { team: '' }).trim(),
        tag: first.id,
      })
    }
  })
  useEffect(() => {
    if (first?.id) tellHidden()
  }, [first?.id])
}

/** The title of a hidden tab says what it would show: „(1) P1 Contact nepreluat · Consolă”. */
export function useTitle(page: string): void {
  const t = useText()
  const raised = useAlarms().filter((alarm) => alarm.state === 'raised')
  const first = raised[0]
  const [plain] = useState(() => t('app.name'))
  useEffect(() => {
    const what =
      first && [markOf(first), first.kind !== 'sos' && alarmWords(t, first)].filter(Boolean).join(' ')
    document.title = what ? t('oncall.title', { n: raised.length, what, page }) : `${page} · ${plain}`
  }, [t, first, raised.length, page, plain])
}
