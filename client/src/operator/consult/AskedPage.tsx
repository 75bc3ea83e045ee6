import { Link } from '@tanstack/react-router'
import type { Brief } from '@veghe/shared/intake/intake.contract.ts'
import { Ear, LogOut, MicOff, PhoneIncoming } from 'lucide-react'
import { useEffect } from 'react'
import { useText } from '../../platform/i18n.ts'
import { useKeys } from '../../platform/keys.ts'
import { useAct } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { length } from '../../platform/time.ts'
import { Button, buttonClasses } from '../../platform/ui/Button.tsx'
import { Facts, Pane, PaneHead, Section } from '../../platform/ui/Pane.tsx'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { Loading, Notice } from '../../platform/ui/states.tsx'
import { Timer } from '../../platform/ui/Timer.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import { usePhone } from '../contact/CallLine.tsx'
import { useEntry } from '../contact/useContact.ts'
import { useAskedAbout } from './useBrief.ts'

/** For whoever is asked about a colleague's call: what it is about, and whether they come in. */
export function AskedPage({ brief }: { brief: Brief | undefined }) {
  return brief ? <Asked brief={brief} /> : <Loading rows={6} />
}

function Asked({ brief }: { brief: Brief }) {
  const t = useText()
  const name = brief.holder?.name ?? ''
  // The board is told of it first.
  const isIn = (useAskedAbout()?.consult?.stage ?? brief.stage) !== 'asked'
  const title = isIn ? t('consult.youHelp') : t('consult.asksYou', { name })
  useEffect(takeHands, [])
  return (
    <Pane label={title} id="asked" className="mx-auto h-full w-full max-w-3xl border-hairline wide:border-x">
      <PaneHead title={title}>
        <b className="ml-auto text-xl leading-none">
          <Timer since={brief.answeredAt ?? brief.receivedAt} until={brief.callEndedAt} />
        </b>
      </PaneHead>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {isIn ? <InCall brief={brief} name={name} /> : <Answer brief={brief} name={name} />}
        <Summary brief={brief} />
      </div>
    </Pane>
  )
}

/** The link that led here is gone from under the hands. */
function takeHands(): void {
  if (document.activeElement === document.body)
    document.querySelector<HTMLElement>('[data-pane=asked]')?.focus()
}

function useAnswers({ id: contactId }: Brief) {
  const t = useText()
  const accept = useAct('queue.acceptConsult')
  const leave = useAct('queue.leaveConsult')
  const onError = (failed: unknown) => tell(refusalText(t, failed), { kind: 'refused' })
  return {
    accept: () => accept.mutate({ contactId }, { onError }),
    leave: () => leave.mutate({ contactId }, { onError }),
    isPending: accept.isPending || leave.isPending,
  }
}

function Answer({ brief, name }: { brief: Brief; name: string }) {
  const t = useText()
  const { accept, leave, isPending } = useAnswers(brief)
  useKeys([{ chord: 'Ctrl+Enter', label: 'keys.confirm', run: accept }])
  return (
    <div className="flex flex-wrap items-center gap-3 py-3 pr-4 pl-6">
      <p className="w-full text-ink-2">{t('consult.acceptHint', { name })}</p>
      <Button
        look="primary"
        size="m"
        icon={PhoneIncoming}
        chord="Ctrl+Enter"
        disabled={isPending}
        onClick={accept}
      >
        {t('consult.accept')}
      </Button>
      <Button size="m" disabled={isPending} onClick={leave}>
        {t('consult.decline')}
      </Button>
    </div>
  )
}

function InCall({ brief, name }: { brief: Brief; name: string }) {
  const t = useText()
  const phone = usePhone()
  const { leave, isPending } = useAnswers(brief)
  const isUp = phone.sound === 'up'
  useKeys(isUp ? [{ chord: 'Shift+F4', label: 'keys.mute', run: phone.toggleMute }] : [])
  const heard = brief.isAside ? t('consult.youAside', { name }) : t('consult.youTogether')
  return (
    <div className="flex flex-wrap items-center gap-3 py-3 pr-4 pl-6" data-sound={phone.sound}>
      <div role="status" className="grid w-full gap-1 font-[600]">
        <p>{isUp ? (phone.isMuted ? t('contact.sound.muted') : heard) : t(`contact.sound.${phone.sound}`)}</p>
        {brief.supervisor && (
          <p className="flex items-center gap-2 text-s">
            <Ear aria-hidden className="size-4 shrink-0" />
            {t(`consult.supervisedBy.${brief.supervisor.mode}`, { name: brief.supervisor.name })}
          </p>
        )}
      </div>
      {brief.isDiscreet && <p className="w-full font-[600]">{t('contact.discreet')}</p>}
      <Button
        icon={MicOff}
        chord="Shift+F4"
        look={phone.isMuted ? 'on' : 'plain'}
        aria-pressed={phone.isMuted}
        disabled={!isUp}
        onClick={phone.toggleMute}
      >
        {t('contact.sound.mute')}
      </Button>
      {phone.sound === 'no_microphone' && <Button onClick={phone.again}>{t('contact.sound.again')}</Button>}
      <Button icon={LogOut} disabled={isPending} onClick={leave}>
        {t('consult.leave')}
      </Button>
    </div>
  )
}

function Summary({ brief }: { brief: Brief }) {
  const t = useText()
  const entry = useEntry(brief.id)
  const from = brief.answeredAt ?? brief.receivedAt
  const place = [entry?.place, brief.place?.address].filter(Boolean).join(', ')
  return (
    <>
      <Section title={t('consult.brief')}>
        <p className="mb-2">
          <PriorityMarker mark={brief.queueClass} />
        </p>
        <Facts
          rows={[
            [t('consult.holder'), brief.holder?.name ?? ''],
            [t('consult.place'), place || t('queue.noPlace')],
            ...(brief.hint
              ? [[t('consult.words'), `«${brief.hint.words || t('contact.noWords')}»`] as const]
              : []),
          ]}
        />
      </Section>
      <Section title={t('contact.heard')}>
        {brief.heard.length === 0 && <p className="text-ink-2">{t('consult.heardNothing')}</p>}
        <ol>
          {brief.heard.map((note) => (
            <li key={note.id} className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-2 py-1">
              <time className="font-code text-xs leading-6 text-ink-3">
                {length(note.at.getTime() - from.getTime())}
              </time>
              <p className="text-m">{note.text}</p>
            </li>
          ))}
        </ol>
      </Section>
    </>
  )
}

/** They were asked, and are not any more; what they read is not theirs to read now. */
export function AskedNoMore() {
  const t = useText()
  return (
    <div role="status" className="px-6 py-4">
      <Notice>
        <p className="mb-3">{t('consult.ended')}</p>
        <Link to="/console" className={buttonClasses('plain', 's')}>
          {t('consult.toConsole')}
        </Link>
      </Notice>
    </div>
  )
}
