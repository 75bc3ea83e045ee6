import type { DispatchEntry } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { isOver } from '@veghe/shared/dispatch/dispatch.rules.ts'
import type { DispatchId } from '@veghe/shared/kernel/ids.ts'
import type { TeamEntry } from '@veghe/shared/oncall/oncall.contract.ts'
import { useState } from 'react'
import { type BoardState, useBoard } from '../platform/board.ts'
import { boards } from '../platform/boards.ts'
import { useNow } from '../platform/clock.ts'
import { ToConfirm } from '../platform/confirm/ToConfirm.tsx'
import { useWaiting } from '../platform/confirm/waiting.ts'
import { useLostSince } from '../platform/connection.tsx'
import { useLocale, useText } from '../platform/i18n.ts'
import { useKeys } from '../platform/keys.ts'
import { useMay } from '../platform/session.tsx'
import { Button } from '../platform/ui/Button.tsx'
import { Pane, PaneHead } from '../platform/ui/Pane.tsx'
import { Scroller } from '../platform/ui/Scroller.tsx'
import { Empty, Failed, Loading } from '../platform/ui/states.tsx'
import { Tag } from '../platform/ui/Tag.tsx'
import { CancelDispatch } from './CancelDispatch.tsx'
import { Chosen } from './Chosen.tsx'
import { DispatchList } from './DispatchList.tsx'
import { endedLately, isFree, isUnanswered, running, teamsInOrder } from './dispatches.ts'
import { SendOther } from './SendOther.tsx'
import { TeamsPane } from './TeamsPane.tsx'

/** The page of the duty officer: what is under way, who goes, who has not answered, and what waits for a second person. */
export function Duty() {
  const t = useText()
  const now = useNow()
  const locale = useLocale()
  const lostSince = useLostSince()
  const board = useBoard(boards.dispatches)
  const ladders = useBoard(boards.ladders)
  const teamBoard = useBoard(boards.teams)
  const [picked, setPicked] = useState<DispatchId | null>(null)
  const [sheet, setSheet] = useState<'send' | 'cancel' | null>(null)
  const may = useMay('dispatch.reassign')
  const under = running(board.entries)
  const ended = endedLately(board.entries, now)
  const teams = teamsInOrder(teamBoard.entries, locale)
  const chosen = board.entries.find((one) => one.id === picked) ?? under[0] ?? null
  const canAct = may && lostSince === null && chosen !== null && !isOver(chosen.step)
  const placeOf = (team: TeamEntry) => board.entries.find((one) => one.id === team.dispatchId)?.place ?? null
  useKeys(canAct ? [{ chord: 'F8', label: 'duty.keys.other', run: () => setSheet('send') }] : [])
  return (
    <div className="grid h-full auto-rows-max grid-cols-[minmax(0,1fr)] overflow-y-auto wide:grid-cols-[26rem_minmax(0,1fr)] wide:grid-rows-2 wide:overflow-hidden roomy:grid-cols-[27rem_minmax(0,1fr)_21rem] roomy:grid-rows-1">
      <div className="flex min-h-0 flex-col border-hairline wide:row-span-2 wide:border-r roomy:row-span-1">
        <Pane label={t('duty.dispatches')} id="dispatches" className="flex-1">
          <PaneHead title={t('duty.dispatches')}>
            <span className="text-ink-2">{board.state === 'loading' ? '' : under.length}</span>
            {board.state === 'stale' && <Tag>{t('net.notCurrent')}</Tag>}
          </PaneHead>
          <div className="min-h-0 flex-1 overflow-y-auto">
            {lostSince !== null && <p className="px-6 pt-3 font-[600]">{t('duty.cutOff')}</p>}
            <States state={board.state} isEmpty={under.length === 0} onRetry={board.refresh} />
            <DispatchList
              running={under}
              ended={ended}
              ladders={ladders.entries}
              chosen={chosen?.id ?? null}
              frozenAt={lostSince}
              onChoose={setPicked}
              acts={canAct && <Acts dispatch={chosen} teams={teams} onSend={() => setSheet('send')} />}
            />
          </div>
        </Pane>
        <Confirming disabled={lostSince !== null} />
      </div>
      <Pane label={t('duty.chosen')} id="chosen" className="narrow:border-t narrow:border-hairline">
        {chosen ? (
          <Chosen
            dispatch={chosen}
            ladder={ladders.entries.find((one) => one.id === chosen.id)}
            frozenAt={lostSince}
            onCancel={() => setSheet('cancel')}
          />
        ) : (
          <Empty>{t('duty.choose')}</Empty>
        )}
      </Pane>
      <TeamsPane board={teamBoard} teams={teams} dispatches={board.entries} frozenAt={lostSince} />
      {chosen && sheet === 'send' && (
        <SendOther dispatch={chosen} teams={teams} placeOf={placeOf} onClose={() => setSheet(null)} />
      )}
      {chosen && sheet === 'cancel' && <CancelDispatch dispatch={chosen} onClose={() => setSheet(null)} />}
    </div>
  )
}

type StatesProps = { state: BoardState; isEmpty: boolean; onRetry: () => void }

function States({ state, isEmpty, onRetry }: StatesProps) {
  const t = useText()
  if (state === 'failed') return <Failed onRetry={onRetry} />
  if (state === 'loading') return <Loading rows={5} onRetry={onRetry} />
  return isEmpty ? <Empty>{t('duty.noDispatch')}</Empty> : null
}

type ActsProps = { dispatch: DispatchEntry; teams: readonly TeamEntry[]; onSend: () => void }

/** The next action is drawn as such only where somebody waits for an answer. */
function Acts({ dispatch, teams, onSend }: ActsProps) {
  const t = useText()
  const waits = isUnanswered(dispatch)
  const free = teams.find((team) => isFree(team) && team.id !== dispatch.teamId)
  return (
    <Button look={waits && free ? 'primary' : 'plain'} size={waits ? 'm' : 's'} chord="F8" onClick={onSend}>
      {waits && free ? `${t('duty.sendTeam', { team: free.name })}…` : t('duty.sendOther')}
    </Button>
  )
}

function Confirming({ disabled }: { disabled: boolean }) {
  const t = useText()
  const may = useMay('triage.proposals')
  const { count, isStale } = useWaiting()
  if (!may) return null
  return (
    <Pane label={t('duty.toConfirm')} id="confirm" className="shrink-0 border-t border-edge wide:max-h-[38%]">
      <PaneHead title={t('duty.toConfirm')}>
        <span className="text-ink-2">{count}</span>
        {isStale && <Tag>{t('net.notCurrent')}</Tag>}
      </PaneHead>
      <Scroller label={t('duty.waiting')} className="min-h-0 flex-1">
        <ToConfirm disabled={disabled} />
      </Scroller>
    </Pane>
  )
}
