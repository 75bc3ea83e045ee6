import { ArrowBigUp } from 'lucide-react'
import { classes } from './classes.ts'

const shown: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc', ' ': 'Spațiu' }

/** A chord as it stands on the caps: `Ctrl+Shift+Enter` → Ctrl ⇧ Enter. */
type KbdProps = {
  chord: string /** In the colour of what it stands on. */
  plain?: boolean
  className?: string
}

export function Kbd({ chord, plain = false, className }: KbdProps) {
  const caps = chord === '+' ? ['+'] : chord.split('+')
  return (
    <kbd
      className={classes(
        'inline-flex h-5 items-center gap-1.5 rounded-[3px] border px-1.5 font-code text-[0.75rem] leading-none whitespace-nowrap',
        plain ? 'border-current/45' : 'border-hairline border-b-edge text-ink-2',
        className,
      )}
    >
      {caps.map((cap) =>
        cap === 'Shift' ? (
          <ArrowBigUp key={cap} role="img" aria-label="Shift" className="-mx-1 size-3.5" />
        ) : (
          <span key={cap}>{shown[cap] ?? cap}</span>
        ),
      )}
    </kbd>
  )
}
