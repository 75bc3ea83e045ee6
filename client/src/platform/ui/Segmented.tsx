import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { RefObject } from 'react'
import { classes } from './classes.ts'
import { Kbd } from './Kbd.tsx'
import { letConfirm } from './letConfirm.ts'

export type Segment<V extends string> = { value: V; label: string; chord?: string; lang?: string }

type SegmentedProps<V extends string> = {
  label: string
  value: V
  segments: readonly Segment<V>[]
  onChange: (value: V) => void
  /** Points at the choice in force, for a sheet whose hands go here first. */
  first?: RefObject<HTMLSpanElement | null>
  className?: string
}

/** Two to four choices side by side, one of them in force. */
export function Segmented<V extends string>({
  label,
  value,
  segments,
  onChange,
  first,
  className,
}: SegmentedProps<V>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(chosen) => {
        const segment = segments.find((each) => each.value === chosen)
        if (segment) onChange(segment.value)
      }}
      className={classes(
        'inline-flex shrink-0 overflow-hidden rounded-s border border-edge bg-raised',
        className,
      )}
    >
      {segments.map((segment) => (
        <Radio.Root
          key={segment.value}
          value={segment.value}
          render={<span />}
          lang={segment.lang}
          ref={segment.value === value ? first : undefined}
          onKeyDown={letConfirm}
          className="inline-flex min-h-[1.875rem] cursor-pointer items-center gap-1.5 border-edge px-3 text-ink-2 -outline-offset-3 not-first:border-l aria-checked:bg-ink aria-checked:font-[600] aria-checked:text-surface"
        >
          {segment.label}
          {segment.chord && <Kbd chord={segment.chord} plain />}
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}
