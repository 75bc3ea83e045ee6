import { SupervisorMode } from '@veghe/shared/telephony/telephony.codes.ts'
import { Ear, LogOut } from 'lucide-react'
import { useText } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.tsx'
import { Button } from '../../platform/ui/Button.tsx'
import { type Contact, isLiveCall, useIsMine } from './useContact.ts'
import { useSupervising } from './useSupervising.ts'

/** For whoever may come into a call that a colleague holds: to hear, to help the colleague, to speak to both. */
export function SupervisorBar({ contact }: { contact: Contact }) {
  const isMine = useIsMine(contact)
  const may = useMay('queue.superviseCall')
  const hasLine = contact.hasSound || contact.isByTelephone
  if (!may || isMine || !contact.holder || !hasLine || !isLiveCall(contact)) return null
  return <Modes contact={contact} />
}

function Modes({ contact }: { contact: Contact }) {
  const t = useText()
  const { mode, sound, choose, leave, again } = useSupervising(contact)
  return (
    <section
      aria-label={t('contact.supervise.title')}
      className="grid shrink-0 grid-cols-2 gap-2 px-4 pt-3 pb-2 pl-6"
      data-sound={sound}
    >
      {SupervisorMode.options.map((each) => (
        <Button
          key={each}
          look={mode === each ? 'on' : 'plain'}
          aria-pressed={mode === each}
          className="justify-start px-2"
          onClick={() => choose(each)}
        >
          {t(`contact.supervise.${each}`)}
        </Button>
      ))}
      <Button icon={LogOut} className="justify-start px-2" disabled={mode === null} onClick={leave}>
        {t('contact.supervise.leave')}
      </Button>
      <p role="status" className="col-span-2 flex min-h-8 items-center gap-2 text-s">
        <span className={sound === 'up' || mode === null ? 'text-ink-2' : 'font-[600]'}>
          {mode === null || sound === 'up'
            ? t(`contact.supervise.hint.${mode ?? 'out'}`)
            : t(`contact.sound.${sound === 'off' ? 'opening' : sound}`)}
        </span>
        {sound === 'no_microphone' && (
          <Button className="ml-auto" onClick={again}>
            {t('contact.sound.again')}
          </Button>
        )}
      </p>
    </section>
  )
}

/** Seen by whoever holds the call for as long as somebody else hears it. */
export function SupervisedBy({ contact }: { contact: Contact }) {
  const t = useText()
  const isMine = useIsMine(contact)
  const { supervisor } = contact
  return (
    <p role="status" className="flex items-center gap-2 pr-4 pl-6 text-s font-[600] not-empty:pb-2">
      {isMine && supervisor && (
        <>
          <Ear aria-hidden className="size-4 shrink-0" />
          {t(`contact.supervisedBy.${supervisor.mode}`, { name: supervisor.name })}
        </>
      )}
    </p>
  )
}
