import type { ChatLine } from '@veghe/shared/intake/web-chat.contract.ts'
import { useEffect, useRef } from 'react'
import { useText } from '../platform/i18n.ts'
import { useStore } from '../platform/store.ts'
import { hhmm } from '../platform/time.ts'
import { Button } from '../platform/ui/Button.tsx'
import { classes } from '../platform/ui/classes.ts'
import { chat, standOnPage } from './chat.ts'
import { Telephones } from './Telephones.tsx'
import { WriteBox } from './WriteBox.tsx'

/** To talk without a voice: what is written goes to the same people, and their answers come here. */
export function Chat({ isInsteadOfCall, onClose }: { isInsteadOfCall: boolean; onClose: () => void }) {
  const t = useText()
  const { state, lines, unsent, trouble } = useStore(chat)
  const isUnused = state === 'none' && unsent.length === 0
  // That somebody reads here would not be true of what has not come in.
  const isTurnedAway = state === 'none' && (trouble === 'full' || trouble === 'failed')
  return (
    <section className="grid gap-5" data-testid="chat">
      <h1 className="text-2xl font-strong text-balance">{t('help.write')}</h1>
      <div role="status" className="grid gap-2">
        {!isTurnedAway && <p>{t(isInsteadOfCall && isUnused ? 'help.full' : `help.chat.${state}`)}</p>}
        {trouble && <p className="border-l-4 border-ink pl-4 font-[600]">{t(`help.chat.${trouble}`)}</p>}
      </div>
      <Lines />
      <Spoken lines={lines} />
      <WriteBox isAnswered={state === 'answered'} />
      <Telephones />
      {/* Last, and far from what is pressed all the time: it cannot be undone. */}
      <Button size="l" onClick={onClose}>
        {t('help.chat.close')}
      </Button>
    </section>
  )
}

function Lines() {
  const t = useText()
  const { lines, unsent } = useStore(chat)
  const box = useRef<HTMLDivElement>(null)
  const onTheWay = unsent.filter(({ key }) => !lines.some((line) => line.key === key))
  const count = lines.length + onTheWay.length
  useEffect(() => standOnPage(ours(lines).map(({ id }) => id)), [lines])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line scrolls into sight
  useEffect(() => {
    // Not returned: newer browsers answer with a promise, and React would call it as the clean-up.
    box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [count])
  if (count === 0) return null
  return (
    <div
      ref={box}
      role="log"
      // Each new answer is spoken once, beside it; one's own words need not be.
      aria-live="off"
      aria-label={t('help.write')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-[45dvh] min-h-24 overflow-y-auto border-y border-hairline py-3 -outline-offset-3"
    >
      <ol className="grid gap-3">
        {lines.map(({ id, key, text, at }) => (
          <Line
            key={id}
            isOurs={key === null}
            text={text}
            end={key === null ? hhmm(at) : `${t('help.chat.sent')} · ${hhmm(at)}`}
          />
        ))}
        {onTheWay.map(({ key, text }) => (
          <Line key={key} isOurs={false} text={text} end={t('help.chat.sending')} />
        ))}
      </ol>
    </div>
  )
}

const ours = (lines: readonly ChatLine[]) => lines.filter(({ key }) => key === null)

function Line({ isOurs, text, end }: { isOurs: boolean; text: string; end: string }) {
  const t = useText()
  return (
    <li
      className={classes(
        'max-w-[88%] rounded-m border px-4 py-2',
        isOurs ? 'justify-self-start border-ink bg-raised' : 'justify-self-end border-edge bg-surface',
      )}
    >
      <p className="flex gap-3 text-s text-ink-2">
        <b>{t(isOurs ? 'help.chat.us' : 'help.chat.you')}</b>
        {end}
      </p>
      <p className="break-words whitespace-pre-wrap">{text}</p>
    </li>
  )
}

function Spoken({ lines }: { lines: readonly ChatLine[] }) {
  return (
    <p aria-live="polite" className="sr-only">
      {ours(lines).at(-1)?.text}
    </p>
  )
}
