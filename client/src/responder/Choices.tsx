import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'

export type Option<V extends string> = { value: V; label: string }

type ChoicesProps<V extends string> = {
  label: string
  value: V | null
  options: readonly Option<V>[]
  onChange: (value: V) => void
}

/** One of a few, each as high as a gloved thumb needs. */
export function Choices<V extends string>({ label, value, options, onChange }: ChoicesProps<V>) {
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
          render={<span />}
          className="flex min-h-14 cursor-pointer items-center gap-3 rounded-m border-2 border-edge bg-surface px-4 text-l leading-[1.2] aria-checked:border-ink aria-checked:font-[600]"
        >
          <span
            aria-hidden
            className="grid size-6 shrink-0 place-items-center rounded-pill border-2 border-current"
          >
            <Radio.Indicator className="size-3 rounded-pill bg-current" />
          </span>
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}
