import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'
import { Kbd } from './Kbd.tsx'

/**
 * `primary` is the next action, once a screen. `danger` opens the way to help, it never destroys. `on` is the chosen one
 * of several. `text` sits inside a line.
 */
export type ButtonLook = 'plain' | 'primary' | 'danger' | 'on' | 'text'
export type ButtonSize = 's' | 'm' | 'l'

const looks: Record<ButtonLook, string> = {
  plain: 'border-edge bg-raised text-ink',
  primary: 'border-accent bg-accent text-accent-ink',
  danger: 'border-2 border-p1-edge bg-transparent text-p1-text',
  on: 'border-ink bg-ink text-surface',
  text: 'border-transparent bg-transparent text-link',
}

const sizes: Record<ButtonSize, string> = {
  s: 'min-h-8 px-3 text-s pointer-coarse:min-h-11',
  m: 'min-h-10 px-4 text-s pointer-coarse:min-h-11',
  l: 'min-h-14 px-4 text-l',
}

type ButtonProps = Omit<ComponentProps<'button'>, 'className'> & {
  look?: ButtonLook
  size?: ButtonSize
  icon?: LucideIcon
  /** The chord that does the same, shown on the button. */
  chord?: string
  className?: string
  children?: ReactNode
}

export const buttonClasses = (look: ButtonLook, size: ButtonSize, more?: string): string =>
  classes(
    'inline-flex shrink-0 items-center justify-center gap-2 rounded-s border font-[600] leading-tight whitespace-nowrap no-underline',
    'disabled:border-dashed disabled:border-edge disabled:bg-transparent disabled:text-ink-3',
    looks[look],
    sizes[size],
    look === 'text' && 'px-2',
    more,
  )

export function Button({ look = 'plain', size = 's', icon: Icon, chord, className, ...rest }: ButtonProps) {
  const { children, ...props } = rest
  return (
    <button type="button" {...props} className={buttonClasses(look, size, className)}>
      {Icon && <Icon aria-hidden className={classes('shrink-0', size === 'l' ? 'size-5' : 'size-4')} />}
      {children}
      {chord && (
        <Kbd
          plain
          chord={chord}
          className={classes(
            size === 'l' && 'ml-auto h-6 text-s',
            look === 'plain' && size === 's' && 'ml-auto',
          )}
        />
      )}
    </button>
  )
}
