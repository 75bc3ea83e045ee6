import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PlaceFound } from '@veghe/shared/directory/directory.contract.ts'
import { useEffect, useId, useState } from 'react'
import { ask } from '../../platform/api.ts'
import { useText } from '../../platform/i18n.ts'
import { askKey } from '../../platform/query.ts'
import { classes } from '../../platform/ui/classes.ts'
import { TextField } from '../../platform/ui/Field.tsx'

const settleMs = 80

/** „Luna de Sus, Florești”: the locality, and its commune where the two differ. */
export const foundName = ({ localityName, unitName }: PlaceFound): string =>
  localityName && localityName !== unitName ? `${localityName}, ${unitName}` : unitName

type PlaceSearchProps = {
  text: string
  autoFocus?: boolean
  className?: string
  onText: (text: string) => void
  onChoose: (found: PlaceFound) => void
}

/** Localities by their Romanian, old or Hungarian name, without diacritics if need be. */
export function PlaceSearch({ text, autoFocus = false, className, onText, onChoose }: PlaceSearchProps) {
  const t = useText()
  const list = useId()
  const [isOpen, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const found = usePlaces(isOpen ? text : '')
  const shown = isOpen ? found : []
  const choose = (one: PlaceFound | undefined) => {
    if (!one) return
    setOpen(false)
    onChoose(one)
  }
  return (
    <div className={classes('relative', className)}>
      <TextField
        label={t('triage.locality')}
        bare
        small
        autoFocus={autoFocus}
        placeholder={t('triage.locality')}
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={shown[at] ? `${list}-${at}` : undefined}
        value={text}
        onChange={(typed) => {
          onText(typed.currentTarget.value)
          setOpen(true)
          setAt(0)
        }}
        // What is known is replaced by typing, or kept by Enter.
        onFocus={(focused) => focused.currentTarget.select()}
        onBlur={() => setOpen(false)}
        onKeyDown={(pressed) => {
          if (pressed.key === 'Escape' && isOpen) setOpen(false)
          else if (shown.length === 0) return
          else if (pressed.key === 'ArrowDown') setAt((at + 1) % shown.length)
          else if (pressed.key === 'ArrowUp') setAt((at + shown.length - 1) % shown.length)
          else if (pressed.key === 'Enter') choose(shown[at])
          else return
          pressed.preventDefault()
          pressed.stopPropagation()
        }}
      />
      <div
        id={list}
        role="listbox"
        aria-label={t('triage.locality')}
        className={classes(
          'absolute top-full left-0 w-full min-w-72 z-20 mt-1 rounded-m border border-edge bg-raised py-1 shadow-[0_2px_8px_rgb(0_0_0/0.16)]',
          shown.length === 0 && 'hidden',
        )}
      >
        {shown.map((one, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above
          <div
            key={`${one.unit} ${one.locality}`}
            id={`${list}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            // Before the field loses the focus and the list with it.
            onPointerDown={(pressed) => pressed.preventDefault()}
            onClick={() => choose(one)}
            className={classes(
              'flex min-h-8 cursor-pointer items-center gap-2 px-3',
              i === at && 'bg-ink text-surface',
            )}
          >
            <span className="truncate">{foundName(one)}</span>
            <span className={classes('ml-auto text-xs', i === at ? '' : 'text-ink-3')}>
              {one.locality === null ? t('triage.wholeCommune') : (one.unitNameHu ?? '')} {one.county}
            </span>
          </div>
        ))}
      </div>
    </div>
  )
}

function usePlaces(text: string): readonly PlaceFound[] {
  const [wanted, setWanted] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setWanted(text.trim()), settleMs)
    return () => clearTimeout(timer)
  }, [text])
  const input = { text: wanted, limit: 6 }
  const { data } = useQuery({
    queryKey: askKey('directory.places', input),
    queryFn: ({ signal }) => ask('directory.places', input, signal),
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
  })
  return text.trim() && wanted ? (data ?? []) : []
}
