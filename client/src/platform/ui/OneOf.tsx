import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { ReactNode, RefObject } from 'react'
import { classes } from './classes.ts'
import { letConfirm } from './letConfirm.ts'

type OneOfProps<V extends string> = {
  label: string
  value: V | null
  options: readonly { value: V; label: ReactNode; disabled?: boolean }[]
  onChange: (value: V) => void
  /** Is given the choice where the hands go first. */
  first?: RefObject<HTMLElement | null> | undefined
  /** For a gloved thumb instead of a mouse. */
  large?: boolean
}

/** One of a few, each on a line of its own. */
export function OneOf<V extends string>({ label, value, options, onChange, first, large }: OneOfProps<V>) {
  const at = options.find((each) => each.value === value) ?? options.find((each) => !each.disabled)
  return (
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
            'flex cursor-pointer items-center gap-3 border-edge bg-surface aria-checked:border-ink aria-checked:font-[600]',
            large ? 'min-h-14 rounded-m border-2 px-4 text-l leading-[1.2]' : line,
          )}
        >
          <span
            aria-hidden
            className={classes(
              'grid shrink-0 place-items-center rounded-pill border-current',
              large ? 'size-6 border-2' : 'size-4 border',
            )}
          >
            <Radio.Indicator className={classes('rounded-pill bg-current', large ? 'size-3' : 'size-2')} />
          </span>
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}

const line = classes(
  'min-h-10 rounded-s border px-3 py-1.5',
  'aria-checked:outline-2 aria-checked:-outline-offset-2 aria-checked:outline-ink focus-visible:outline-3 focus-visible:outline-focus',
  'data-disabled:cursor-default data-disabled:border-dashed data-disabled:text-ink-3',
)
