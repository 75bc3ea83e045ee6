import { Locale } from '@veghe/shared/identity/identity.codes.ts'
import { Mic, PenLine, PhoneOff, X } from 'lucide-react'
import { useEffect } from 'react'
import { speak, useLocale, useText } from '../platform/i18n.ts'
import { useStore } from '../platform/store.ts'
import { classes } from '../platform/ui/classes.ts'
import { Chat } from './Chat.tsx'
import { type CallState, call, hangUp, question, ring } from './callLine.ts'
import { chat, leaveChat, openChat, resumeChat } from './chat.ts'
import { leave, useQuickExit } from './quickExit.ts'
import { Silently } from './Silently.tsx'
import { bigClasses, Telephones } from './Telephones.tsx'

const inCall: readonly CallState[] = ['opening', 'waiting', 'connected', 'lost']

/** The public page: somebody to talk to, without a telephone and without a name. */
export function Help() {
  const t = useText()
  const state = useStore(call)
  const asked = useStore(question)
  const { isOpen } = useStore(chat)
  useQuickExit()
  useEffect(resumeChat, [])
  useEffect(() => {
    document.title = t('help.title')
  }, [t])
  const isInCall = inCall.includes(state)
  // A full house falls to the chat, never to silence.
  const isWriting = !isInCall && (isOpen || state === 'full')
  return (
    <div className="min-h-dvh bg-ground text-m">
      <header className="sticky top-0 z-10 flex items-stretch bg-ground">
        <a
          href="/x"
          rel="noreferrer"
          onClick={(pressed) => {
            pressed.preventDefault()
            leave()
          }}
          className="flex min-h-14 items-center gap-3 bg-ink px-6 text-l font-[600] text-surface no-underline"
        >
          <X aria-hidden className="size-5" />
          {t('help.exit')}
        </a>
        <Languages />
      </header>
      <main className="mx-auto grid max-w-[34rem] gap-5 px-5 py-8">
        {isWriting ? (
          <Chat isInsteadOfCall={state === 'full'} onClose={endChat} />
        ) : (
          <>
            {isInCall && asked && <Silently asked={asked} />}
            <h1 className={asked ? 'text-ink-2' : 'text-2xl font-strong text-balance'}>
              {t(isInCall ? `help.${state === 'none' ? 'opening' : state}` : 'help.heading')}
            </h1>
            {isInCall ? <OnTheLine /> : <Ways state={state} />}
          </>
        )}
        <div className="grid gap-3 text-ink-2">
          <p>
            <b className="text-ink">{t('help.noName')}</b> {t('help.control')}
          </p>
          <p className="border-t border-hairline pt-3">{t(isWriting ? 'help.chat.trace' : 'help.trace')}</p>
          <p className="border-t border-hairline pt-3">{t('help.exitHow')}</p>
        </div>
      </main>
    </div>
  )
}

function endChat(): void {
  leaveChat('closed')
  call.set('none')
}

function Languages() {
  const locale = useLocale()
  return (
    <div className="ml-auto flex items-center gap-1 pr-3">
      {Locale.options.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === locale}
          onClick={() => void speak(each)}
          className={classes(
            'min-h-11 min-w-11 px-2',
            each === locale ? 'font-[700]' : 'text-ink-2 underline underline-offset-4',
          )}
        >
          {each.toUpperCase()}
        </button>
      ))}
    </div>
  )
}

function Ways({ state }: { state: CallState }) {
  const t = useText()
  const after = state === 'none' ? null : state
  return (
    <>
      {after && (
        <p role="status" className="border-l-4 border-ink pl-4">
          {t(`help.${after}`)}
        </p>
      )}
      <button
        type="button"
        data-testid="call-here"
        onClick={() => void ring()}
        className={classes(bigClasses, 'border-accent bg-accent text-accent-ink')}
      >
        <Mic aria-hidden className="size-6 shrink-0" />
        <span>
          {t('help.callHere')}
          <span className="block text-s font-normal">{t('help.callHereHint')}</span>
        </span>
      </button>
      <button
        type="button"
        data-testid="write-here"
        onClick={openChat}
        className={classes(bigClasses, 'border-edge bg-raised text-ink')}
      >
        <PenLine aria-hidden className="size-6 shrink-0" />
        <span>
          {t('help.write')}
          <span className="block text-s font-normal text-ink-2">{t('help.writeHint')}</span>
        </span>
      </button>
      <Telephones />
    </>
  )
}

function OnTheLine() {
  const t = useText()
  return (
    <button
      type="button"
      data-testid="hang-up"
      onClick={() => hangUp()}
      className={classes(bigClasses, 'border-ink bg-raised text-ink')}
    >
      <PhoneOff aria-hidden className="size-6 shrink-0" />
      {t('help.hangUp')}
    </button>
  )
}
