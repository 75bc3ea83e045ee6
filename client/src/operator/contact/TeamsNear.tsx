import { useText } from '../../platform/i18n.ts'
import { hhmm } from '../../platform/time.ts'
import { Section } from '../../platform/ui/Pane.tsx'
import { TeamStatus } from '../../platform/ui/TeamStatus.tsx'
import { Timer } from '../../platform/ui/Timer.tsx'
import { useTeams } from '../send/teams.ts'

/** Who could go: free teams first, each with what speaks for or against it. */
export function TeamsNear() {
  const t = useText()
  const teams = useTeams()
  return (
    <Section title={t('contact.teams')}>
      <ul className="grid gap-1.5">
        {teams.map((team) => (
          <li key={team.id} className="flex flex-wrap items-center gap-x-2">
            <b className="min-w-[4.5rem]">{team.name}</b>
            <TeamStatus code={team.status} asked={team.dispatchId !== null} />
            <span className="ml-auto text-ink-2">
              {team.status === '1' ? team.base : <Timer since={team.since} />}
            </span>
            <span className="w-full text-xs text-ink-3">
              {[
                team.members.map((each) => each.name).join(', '),
                team.shiftEndsAt && t('app.until', { time: hhmm(team.shiftEndsAt) }),
                team.withApp === 0 && t('oncall.withoutApp'),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {teams.length === 0 && <p className="text-ink-2">{t('oncall.nobodyHint')}</p>}
    </Section>
  )
}
