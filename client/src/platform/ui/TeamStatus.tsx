import type { TeamStatus as Code } from '@veghe/shared/dispatch/dispatch.codes.ts'
import { useText } from '../i18n.ts'
import { classes } from './classes.ts'

const boxes: Partial<Record<Code, string>> = {
  '1': 'border-ink bg-transparent text-ink',
  '8': 'border-dashed border-edge bg-transparent text-ink-3',
}

type TeamStatusProps = {
  code: Code
  word?: boolean
  /** Somebody waits for its answer: until then it says 1, and can be sent nowhere else. */
  asked?: boolean
}

/** Digit and word, as said over the radio. Hollow can be sent, solid is busy, dashed is out; never a hue. */
export function TeamStatus({ code, word = true, asked = false }: TeamStatusProps) {
  const t = useText()
  const isAsked = asked && code === '1'
  return (
    <span data-team-status={code} className="inline-flex items-center gap-1.5 align-middle whitespace-nowrap">
      <i
        className={classes(
          'grid size-5 shrink-0 place-items-center rounded-[3px] border-[1.5px] font-code text-xs leading-none font-[600] not-italic',
          (isAsked ? undefined : boxes[code]) ?? 'border-ink-2 bg-ink-2 text-surface',
        )}
      >
        {code}
      </i>
      <span className={word ? '' : 'sr-only'}>{t(isAsked ? 'oncall.asked' : `oncall.status.${code}`)}</span>
    </span>
  )
}
