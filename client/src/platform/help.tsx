import { useText } from './i18n.ts'
import { layers, lettersOn, setLettersOn } from './keys.ts'
import { useStore } from './store.ts'
import { CheckField } from './ui/Field.tsx'
import { Kbd } from './ui/Kbd.tsx'
import { Sheet } from './ui/Sheet.tsx'

/** F1: every key that does something on this screen now, said by the screen itself, so it cannot be out of date. */
export function KeySheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText()
  const here = useStore(layers).flatMap((layer) => layer.bindings)
  const shown = [...new Map(here.map((each) => [`${each.bar || each.chord} ${each.label}`, each])).values()]
  const on = useStore(lettersOn)
  return (
    <Sheet title={t('keys.title')} open={open} onClose={onClose} place="side">
      <p className="mb-3 text-ink-2">{t('keys.where')}</p>
      <dl className="grid grid-cols-[10rem_minmax(0,1fr)] items-center gap-y-2">
        {shown.map((each) => (
          <div key={`${each.chord} ${each.label}`} className="contents">
            <dt>
              <Kbd chord={each.bar || each.chord} />
            </dt>
            <dd>{t(each.label)}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-6 border-t border-hairline pt-4">
        <CheckField
          label={t('keys.letters')}
          checked={on}
          onChange={(changed) => setLettersOn(changed.currentTarget.checked)}
        />
        <p className="text-xs text-ink-3">{t('keys.lettersHint')}</p>
      </div>
    </Sheet>
  )
}

/** The line at the foot of the screen: the keys of what is in front of one, at most as many as fit. */
export function KeyBar() {
  const t = useText()
  const here = useStore(layers)
  const top = here.findLastIndex((layer) => layer.blocked)
  // What is nearest to the hands stands first.
  const shown = here
    .slice(Math.max(0, top))
    .toReversed()
    .flatMap((layer) => layer.bindings)
  const bars = shown.filter((each) => each.bar !== false)
  const once = [...new Map(bars.map((each) => [each.bar || each.chord, each])).values()]
  return (
    <footer
      data-screen-only
      className="hidden h-8 flex-wrap gap-x-6 overflow-hidden border-t border-hairline px-4 text-xs whitespace-nowrap text-ink-2 sm:flex"
    >
      {once.map((each) => (
        <span key={each.chord} className="inline-flex h-8 items-center gap-1.5">
          <Kbd chord={each.bar || each.chord} /> {t(each.label)}
        </span>
      ))}
    </footer>
  )
}
