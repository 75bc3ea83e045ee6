import { Flag } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { classes } from './classes.ts'

const box =
  'w-full rounded-s border border-edge bg-raised text-m text-ink aria-invalid:border-2 aria-invalid:border-ink disabled:border-dashed disabled:text-ink-3'

type Labelled = {
  label: string
  hint?: ReactNode
  /** What is wrong, in the words of the summary at the top. */
  wrong?: string | undefined
  /** The label is spoken but not drawn. */
  bare?: boolean
  small?: boolean
}

function Around(props: Labelled & { id: string; className?: string | undefined; children: ReactNode }) {
  const { id, label, hint, wrong, bare, className, children } = props
  return (
    <div className={classes('grid gap-1', className)}>
      <label htmlFor={id} className={bare ? 'sr-only' : 'font-[600]'}>
        {label}
      </label>
      {children}
      {wrong && (
        <p id={`${id}-wrong`} className="flex items-center gap-1.5 font-[600]">
          <Flag aria-hidden className="size-4 shrink-0" />
          {wrong}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-ink-3">
          {hint}
        </p>
      )}
    </div>
  )
}

type Given = Pick<Labelled, 'hint' | 'wrong'> & {
  label: string
  bare: boolean | undefined
  id: string | undefined
}

/** What the frame and what the field itself need to speak of each other. */
function useLabelled({ id: given, bare, ...said }: Given) {
  const own = useId()
  const id = given ?? own
  const ids = [said.wrong && `${id}-wrong`, said.hint && `${id}-hint`].filter(Boolean).join(' ')
  return {
    around: { ...said, bare: bare ?? false, id },
    within: {
      ...(said.wrong ? { 'aria-invalid': true } : {}),
      ...(ids ? { 'aria-describedby': ids } : {}),
      id,
    },
  }
}

export function TextField({
  label,
  hint,
  wrong,
  bare,
  small,
  className,
  end,
  ...input
}: Labelled & Omit<ComponentProps<'input'>, 'size'> & { end?: ReactNode }) {
  const { around, within } = useLabelled({ label, hint, wrong, bare, id: input.id })
  return (
    <Around {...around} className={className}>
      <div className="relative">
        <input
          autoComplete="off"
          {...input}
          {...within}
          className={classes(box, small ? 'min-h-8 px-2 text-s' : 'min-h-10 px-3', Boolean(end) && 'pr-20')}
        />
        {end && <div className="absolute inset-y-0 right-1 flex items-center">{end}</div>}
      </div>
    </Around>
  )
}

export function TextArea({
  label,
  hint,
  wrong,
  bare,
  small,
  className,
  ...input
}: Labelled & ComponentProps<'textarea'>) {
  const { around, within } = useLabelled({ label, hint, wrong, bare, id: input.id })
  return (
    <Around {...around} className={className}>
      <textarea
        rows={3}
        {...input}
        {...within}
        className={classes(box, 'block resize-y', small ? 'px-2 py-1 text-s' : 'px-3 py-2')}
      />
    </Around>
  )
}

export type Option = { value: string; label: string }

export function SelectField({
  label,
  hint,
  wrong,
  bare,
  small,
  className,
  options,
  empty,
  ...input
}: Labelled & ComponentProps<'select'> & { options: readonly Option[]; empty?: string }) {
  const { around, within } = useLabelled({ label, hint, wrong, bare, id: input.id })
  return (
    <Around {...around} className={className}>
      <select
        {...input}
        {...within}
        className={classes(box, small ? 'min-h-8 px-1.5 text-s' : 'min-h-10 px-2.5')}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Around>
  )
}

export function CheckField({ label, className, ...input }: { label: ReactNode } & ComponentProps<'input'>) {
  return (
    <label className={classes('inline-flex min-h-8 items-center gap-2', className)}>
      <input {...input} type="checkbox" className="size-[1.125rem] shrink-0 accent-[var(--ink)]" />
      <span>{label}</span>
    </label>
  )
}
