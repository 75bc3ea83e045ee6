import type { DispatchEntry } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { isAcknowledged } from '@veghe/shared/dispatch/dispatch.rules.ts'
import type { TeamEntry } from '@veghe/shared/oncall/oncall.contract.ts'
import { useRef, useState } from 'react'
import { useNow } from '../platform/clock.ts'
import { type Text, useText } from '../platform/i18n.ts'
import { useAct } from '../platform/query.ts'
import { hhmm, roughLength } from '../platform/time.ts'
import { Button } from '../platform/ui/Button.tsx'
import { PriorityMarker } from '../platform/ui/Priority.tsx'
import { Sheet } from '../platform/ui/Sheet.tsx'
import { TeamStatus } from '../platform/ui/TeamStatus.tsx'
import { tell } from '../platform/ui/toasts.tsx'
import { isFree } from './dispatches.ts'
import { Reasons } from './Reasons.tsx'

type SendOtherProps = {
  dispatch: DispatchEntry
  teams: readonly TeamEntry[]
  placeOf: (team: TeamEntry) => string | null
  onClose: () => void
}

/** Another team for a dispatch. The version seen goes along: if it moved meanwhile, the server says so and nothing is sent. */
export function SendOther({ dispatch, teams, placeOf, onClose }: SendOtherProps) {
  const t = useText()
  const now = useNow()
  const others = teams.filter((team) => team.id !== dispatch.teamId)
  const [picked, setPicked] = useState<string | null>(others.find(isFree)?.id ?? null)
  const reassign = useAct('dispatch.reassign')
  const first = useRef<HTMLElement>(null)
  const team = others.find((one) => one.id === picked && isFree(one))
  const send = () => {
    if (!team || reassign.isPending) return
    reassign.mutate(
      { dispatchId: dispatch.id, version: dispatch.version, teamId: team.id },
      {
        onSuccess: () => {
          tell(t('duty.sendSent', { team: team.name }))
          onClose()
        },
      },
    )
  }
  return (
    <Sheet
      title={t('duty.sendTitle', { place: dispatch.place ?? t('duty.noPlace') })}
      mark={<PriorityMarker mark={dispatch.priority} word={false} />}
      open
      onClose={onClose}
      first={first}
      onConfirm={send}
      footer={
        <>
          <Button
            look="primary"
            size="m"
            chord="Ctrl+Enter"
            disabled={!team || reassign.isPending}
            onClick={send}
          >
            {team ? t('duty.sendTeam', { team: team.name }) : t('duty.sendOther')}
          </Button>
          <Button size="m" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </>
      }
    >
      {isAcknowledged(dispatch.step) && (
        <p className="mb-3 font-[600]">{t('duty.sendHas', { team: dispatch.teamName })}</p>
      )}
      {!others.some(isFree) && <p className="mb-3 font-[600]">{t('duty.sendNone')}</p>}
      <Reasons
        label={t('duty.teams')}
        value={picked}
        options={others.map((one) => ({
          value: one.id,
          disabled: !isFree(one),
          label: <TeamLine team={one} about={whyOf(t, one, { now, place: placeOf(one) })} />,
        }))}
        onChange={setPicked}
        failed={reassign.error}
        first={first}
      />
    </Sheet>
  )
}

function TeamLine({ team, about }: { team: TeamEntry; about: string }) {
  return (
    <span className="grid min-w-0 flex-1 gap-0.5">
      <span className="flex items-center gap-2">
        <b>{team.name}</b>
        <TeamStatus code={team.status} word={false} />
        <span className="ml-auto text-ink-2">{team.base}</span>
      </span>
      <span className="flex gap-2 font-normal text-ink-2">
        <span className="truncate">{team.members.map((one) => one.name).join(', ')}</span>
        <span className="ml-auto whitespace-nowrap">{about}</span>
      </span>
    </span>
  )
}

function whyOf(t: Text, team: TeamEntry, at: { now: number; place: string | null }): string {
  if (!team.onShift) return t('oncall.offShift')
  if (team.dispatchId) return t('duty.teamOn', { place: at.place ?? t('duty.noPlace') })
  if (team.status !== '1') return t('duty.teamOut')
  const free = t('duty.teamFree', { length: roughLength(at.now - team.since.getTime()) })
  return team.shiftEndsAt ? `${free}, ${t('duty.teamUntil', { time: hhmm(team.shiftEndsAt) })}` : free
}
