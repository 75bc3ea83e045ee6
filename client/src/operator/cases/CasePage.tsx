import { useParams } from '@tanstack/react-router'
import type { CaseView } from '@veghe/shared/cases/cases.contract.ts'
import { CaseId } from '@veghe/shared/kernel/ids.ts'
import { useState } from 'react'
import { useText } from '../../platform/i18n.ts'
import { useKeys } from '../../platform/keys.ts'
import { useAsk } from '../../platform/query.ts'
import { useFresh } from '../../platform/records.ts'
import { useMay } from '../../platform/session.tsx'
import { ClockLine } from '../../platform/ui/ClockLine.tsx'
import { Pane } from '../../platform/ui/Pane.tsx'
import { Failed, Loading } from '../../platform/ui/states.tsx'
import { Call112Sheet } from '../contact/Call112Sheet.tsx'
import { CaseAside } from './CaseAside.tsx'
import { CaseHead, type CaseLayer } from './CaseHead.tsx'
import { CloseSheet } from './CloseSheet.tsx'
import { clockSteps } from './clockSteps.ts'
import { NoteSheet } from './NoteSheet.tsx'
import { SendForCase } from './SendForCase.tsx'
import { Timeline } from './Timeline.tsx'

/** A case over time: the clock, what happened in its order, who is in it, what still stands against closing. */
export function CasePage() {
  const { caseId } = useParams({ from: '/inside/desk/console/case/$caseId' })
  const id = CaseId.safeParse(caseId)
  return id.success ? <Loaded key={id.data} caseId={id.data} /> : <Failed />
}

function Loaded({ caseId }: { caseId: CaseId }) {
  const { data, error, refetch } = useAsk('cases.view', { caseId }, { staleMs: 0 })
  useFresh('caseView.changed', caseId, () => void refetch())
  useFresh('case.changed', caseId, () => void refetch())
  if (data) return <Whole view={data} />
  return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading rows={10} />
}

const clockNumbers = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const

function Whole({ view }: { view: CaseView }) {
  const t = useText()
  const mayWrite = useMay('cases.note') && view.state === 'open'
  const [layer, setLayer] = useState<CaseLayer>(null)
  const open = (next: CaseLayer) => () => setLayer(next)
  const steps = clockSteps(view)
  useKeys(
    mayWrite
      ? [
          { chord: 'N', label: 'keys.note', run: open('note') },
          { chord: 'F8', label: 'keys.sendTeam', run: open('send') },
          { chord: 'Shift+F9', label: 'keys.call112', run: open('112') },
        ]
      : [],
  )
  return (
    <div className="flex h-full min-h-0 flex-col overflow-y-auto wide:grid wide:grid-cols-[minmax(0,1fr)_24rem] wide:divide-x wide:divide-hairline wide:overflow-hidden roomy:grid-cols-[minmax(0,1fr)_27rem] print:block">
      <Pane label={view.number} id="case" className="narrow:overflow-visible print:overflow-visible">
        <CaseHead view={view} mayWrite={mayWrite} onOpen={setLayer} />
        <div className="shrink-0 border-y border-hairline px-6 py-3">
          <ClockLine
            label={t('cases.clock')}
            steps={clockNumbers.map((n, i) => ({
              label: `T${n} ${t(`cases.step.${n}`)}`,
              at: steps[i] ?? null,
            }))}
          />
        </div>
        <Timeline view={view} mayWrite={mayWrite} onNote={open('note')} />
      </Pane>
      <CaseAside view={view} mayWrite={mayWrite} onClose={open('close')} />
      {layer === 'note' && <NoteSheet caseId={view.id} onClose={open(null)} />}
      {layer === 'send' && <SendForCase view={view} onClose={open(null)} />}
      {layer === '112' && <Call112Sheet caseId={view.id} onClose={open(null)} />}
      {layer === 'close' && <CloseSheet view={view} onClose={open(null)} />}
    </div>
  )
}
