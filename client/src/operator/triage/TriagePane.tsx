import { useText } from '../../platform/i18n.ts'
import { useKeys } from '../../platform/keys.ts'
import { Pane, PaneHead } from '../../platform/ui/Pane.tsx'
import { Segmented } from '../../platform/ui/Segmented.tsx'
import { Failed, Loading } from '../../platform/ui/states.tsx'
import type { Contact } from '../contact/useContact.ts'
import { Asked } from './Asked.tsx'
import { PlaceBar } from './PlaceBar.tsx'
import { QuestionCard } from './QuestionCard.tsx'
import type { Triage } from './useTriage.ts'
import { Verdict } from './Verdict.tsx'

type TriagePaneProps = {
  contact: Contact
  triage: Triage | null
  error: unknown
  retry: () => void
  /** Whoever else has the contact in hand, and so sends the team. */
  otherSender: string | null
  onChangeClass: () => void
  onSend: () => void
  onDanger: () => void
}

/** The script: place first, then one question at a time, then the class and the way to send help. */
export function TriagePane({ contact, triage, error, retry, ...open }: TriagePaneProps) {
  const t = useText()
  return (
    <Pane label={t('triage.title')} id="triage" className="narrow:overflow-visible">
      {!triage && (error ? <Failed error={error} onRetry={retry} /> : <Loading rows={6} onRetry={retry} />)}
      {triage && <Script contact={contact} triage={triage} {...open} />}
    </Pane>
  )
}

type ScriptProps = Omit<TriagePaneProps, 'triage' | 'error' | 'retry'> & { triage: Triage }

function Script({ contact, triage, otherSender, onChangeClass, onSend, onDanger }: ScriptProps) {
  const t = useText()
  const { answers, question, protocol } = triage
  const speaks = answers.caller_is_child === 'yes' ? 'child' : answers.caller_is_child === 'no' ? 'adult' : ''
  const forChild = speaks === 'child'
  const say = (who: string) => triage.answer('caller_is_child', who === 'child' ? 'yes' : 'no')
  const order = protocol.questions.toSorted((a, b) => a.order - b.order).map((each) => each.id)
  const step = (by: 1 | -1) => {
    const at = order.indexOf(question?.id ?? '')
    const asked = order.filter((id) => answers[id] !== undefined || id === question?.id)
    const next = by === -1 ? asked[asked.indexOf(question?.id ?? '') - 1] : order[at + 1]
    if (next) triage.look(next)
  }
  useKeys([
    { chord: 'C', label: 'keys.whoSpeaks', run: () => say(forChild ? 'adult' : 'child') },
    { chord: 'Ctrl+ArrowUp', label: 'keys.previousQuestion', run: () => step(-1) },
    { chord: 'Ctrl+ArrowDown', label: 'keys.nextQuestion', bar: false, run: () => step(1) },
  ])
  return (
    <>
      <PaneHead title={t('triage.title')}>
        <Segmented
          className="ml-auto"
          label={t('triage.whoSpeaks')}
          value={speaks}
          segments={[
            { value: 'child', label: t('triage.child') },
            { value: 'adult', label: t('triage.adult'), chord: 'C' },
          ]}
          onChange={say}
        />
      </PaneHead>
      <div className="flex min-h-0 flex-1 flex-col *:shrink-0 wide:overflow-y-auto">
        <PlaceBar contact={contact} triage={triage} />
        {question ? (
          <QuestionCard
            key={question.id}
            question={question}
            given={answers[question.id]}
            forChild={forChild}
            onAnswer={(value) => triage.answer(question.id, value)}
            onDone={() => triage.look(null)}
          />
        ) : (
          <p className="border-b border-hairline bg-raised px-6 py-4 text-m">{t('triage.nothingMore')}</p>
        )}
        <Asked triage={triage} forChild={forChild} />
      </div>
      <Verdict
        triage={triage}
        otherSender={otherSender}
        onChange={onChangeClass}
        onSend={onSend}
        onDanger={onDanger}
      />
    </>
  )
}
