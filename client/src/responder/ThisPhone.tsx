import { Link } from '@tanstack/react-router'
import { Locale } from '@veghe/shared/identity/identity.codes.ts'
import { useState } from 'react'
import { speak, useLocale, useText } from '../platform/i18n.ts'
import { prefer, signOut, useMay, useMe } from '../platform/session.tsx'
import { sound, unlockSound } from '../platform/sound.ts'
import { useStore } from '../platform/store.ts'
import { setTheme, type ThemeChoice, theme } from '../platform/theme.ts'
import { OneOf } from '../platform/ui/OneOf.tsx'
import { Act, actClasses } from './Act.tsx'
import type { useAwake } from './awake.ts'
import { FieldSheet } from './FieldSheet.tsx'
import { canInstall, install } from './install.ts'
import { emptyPocket } from './pocket.ts'
import { allowPush, newer, push, takeNewer } from './push.ts'
import { said, waitingOf } from './said.ts'

type ThisPhoneProps = { awake: ReturnType<typeof useAwake>; onClose: () => void }

/** What this phone may do for its owner: be woken, sound, stay lit, be dark at night. */
export function ThisPhone({ awake, onClose }: ThisPhoneProps) {
  const t = useText()
  const me = useMe()
  const locale = useLocale()
  const chosen = useStore(theme)
  const themes: readonly ThemeChoice[] = ['auto', 'light', 'dark', 'night']
  return (
    <FieldSheet title={t('field.phone')} onClose={onClose}>
      <div className="grid gap-6">
        <Waking />
        <Switches awake={awake} />
        <div>
          <h3 className="mb-2 text-m">{t('app.theme')}</h3>
          <OneOf
            large
            label={t('app.theme')}
            value={chosen}
            options={themes.map((each) => ({
              value: each,
              label: t(each === 'auto' ? 'field.themeAuto' : `app.${each}`),
            }))}
            onChange={(each) => {
              setTheme(each)
              void prefer({ theme: each === 'auto' ? null : each })
            }}
          />
        </div>
        <div>
          <h3 className="mb-2 text-m">{t('app.language')}</h3>
          <OneOf
            large
            label={t('app.language')}
            value={locale}
            options={Locale.options.map((each) => ({ value: each, label: t(`app.${each}`) }))}
            onChange={(each) => {
              void speak(each)
              void prefer({ locale: each })
            }}
          />
        </div>
        <Leave name={me.name} />
      </div>
    </FieldSheet>
  )
}

function Waking() {
  const t = useText()
  const state = useStore(push)
  const may = useMay('oncall.addDevice')
  if (!may) return null
  return (
    <section aria-label={t('field.waking')}>
      <h3 className="text-m">{t('field.waking')}</h3>
      <p className="mt-1 mb-3">{t(`field.push.${state}`)}</p>
      {(state === 'off' || state === 'failed') && (
        <Act className="w-full" onClick={() => void allowPush()}>
          {t('field.allow')}
        </Act>
      )}
    </section>
  )
}

function Switches({ awake }: Pick<ThisPhoneProps, 'awake'>) {
  const t = useText()
  const heard = useStore(sound)
  const installable = useStore(canInstall)
  const waiting = useStore(newer)
  return (
    <div className="grid gap-3">
      {heard === 'locked' && (
        <Act under={t('field.soundHint')} onClick={() => void unlockSound()}>
          {t('field.soundOn')}
        </Act>
      )}
      {awake.can && (
        <Act
          aria-pressed={awake.isOn}
          under={t(awake.isOn ? 'field.awakeOn' : 'field.awakeOff')}
          onClick={() => awake.turn(!awake.isOn)}
        >
          {t('field.awake')}
        </Act>
      )}
      {installable && <Act onClick={() => void install()}>{t('field.install')}</Act>}
      {waiting && (
        <Act under={t('field.newerHint')} onClick={takeNewer}>
          {t('field.newer')}
        </Act>
      )}
    </div>
  )
}

/** Leaving wipes the phone; what has not left it yet would be lost, so it is said first. */
function Leave({ name }: { name: string }) {
  const t = useText()
  const [isSure, setSure] = useState(false)
  const hasDesk = useMay('dispatch.board')
  const waiting = waitingOf(useStore(said)).length
  const leave = async () => {
    if (waiting > 0 && !isSure) return setSure(true)
    await emptyPocket().catch(() => null)
    await signOut()
  }
  return (
    <section className="grid gap-3 border-t border-hairline pt-4">
      {hasDesk && (
        <Link to="/" className={actClasses('plain')}>
          {t('field.desk')}
        </Link>
      )}
      <p className="text-ink-2">{t('signIn.signedInAs', { name })}</p>
      {isSure && (
        <p role="alert" className="font-[600]">
          {t('field.leaveLoses', { count: waiting })}
        </p>
      )}
      <Act className="w-full" onClick={() => void leave()}>
        {t(isSure ? 'field.leaveAnyway' : 'app.signOut')}
      </Act>
    </section>
  )
}
