import type { TeamEntry } from '@veghe/shared/oncall/oncall.contract.ts'
import { useEffect } from 'react'
import { useText } from '../platform/i18n.ts'
import { onPush } from '../platform/live.ts'
import { forget, useAct, useAsk } from '../platform/query.ts'
import { refusalText } from '../platform/refusals.ts'
import { useMay, useMe } from '../platform/session.tsx'
import { hhmm } from '../platform/time.ts'
import { Failed, Loading } from '../platform/ui/states.tsx'
import { TeamStatus } from '../platform/ui/TeamStatus.tsx'
import { tell } from '../platform/ui/toasts.tsx'
import { Act } from './Act.tsx'

/** The teams one rides with, and whether they can be sent. */
export function OwnTeams() {
  const t = useText()
  const may = useMay('dispatch.mine')
  const { data: teams, error, refetch } = useAsk('oncall.teams', {}, { enabled: may, everyMs: 60_000 })
  useEffect(() => onPush((name) => (name === 'team.changed' ? forget('oncall.teams') : undefined)), [])
  const mineOnly = useOwnTeams(teams)
  if (!may) return null
  if (error && !teams) return <Failed error={error} onRetry={() => void refetch()} />
  if (!teams) return <Loading rows={2} />
  if (mineOnly.length === 0) return <p className="py-3">{t('field.noTeam')}</p>
  return mineOnly.map((team) => <TeamCard key={team.id} team={team} />)
}

/** Somebody who also sits at a desk sees every team of the county; here only those they ride with count. */
function useOwnTeams(teams: readonly TeamEntry[] | undefined): readonly TeamEntry[] {
  const me = useMe().staffId
  return teams?.filter((team) => team.members.some((one) => one.staffId === me)) ?? []
}

function TeamCard({ team }: { team: TeamEntry }) {
  const t = useText()
  const set = useAct('oncall.setStatus')
  const choose = (status: '1' | '8') =>
    set.mutate(
      { teamId: team.id, status },
      {
        onSuccess: () => forget('oncall.teams'),
        onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }),
      },
    )
  const other = team.status === '1' ? '8' : '1'
  return (
    <section className="mt-4 border-t border-hairline py-3">
      <h2 className="flex items-center gap-3 text-l">
        {team.name} <TeamStatus code={team.status} />
      </h2>
      <p className="mt-1 text-ink-2">
        {team.members.map((one) => one.name).join(', ')}
        {' · '}
        {team.onShift && team.shiftEndsAt
          ? t('field.onShiftUntil', { time: hhmm(team.shiftEndsAt) })
          : t('oncall.offShift')}
      </p>
      {team.dispatchId === null && (
        <Act className="mt-3 w-full" disabled={set.isPending} onClick={() => choose(other)}>
          {t(other === '8' ? 'field.setOut' : 'field.setFree')}
        </Act>
      )}
    </section>
  )
}
