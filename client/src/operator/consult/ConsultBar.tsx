import { ArrowLeftRight, Undo2, Users } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useText } from '../../platform/i18n.ts'
import { useAct } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import { usePhone } from '../contact/CallLine.tsx'
import { type Contact, isLiveCall, useIsMine } from '../contact/useContact.ts'

type Asked = NonNullable<Contact['consult']>

/** For the holder of a call about which a colleague is asked: to speak with them, and to hand the call over. */
export function ConsultBar({ contact }: { contact: Contact }) {
  const t = useText()
  const isMine = useIsMine(contact)
  const consult = isMine ? contact.consult : null
  useWordAtEnd(isMine && isLiveCall(contact), consult)
  if (!consult) return null
  return (
    <section
      aria-label={t('consult.ask')}
      data-consult={consult.stage}
      className="grid shrink-0 grid-cols-2 gap-2 pr-4 pb-2 pl-6"
    >
      <Running contact={contact} consult={consult} />
    </section>
  )
}

function Running({ contact, consult: { name, stage } }: { contact: Contact; consult: Asked }) {
  const t = useText()
  const phone = usePhone()
  const end = useAct('queue.endConsult')
  const give = useAct('queue.handOver')
  const asked = { contactId: contact.id }
  const onError = (failed: unknown) => tell(refusalText(t, failed), { kind: 'refused' })
  const said = stage === 'on_line' ? (phone.isHeld ? 'aside' : 'together') : stage
  return (
    <>
      <p role="status" className="col-span-2 min-h-8 content-center text-s font-[600]">
        {t(`consult.${said}`, { name })}
      </p>
      {stage === 'on_line' && (
        <>
          <Button
            icon={Users}
            look={phone.isHeld ? 'plain' : 'on'}
            aria-pressed={!phone.isHeld}
            className="justify-start px-2"
            disabled={phone.sound !== 'up'}
            onClick={phone.toggleHold}
          >
            {t('consult.joinAll')}
          </Button>
          <Button
            icon={ArrowLeftRight}
            className="justify-start px-2"
            disabled={give.isPending}
            onClick={() =>
              give.mutate(asked, { onError, onSuccess: () => tell(t('consult.handedOver', { name })) })
            }
          >
            {t('consult.handOver')}
          </Button>
        </>
      )}
      <Button
        icon={Undo2}
        className="col-span-2 justify-start px-2"
        disabled={end.isPending}
        onClick={() => end.mutate(asked, { onError })}
      >
        {t(stage === 'asked' ? 'consult.withdraw' : 'consult.back')}
      </Button>
    </>
  )
}

/** A colleague who says no, or whose desk is gone, is gone without a word of theirs: the screen says it. */
function useWordAtEnd(isInHand: boolean, consult: Contact['consult']): void {
  const t = useText()
  const before = useRef(consult)
  useEffect(() => {
    const last = before.current
    before.current = consult
    if (!isInHand || !last || consult) return
    tell(t(last.stage === 'asked' ? 'consult.declined' : 'consult.over', { name: last.name }))
  }, [isInHand, consult, t])
}
