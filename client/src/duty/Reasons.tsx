import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { Flag } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { useText } from '../platform/i18n.ts'
import { refusalText } from '../platform/refusals.ts'
import { classes } from '../platform/ui/classes.ts'
import { letConfirm } from '../platform/ui/letConfirm.ts'

export type Choice<V extends string> = { value: V; label: ReactNode; disabled?: boolean }

type ReasonsProps<V extends string> = {
  label: string
  value: V | null
  options: readonly Choice<V>[]
  onChange: (value: V) => void
  /** Why the last try was refused. */
  failed?: unknown
  /** Is given the choice where the hands go first. */
  first?: RefObject<HTMLElement | null>
}

/** One of a few, each on a line of its own. */
export function Reasons<V extends string>({
  label,
  value,
  options,
  onChange,
  failed,
  first,
}: ReasonsProps<V>) {
  const t = useText()
  const at = options.find((each) => each.value === value) ?? options.find((each) => !each.disabled)
  return (
    <>
      <RadioGroup
        aria-label={label}
        value={value}
        onValueChange={(chosen) => {
          const option = options.find((each) => each.value === chosen)
          if (option) onChange(option.value)
        }}
        className="grid gap-2"
      >
        {options.map((option) => (
          <Radio.Root
            key={option.value}
            value={option.value}
            ref={first && option === at ? first : undefined}
            disabled={option.disabled ?? false}
            render={<span />}
            onKeyDown={letConfirm}
            className={classes(
              'flex min-h-10 cursor-pointer items-center gap-3 rounded-s border border-edge bg-surface px-3 py-1.5',
              'aria-checked:border-ink aria-checked:font-[600] aria-checked:outline-2 aria-checked:-outline-offset-2 aria-checked:outline-ink focus-visible:outline-3 focus-visible:outline-focus',
              'data-disabled:cursor-default data-disabled:border-dashed data-disabled:text-ink-3',
            )}
          >
            <span
              aria-hidden
              className="grid size-4 shrink-0 place-items-center rounded-pill border border-current"
            >
              <Radio.Indicator className="size-2 rounded-pill bg-current" />
            </span>
            {option.label}
          </Radio.Root>
        ))}
      </RadioGroup>
      {failed != null && (
        <p role="alert" className="mt-3 flex items-center gap-1.5 font-[600]">
          <Flag aria-hidden className="size-4 shrink-0" />
          {refusalText(t, failed)}
        </p>
      )}
    </>
  )
}
