import type { Interview } from '@veghe/shared/triage/interview.contract.ts'
import { Mic, MicOff, Pause, Play, RotateCw } from 'lucide-react'
import { useText } from '../../platform/i18n.ts'
import { useKeys } from '../../platform/keys.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { AskButton } from '../consult/AskButton.tsx'
import { useInterview } from '../triage/useInterview.ts'
import { usePhone } from './CallLine.tsx'
import { Recorded } from './Recorded.tsx'
import type { Contact } from './useContact.ts'
import type { Softphone } from './useSoftphone.ts'

/** What the operator hears and is heard of: one line, two keys. */
export function SoundBar({ contact }: { contact: Contact }) {
  const t = useText()
  const phone = usePhone()
  const asking = useAsking(contact)
  const isUp = phone.sound === 'up'
  useKeys(
    isUp
      ? [
          { chord: 'F4', label: 'keys.hold', run: phone.toggleHold },
          { chord: 'Shift+F4', label: 'keys.mute', run: phone.toggleMute },
        ]
      : [],
  )
  if (phone.sound === 'off') return null
  const said = isUp ? heardAs(phone, asking) : phone.sound
  const Icon = said === 'held' ? Pause : said === 'byKeys' || phone.isMuted ? MicOff : Mic
  return (
    <div className="grid shrink-0 grid-cols-2 gap-2 pr-4 pb-2 pl-6" data-sound={phone.sound}>
      <p className="col-span-2 flex min-h-8 items-center gap-2 text-s" role="status">
        <Icon aria-hidden className="size-4 shrink-0" />
        <span className={isUp ? '' : 'font-[600]'}>{t(`contact.sound.${said}`)}</span>
        {isUp && !contact.consult && <AskButton contactId={contact.id} />}
        {!isUp && phone.sound !== 'opening' && (
          <Button icon={RotateCw} className="ml-auto" onClick={phone.again}>
            {t('contact.sound.again')}
          </Button>
        )}
      </p>
      <Recorded contact={contact} />
      <Button
        icon={phone.isHeld ? Play : Pause}
        chord="F4"
        look={phone.isHeld ? 'on' : 'plain'}
        className={keyed}
        disabled={!isUp}
        onClick={phone.toggleHold}
      >
        {t(phone.isHeld ? 'contact.sound.resume' : 'contact.sound.hold')}
      </Button>
      <Button
        icon={MicOff}
        chord="Shift+F4"
        look={phone.isMuted ? 'on' : 'plain'}
        aria-pressed={phone.isMuted}
        className={keyed}
        disabled={!isUp}
        onClick={phone.toggleMute}
      >
        {t('contact.sound.mute')}
      </Button>
    </div>
  )
}

/** Two beside one another, each with its key: the longest words are Hungarian. */
const keyed = 'justify-start gap-1.5! px-2!'

/** By which way the caller is asked what a key can answer; null while they are not. */
function useAsking({ id }: Contact): Interview['way'] | null {
  const interview = useInterview(id)
  return interview?.state === 'asking' ? interview.way : null
}

/** Who waits hears nobody, whatever the microphone does; nor does who is being asked. */
function heardAs({ isHeld, isMuted }: Softphone, asking: Interview['way'] | null) {
  if (asking === 'phone') return 'byKeys'
  if (isHeld) return 'held'
  if (asking === 'browser') return 'onPage'
  return isMuted ? 'muted' : 'up'
}
