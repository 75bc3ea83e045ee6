import { Button } from './Button.tsx'

type ChoicesProps<V extends string> = {
  options: readonly V[]
  label: (option: V) => string
  disabled: (option: V) => boolean
  onChoose: (option: V) => void
}

/** A reason each, one below the other: pressing one is the whole decision. */
export function Choices<V extends string>({ options, label, disabled, onChoose }: ChoicesProps<V>) {
  return (
    <ul className="grid gap-2">
      {options.map((option) => (
        <li key={option}>
          <Button
            size="m"
            className="w-full justify-start"
            disabled={disabled(option)}
            onClick={() => onChoose(option)}
          >
            {label(option)}
          </Button>
        </li>
      ))}
    </ul>
  )
}
