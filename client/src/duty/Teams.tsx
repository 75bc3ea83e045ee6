import type { DispatchEntry } from '@veghe/shared/dispatch/dispatch.contract.ts'
import type { TeamEntry } from '@veghe/shared/oncall/oncall.contract.ts'
import { Check } from 'lucide-react'
import { type Text, useText } from '../platform/i18n.ts'
import { useAct } from '../platform/query.ts'
import { refusalText } from '../platform/refusals.ts'
import { useMay } from '../platform/session.tsx'
import { hhmm } from '../platform/time.ts'
import { classes } from '../platform/ui/classes.ts'
import { Menu } from '../platform/ui/Menu.tsx'
import { barOf } from '../platform/ui/Priority.tsx'
import { TeamStatus } from '../platform/ui/TeamStatus.tsx'
import { Timer } from '../platform/ui/Timer.tsx'
import { tell } from '../platform/ui/toasts.tsx'
import { isUnanswered } from './dispatches.ts'

type TeamRowProps = { team: TeamEntry; dispatch: DispatchEntry | undefined; frozenAt: number | null }

/** One team: what it is doing and for how long, who rides in it, and how it can be reached. */
export function TeamRow({ team, dispatch, frozenAt }: TeamRowProps) {
  const t = useText()
  const isAsked = dispatch !== undefined && isUnanswered(dispatch)
  return (
    <li
      data-testid="team"
      className={classes(
        'border-t border-hairline py-3 pr-4 pl-6 first:border-t-0',
        (isAsked || team.status === '0') && barOf(team.status === '0' ? 'SOS' : (dispatch?.priority ?? 'P4')),
        (frozenAt !== null || !team.onShift) && 'text-ink-3',
      )}
    >
      <p className="flex items-center gap-3">
        <b className="w-16 shrink-0 truncate">{team.name}</b>
        {isAsked ? (
          <span className="inline-flex items-center gap-1.5">
            <TeamStatus code={team.status} word={false} />
            {t('duty.notAcknowledgedShort')}
          </span>
        ) : (
          <TeamStatus code={team.status} />
        )}
        <Timer since={team.since} until={frozenAt} className="ml-auto font-[600]" />
      </p>
      <p className="mt-1 flex gap-3">
        <span className="truncate">{team.members.map((one) => one.name).join(', ')}</span>
        <span className="ml-auto text-ink-2">{dispatch?.place ?? team.base}</span>
      </p>
      <div className="mt-1 flex min-h-8 items-center gap-3 text-ink-2">
        <Reach team={team} />
        <span>{shiftText(t, team)}</span>
        {!team.dispatchId && <ChangeStatus team={team} disabled={frozenAt !== null} />}
      </div>
    </li>
  )
}

/** A phone without the app is reached by text and call. */
function Reach({ team }: { team: TeamEntry }) {
  const t = useText()
  if (team.withApp === 0) return <span>{t('duty.withoutApp')}</span>
  if (team.withApp < team.members.length) {
    return <span>{t('duty.withApp', { n: team.withApp, all: team.members.length })}</span>
  }
  return (
    <span className="inline-flex items-center gap-1">
      {t('duty.allWithApp')}
      <Check aria-hidden className="size-4 text-ok-text" />
    </span>
  )
}

const shiftText = (t: Text, team: TeamEntry): string => {
  if (!team.onShift) return t('oncall.offShift')
  return team.shiftEndsAt ? t('duty.teamUntil', { time: hhmm(team.shiftEndsAt) }) : ''
}

/** Available or out: what a team says over the radio between dispatches. */
function ChangeStatus({ team, disabled }: { team: TeamEntry; disabled: boolean }) {
  const t = useText()
  const may = useMay('oncall.setStatus')
  const set = useAct('oncall.setStatus')
  if (!may || disabled) return null
  const choose = (status: '1' | '8') =>
    set.mutate(
      { teamId: team.id, status },
      { onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }) },
    )
  return (
    <span className="ml-auto">
      <Menu
        plain
        label={t('duty.changeStatus', { team: team.name })}
        groups={[
          {
            choices: [
              { label: t('duty.setFree'), chosen: team.status === '1', onChoose: () => choose('1') },
              { label: t('duty.setOut'), chosen: team.status === '8', onChoose: () => choose('8') },
            ],
          },
        ]}
      >
        <span className="text-link">{t('app.change')}</span>
      </Menu>
    </span>
  )
}
