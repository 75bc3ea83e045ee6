import type { TeamStatus as Code } from '@veghe/shared/dispatch/dispatch.codes.ts'
import { useText } from '../i18n.ts'
import { classes } from './classes.ts'

const boxes: Partial<Record<Code, string>> = {
  '1': 'border-ink bg-transparent text-ink',
  '8': 'border-dashed border-edge bg-transparent text-ink-3',
}

/** Digit and word, as said over the radio. Hollow can be sent, solid is busy, dashed is out; never a hue. */
export function TeamStatus({ code, word = true }: { code: Code; word?: boolean }) {
  const t = useText()
  return (
    <span data-team-status={code} className="inline-flex items-center gap-1.5 align-middle whitespace-nowrap">
      <i
        className={classes(
          'grid size-5 place-items-center rounded-[3px] border-[1.5px] font-code text-xs leading-none font-[600] not-italic',
          boxes[code] ?? 'border-ink-2 bg-ink-2 text-surface',
        )}
      >
        {code}
      </i>
      <span className={word ? '' : 'sr-only'}>{t(`oncall.status.${code}`)}</span>
    </span>
  )
}
