import type { DispatchEntry } from '@veghe/shared/dispatch/dispatch.contract.ts'
import type { TeamEntry } from '@veghe/shared/oncall/oncall.contract.ts'
import type { BoardView } from '../platform/board.ts'
import { useText } from '../platform/i18n.ts'
import { Posts } from '../platform/posts.tsx'
import { useAsk } from '../platform/query.ts'
import { hhmm } from '../platform/time.ts'
import { Pane, PaneHead, Section } from '../platform/ui/Pane.tsx'
import { Scroller } from '../platform/ui/Scroller.tsx'
import { Empty, Failed, Loading } from '../platform/ui/states.tsx'
import { Tag } from '../platform/ui/Tag.tsx'
import { isFree } from './dispatches.ts'
import { TeamRow } from './Teams.tsx'

type TeamsPaneProps = {
  board: BoardView<TeamEntry>
  teams: readonly TeamEntry[]
  dispatches: readonly DispatchEntry[]
  frozenAt: number | null
}

/** The teams of the county, those on shift first, and who answers for the shift. */
export function TeamsPane({ board, teams, dispatches, frozenAt }: TeamsPaneProps) {
  const t = useText()
  const onShift = teams.filter((team) => team.onShift)
  return (
    <Pane label={t('duty.teams')} id="teams" className="border-hairline max-xl:border-t xl:border-l">
      <PaneHead title={t('duty.teams')}>
        {board.state === 'stale' && <Tag>{t('net.notCurrent')}</Tag>}
        {board.state !== 'loading' && (
          <span className="ml-auto text-ink-2">
            {t('duty.teamsFree', { count: onShift.filter(isFree).length, all: onShift.length })}
          </span>
        )}
      </PaneHead>
      <Scroller label={t('duty.teamsAndOnCall')} className="min-h-0 flex-1">
        {board.state === 'failed' && <Failed onRetry={board.refresh} />}
        {board.state === 'loading' && <Loading rows={4} onRetry={board.refresh} />}
        {board.state === 'live' && teams.length === 0 && <Empty>{t('duty.noTeams')}</Empty>}
        <ul>
          {teams.map((team) => (
            <TeamRow
              key={team.id}
              team={team}
              dispatch={dispatches.find((one) => one.id === team.dispatchId)}
              frozenAt={frozenAt}
            />
          ))}
        </ul>
        <OnCall />
        <Posts />
      </Scroller>
    </Pane>
  )
}

const againMs = 60_000

function OnCall() {
  const t = useText()
  const { data: now, error, refetch } = useAsk('oncall.now', {}, { everyMs: againMs })
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!now) return <Loading rows={2} />
  const officers = now.shifts.filter((shift) => shift.kind === 'duty_officer')
  return (
    <Section title={t('duty.onCall')} className="border-t border-hairline first:border-t">
      {now.shifts.length === 0 && <p>{t('oncall.nobodyHint')}</p>}
      <dl>
        {officers.map((shift) => (
          <div key={shift.id} className="grid min-h-8 grid-cols-[auto_auto] justify-between gap-x-3">
            <dt className="text-ink-2">{t('oncall.dutyOfficer')}</dt>
            <dd className="text-right">
              <b className="block">{shift.name}</b>
              <span className="text-ink-2">
                {t('oncall.shiftHours', { from: hhmm(shift.startsAt), to: hhmm(shift.endsAt) })}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      {now.shifts.length > 0 && officers.length === 0 && <p>{t('oncall.noDutyOfficer')}</p>}
    </Section>
  )
}
