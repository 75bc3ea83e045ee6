import type { Outcome } from '@veghe/shared/triage/triage.codes.ts'
import { useState } from 'react'
import { useDraft } from '../../platform/drafts.ts'
import { useText } from '../../platform/i18n.ts'
import { useKeys } from '../../platform/keys.ts'
import { hhmm, roughLength } from '../../platform/time.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { TextArea } from '../../platform/ui/Field.tsx'
import { Pane, PaneHead, Section } from '../../platform/ui/Pane.tsx'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { Notice } from '../../platform/ui/states.tsx'
import { RecordingButton } from '../contact/RecordingSheet.tsx'
import { type Contact, useIsMine, usePlaceName } from '../contact/useContact.ts'
import { VoiceMessages } from '../contact/VoiceMessage.tsx'
import type { Triage } from '../triage/useTriage.ts'
import { classNow } from '../triage/Verdict.tsx'
import { Ahead } from './Ahead.tsx'
import { Endings } from './Endings.tsx'
import { type Ending, outcomeText } from './outcomes.ts'
import { useEnd } from './useEnd.ts'

type WrapUpProps = {
  contact: Contact
  triage: Triage | null
  onSafe: (() => void) | null
  /** Back to the script; null once the contact is closed. */
  onBack: (() => void) | null
  onDone: () => void
}

/** The end of a contact: one key for what was no case, an outcome and a few facts for what was. */
export function WrapUp({ contact, triage, onSafe, onBack, onDone }: WrapUpProps) {
  const t = useText()
  return (
    <>
      <Pane label={t('wrap.title')} id="wrap" className="narrow:overflow-visible">
        <PaneHead title={t('wrap.title')}>
          <span className="truncate text-ink-2">
            <About contact={contact} />
          </span>
          {triage && <PriorityMarker mark={classNow(triage)} weight="name" />}
          {onBack && (
            <Button className="ml-auto" onClick={onBack}>
              {t('wrap.backToScript')}
            </Button>
          )}
        </PaneHead>
        <VoiceMessages contact={contact} />
        <RecordingButton contact={contact} />
        {contact.closedAt ? (
          <Closed contact={contact} onDone={onDone} />
        ) : (
          <Open contact={contact} triage={triage} onDone={onDone} />
        )}
      </Pane>
      <Ahead contact={contact} onSafe={onSafe} />
    </>
  )
}

function About({ contact }: { contact: Contact }) {
  const t = useText()
  const place = usePlaceName(contact)
  const until = contact.callEndedAt ?? contact.closedAt
  return [
    t(`queue.channel.${contact.channel}`),
    contact.callerDigits && `…${contact.callerDigits}`,
    place,
    until && roughLength(until.getTime() - (contact.answeredAt ?? contact.receivedAt).getTime()),
  ]
    .filter(Boolean)
    .join(' · ')
}

function Closed({ contact, onDone }: { contact: Contact; onDone: () => void }) {
  const t = useText()
  return (
    <Section>
      <Notice>
        <p>
          {t('wrap.closed', {
            time: contact.closedAt ? hhmm(contact.closedAt) : '',
            outcome: contact.outcome ? outcomeText(t, contact.outcome) : '',
          })}
        </p>
        <Button look="primary" size="m" className="mt-3" onClick={onDone}>
          {t('wrap.toConsole')}
        </Button>
      </Notice>
    </Section>
  )
}

type OpenProps = Pick<WrapUpProps, 'contact' | 'triage' | 'onDone'>

function Open({ contact, triage, onDone }: OpenProps) {
  const t = useText()
  const isMine = useIsMine(contact)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const { text, setText } = useDraft(`summary ${contact.id}`)
  const end = useEnd(contact, () => {
    setText('')
    onDone()
  })
  const choose = (ending: Ending) => {
    if (ending.kind === 'outcome') setOutcome(ending.outcome)
    else end.dispose(ending.disposition)
  }
  const canSave = isMine && outcome !== null && !end.isPending
  const save = () => {
    if (canSave) end.finish(outcome, text.trim())
  }
  useKeys([{ chord: 'Ctrl+Enter', label: 'keys.confirm', run: save }])
  const pending = triage?.assessment.pending
  return (
    <>
      <div className="min-h-0 flex-1 wide:overflow-y-auto">
        {pending && (
          <Section>
            <Notice>{t('triage.pending', { to: pending.to, name: pending.proposedBy.name })}</Notice>
          </Section>
        )}
        <Endings contact={contact} chosen={outcome} disabled={!isMine || end.isPending} onChoose={choose} />
        <Section>
          <TextArea
            label={t('wrap.summary')}
            rows={6}
            maxLength={4000}
            value={text}
            disabled={!isMine}
            {...(contact.heard.length > 0
              ? { hint: t('wrap.summaryHint', { count: contact.heard.length }) }
              : {})}
            onChange={(typed) => setText(typed.currentTarget.value)}
          />
        </Section>
      </div>
      <footer className="flex shrink-0 flex-wrap items-center gap-3 border-t border-edge py-3 pr-4 pl-6">
        <Button look="primary" size="m" chord="Ctrl+Enter" disabled={!canSave} onClick={save}>
          {t('wrap.save')}
        </Button>
        {end.error ? (
          <span role="alert" className="font-[600]">
            {end.error}
          </span>
        ) : (
          <span className="ml-auto text-ink-2">{t('wrap.nothingLost')}</span>
        )}
      </footer>
    </>
  )
}
