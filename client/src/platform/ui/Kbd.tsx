import { ArrowBigUp } from 'lucide-react'
import { classes } from './classes.ts'

const shown: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc', ' ': 'Spațiu' }

/** A chord as it stands on the caps: `Ctrl+Shift+Enter` → Ctrl ⇧ Enter. */
export function Kbd({ chord, className }: { chord: string; className?: string }) {
  const caps = chord === '+' ? ['+'] : chord.split('+')
  return (
    <kbd
      className={classes(
        'inline-flex h-5 items-center gap-0.5 rounded-[3px] border border-hairline border-b-edge px-1.5 font-code text-[0.75rem] leading-none whitespace-nowrap text-ink-2',
        className,
      )}
    >
      {caps.map((cap) =>
        cap === 'Shift' ? (
          <ArrowBigUp key={cap} role="img" aria-label="Shift" className="-mx-0.5 size-3.5" />
        ) : (
          <span key={cap}>{shown[cap] ?? cap}</span>
        ),
      )}
    </kbd>
  )
}
