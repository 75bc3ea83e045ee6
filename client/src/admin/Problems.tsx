import { useEffect, useRef } from 'react'
import { useText } from '../platform/i18n.ts'
import { refusalText } from '../platform/refusals.ts'
import { type Wrong, wrongsIn } from './wrongs.ts'

type ProblemsProps = { wrongs: readonly Wrong[]; failed?: unknown; onGo: (field: Wrong['field']) => void }

/** The summary above a form: how many, which, each a way to its field in the same words. It takes the focus. */
export function Problems({ wrongs, failed, onGo }: ProblemsProps) {
  const t = useText()
  const box = useRef<HTMLDivElement>(null)
  const other = failed && wrongsIn(failed).length === 0 ? refusalText(t, failed) : null
  const isShown = wrongs.length > 0 || other !== null
  const shape = JSON.stringify([wrongs, other])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new set of problems is read out anew
  useEffect(() => {
    if (isShown) box.current?.focus()
  }, [isShown, shape])
  if (!isShown) return null
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="mb-4 border border-l-4 border-edge border-l-ink bg-surface px-4 py-3"
    >
      {other !== null && <p className="font-[600]">{other}</p>}
      {wrongs.length > 0 && (
        <>
          <p className="font-[600]">{t('admin.problems', { count: wrongs.length })}</p>
          <ul className="mt-1">
            {wrongs.map((wrong) => (
              <li key={wrong.field}>
                <button
                  type="button"
                  onClick={() => onGo(wrong.field)}
                  className="min-h-6 text-link underline underline-offset-3"
                >
                  {t(wrong.text)}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
