import type { TeamEntry } from '@veghe/shared/oncall/oncall.contract.ts'
import { useText } from '../../platform/i18n.ts'
import { TeamStatus } from '../../platform/ui/TeamStatus.tsx'
import { isFree, useTeams } from './teams.ts'

type TeamChoiceProps = { chosen: string | null; onChoose: (teamId: TeamEntry['id']) => void }

/** The team that goes; the best is chosen beforehand. With nobody on shift the duty officer is called. */
export function TeamChoice({ chosen, onChoose }: TeamChoiceProps) {
  const t = useText()
  const teams = useTeams()
  return (
    <fieldset>
      <legend className="mb-1 font-[600]">{t('send.team')}</legend>
      {teams.length === 0 && <p>{t('oncall.nobodyHint')}</p>}
      <div className="grid gap-1">
        {teams.map((team) => (
          <label
            key={team.id}
            className="grid min-h-10 cursor-pointer grid-cols-[1.125rem_6rem_8rem_minmax(0,1fr)] items-center gap-3 rounded-s border border-edge px-3 has-checked:border-2 has-checked:border-ink has-disabled:border-dashed has-disabled:text-ink-3"
          >
            <input
              type="radio"
              name="team"
              value={team.id}
              checked={team.id === chosen}
              disabled={!isFree(team)}
              onChange={() => onChoose(team.id)}
              className="size-[1.125rem] accent-[var(--ink)]"
            />
            <b className="truncate">{team.name}</b>
            <TeamStatus code={team.status} asked={team.dispatchId !== null} />
            <span className="truncate text-ink-2">
              {team.base} · {team.members.map((each) => each.name).join(', ')}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
