import type { TeamEntry } from '@veghe/shared/oncall/oncall.contract.ts'
import { useBoard } from '../../platform/board.ts'
import { boards } from '../../platform/boards.ts'
import { useText } from '../../platform/i18n.ts'
import { shortName } from '../../platform/people.ts'
import { useAsk } from '../../platform/query.ts'
import { hhmm } from '../../platform/time.ts'
import { Section } from '../../platform/ui/Pane.tsx'
import { TeamStatus } from '../../platform/ui/TeamStatus.tsx'
import { Timer } from '../../platform/ui/Timer.tsx'

const againMs = 60_000

/** Teams on shift, free ones first, then the duty officer. */
export function OnCallNow() {
  const t = useText()
  const { entries } = useBoard(boards.teams)
  const { data: now } = useAsk('oncall.now', {}, { everyMs: againMs })
  const teams = entries
    .filter((team) => team.onShift)
    .toSorted((a, b) => a.status.localeCompare(b.status) || a.name.localeCompare(b.name))
  const shift = now?.shifts.find((each) => each.kind === 'team')
  return (
    <Section
      title={t('oncall.now')}
      aside={shift && t('oncall.shiftHours', { from: hhmm(shift.startsAt), to: hhmm(shift.endsAt) })}
    >
      <ul>
        {teams.map((team) => (
          <Team key={team.id} team={team} />
        ))}
        <li className="flex min-h-8 items-center gap-2">
          <b>{t('oncall.dutyOfficer')}</b>
          <span className="truncate">{now?.dutyOfficer?.name ?? t('oncall.noDutyOfficer')}</span>
        </li>
      </ul>
      {teams.length === 0 && <p className="mt-1">{t('oncall.nobodyHint')}</p>}
    </Section>
  )
}

const row = 'grid min-h-8 grid-cols-[4.5rem_7.25rem_minmax(0,1fr)_auto] items-center gap-2'

function Team({ team }: { team: TeamEntry }) {
  const t = useText()
  const isFree = team.status === '1' || team.status === '8'
  return (
    <li className={row}>
      <b className="truncate">{team.name}</b>
      <TeamStatus code={team.status} asked={team.dispatchId !== null} />
      <span className="truncate text-ink-2" title={team.members.map((each) => each.name).join(', ')}>
        {team.members.map((each) => shortName(each.name)).join(', ')}
      </span>
      <span className="text-right text-ink-2">
        {isFree ? team.base : <Timer since={team.since} />}
        {team.withApp === 0 && <span className="sr-only">{t('oncall.withoutApp')}</span>}
      </span>
    </li>
  )
}
