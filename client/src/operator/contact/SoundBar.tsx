import { Mic, MicOff, Pause, Play, RotateCw } from 'lucide-react'
import { useText } from '../../platform/i18n.ts'
import { useKeys } from '../../platform/keys.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { AskButton } from '../consult/AskButton.tsx'
import { usePhone } from './CallLine.tsx'
import { Recorded } from './Recorded.tsx'
import type { Contact } from './useContact.ts'
import type { Softphone } from './useSoftphone.ts'

/** What the operator hears and is heard of: one line, two keys. */
export function SoundBar({ contact }: { contact: Contact }) {
  const t = useText()
  const phone = usePhone()
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
  const said = isUp ? heardAs(phone) : phone.sound
  const Icon = said === 'held' ? Pause : phone.isMuted ? MicOff : Mic
  return (
    <div className="grid shrink-0 grid-cols-2 gap-2 pr-4 pb-2 pl-6" data-sound={phone.sound}>
      <p className="col-span-2 flex min-h-8 items-center gap-2 text-s" role="status">
        <Icon aria-hidden className="size-4" />
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
        className="justify-start px-2"
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
        className="justify-start px-2"
        disabled={!isUp}
        onClick={phone.toggleMute}
      >
        {t('contact.sound.mute')}
      </Button>
    </div>
  )
}

/** Who waits hears nobody, whatever the microphone does. */
const heardAs = ({ isHeld, isMuted }: Softphone) => (isHeld ? 'held' : isMuted ? 'muted' : 'up')
