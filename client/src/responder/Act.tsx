import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classes } from '../platform/ui/classes.ts'

/** `primary`: the next thing to do, one a screen, 96 px. The others are 64 px. */
export type ActLook = 'plain' | 'primary' | 'tool'

const looks: Record<ActLook, string> = {
  plain: 'min-h-(--target-field) border-2 border-edge bg-surface px-3 text-l',
  primary: 'min-h-(--target-alarm) border-2 border-accent bg-accent px-3 text-2xl font-bold text-accent-ink',
  tool: 'min-h-(--target-field) flex-col border border-edge bg-surface px-1 text-m',
}

/** For links that look and feel like the buttons of the thumb zone. */
export const actClasses = (look: ActLook, more?: string): string =>
  classes(
    'flex items-center justify-center gap-x-3 gap-y-0.5 rounded-m text-center leading-[1.15] font-[600] no-underline',
    look !== 'primary' && 'text-ink',
    'disabled:border-dashed disabled:border-edge disabled:bg-transparent disabled:text-ink-3',
    looks[look],
    more,
  )

type ActProps = Omit<ComponentProps<'button'>, 'className'> & {
  look?: ActLook
  icon?: LucideIcon
  /** A second line, smaller. */
  under?: ReactNode
  className?: string
}

export function Act({ look = 'plain', icon: Icon, under, className, children, ...rest }: ActProps) {
  return (
    <button type="button" {...rest} className={actClasses(look, className)}>
      {Icon && <Icon aria-hidden className="size-6 shrink-0" />}
      <span>
        {children}
        {under && (
          <span className={classes('block font-normal', look === 'primary' ? 'text-m' : 'text-s text-ink-2')}>
            {under}
          </span>
        )}
      </span>
    </button>
  )
}
