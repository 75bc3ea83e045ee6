import type { DispatchEntry } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { useBoard } from '../../platform/board.ts'
import { boards } from '../../platform/boards.ts'
import { useText } from '../../platform/i18n.ts'
import { useAct } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { hhmmss, length } from '../../platform/time.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { Facts, Pane, Section } from '../../platform/ui/Pane.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import { CaseSection } from '../contact/CaseSection.tsx'
import { Messages } from '../contact/Messages.tsx'
import { type Contact, useIsMine } from '../contact/useContact.ts'
import { SafeSection } from '../safe/SafeSection.tsx'

/** What goes on after the contact: its dispatch on the one clock, what was heard or written, and a pause if needed. */
export function Ahead({ contact, onSafe }: { contact: Contact; onSafe: (() => void) | null }) {
  const t = useText()
  const isMine = useIsMine(contact)
  const { entries } = useBoard(boards.dispatches)
  const running = entries.filter((each) => each.caseId === contact.caseId && contact.caseId !== null)
  return (
    <Pane label={t('wrap.ahead')} id="ahead" className="narrow:overflow-visible wide:overflow-y-auto">
      {running.map((dispatch) => (
        <Running key={dispatch.id} dispatch={dispatch} />
      ))}
      <CaseSection contact={contact} canLink={isMine && contact.closedAt === null} />
      <SafeSection contactId={contact.id} onWrite={onSafe} {...(isMine ? { chord: 'S' } : {})} />
      {contact.channel === 'voice' ? <HeardFacts contact={contact} /> : <Written contact={contact} />}
      <Break />
    </Pane>
  )
}

function HeardFacts({ contact }: { contact: Contact }) {
  const t = useText()
  return (
    <Section title={t('contact.heard')}>
      <ol>
        {contact.heard.map((note) => (
          <li key={note.id} className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-2 py-1">
            <time className="font-code text-xs leading-5 text-ink-3">
              {length(note.at.getTime() - (contact.answeredAt ?? contact.receivedAt).getTime())}
            </time>
            <p>{note.text}</p>
          </li>
        ))}
      </ol>
      {contact.heard.length === 0 && <p className="text-ink-2">{t('wrap.nothingHeard')}</p>}
    </Section>
  )
}

function Written({ contact }: { contact: Contact }) {
  const t = useText()
  return (
    <Section title={t('contact.messages')} className="@container">
      <Messages contact={contact} />
    </Section>
  )
}

function Running({ dispatch }: { dispatch: DispatchEntry }) {
  const t = useText()
  const step = dispatch.step
  const rows = [
    [t('wrap.sentAt'), hhmmss(dispatch.sentAt)],
    ...(dispatch.acknowledgedAt
      ? [
          [
            t('oncall.status.2'),
            `${hhmmss(dispatch.acknowledgedAt)} (${length(dispatch.acknowledgedAt.getTime() - dispatch.sentAt.getTime())})`,
          ] as const,
        ]
      : []),
    ...(dispatch.called112At ? [['112', hhmmss(dispatch.called112At)] as const] : []),
  ] as const
  return (
    <Section title={t('wrap.dispatch', { team: dispatch.teamName })} aside={t(`duty.step.${step}`)}>
      <Facts rows={rows} />
    </Section>
  )
}

/** Ten minutes after a hard contact are normal work. */
function Break() {
  const t = useText()
  const set = useAct('queue.setStatus')
  return (
    <section
      aria-label={t('wrap.onlyYou')}
      className="mt-auto bg-ground px-6 py-4 wide:border-t wide:border-hairline"
    >
      <h3 className="mb-2 text-s">{t('wrap.onlyYou')}</h3>
      <Button
        size="m"
        className="w-full"
        disabled={set.isPending}
        onClick={() =>
          set.mutate(
            { status: 'break' },
            {
              onSuccess: () => tell(t('wrap.onBreak')),
              onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }),
            },
          )
        }
      >
        {t('wrap.recover')}
      </Button>
      <p className="mt-2 text-xs text-ink-2">{t('wrap.recoverHint')}</p>
    </section>
  )
}
