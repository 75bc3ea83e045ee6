import { useEffect, useRef } from 'react'
import { useText } from '../../platform/i18n.ts'
import { classes } from '../../platform/ui/classes.ts'
import { Kbd } from '../../platform/ui/Kbd.tsx'
import type { Phrases } from './usePhrases.ts'

/** As many as stand above the field without a scrollbar; the arrows turn the page. */
const shown = 6

export const optionId = ({ list, at }: Pick<Phrases, 'list' | 'at'>): string => `${list}-${at}`

/** What fits what was typed after `/`, with the one that Enter puts in on a dark ground. */
export function PhraseList({ list, found, at, word, choose }: Phrases) {
  const t = useText()
  const first = at - (at % shown)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Not returned: newer browsers answer with a promise, and React would call it as the clean-up.
    box.current?.parentElement?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div ref={box} className="mb-2 rounded-s border border-edge bg-raised pb-1">
      <p
        role="status"
        className="flex flex-wrap gap-x-2 border-b border-hairline px-3 py-1 text-s text-ink-2"
      >
        {t('contact.phrases')}
        <span className="text-xs leading-6 text-ink-3">
          {word
            ? t('contact.phrasesFor', { count: found.length, word })
            : t('contact.phrasesAll', { count: found.length })}
        </span>
      </p>
      <div id={list} role="listbox" aria-label={t('contact.phrases')}>
        {found.slice(first, first + shown).map((said, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field below
          <div
            key={said.slash}
            id={optionId({ list, at: first + i })}
            role="option"
            tabIndex={-1}
            aria-selected={first + i === at}
            aria-setsize={found.length}
            aria-posinset={first + i + 1}
            // Before the field loses the focus and the list with it.
            onPointerDown={(pressed) => pressed.preventDefault()}
            onClick={() => choose(said)}
            className={classes(
              'grid min-h-8 cursor-pointer grid-cols-[minmax(0,1fr)_auto] items-center gap-3 px-3 @md:grid-cols-[7rem_minmax(0,1fr)_auto]',
              first + i === at && 'bg-ink text-surface',
            )}
          >
            <span className="truncate font-code text-xs @max-md:hidden">/{said.slash}</span>
            <span lang={said.locale} className="truncate">
              {said.text}
            </span>
            <span
              className={classes('flex items-center gap-2 text-xs', first + i === at ? '' : 'text-ink-3')}
            >
              {t(`contact.phraseTo.${said.to}`)}
              {first + i === at && <Kbd plain chord="Enter" className="@max-md:hidden" />}
            </span>
          </div>
        ))}
      </div>
    </div>
  )
}
