import { Menu as BaseMenu } from '@base-ui/react/menu'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { buttonClasses } from './Button.tsx'
import { classes } from './classes.ts'

export type Choice = {
  label: string
  /** Drawn with a tick; leave out for things that are done rather than chosen. */
  chosen?: boolean
  lang?: string
  onChoose: () => void
}
export type ChoiceGroup = { title?: string; choices: readonly Choice[] }

type MenuProps = { label: string; groups: readonly ChoiceGroup[]; children: ReactNode; plain?: boolean }

export function Menu({ label, groups, children, plain = false }: MenuProps) {
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger
        aria-label={label}
        className={
          plain ? 'inline-flex min-h-8 items-center gap-1.5 rounded-s px-1' : buttonClasses('plain', 's')
        }
      >
        {children}
        <ChevronDown aria-hidden className="size-4 shrink-0" />
      </BaseMenu.Trigger>
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={4} align="end" className="z-30">
          <BaseMenu.Popup className="fade-in min-w-48 rounded-m border border-edge bg-raised py-1 shadow-[0_2px_8px_rgb(0_0_0/0.16)] outline-none">
            {groups.map((group, i) => (
              <BaseMenu.Group
                key={group.title ?? `group ${String(i)}`}
                className={classes(i > 0 && 'mt-1 border-t border-hairline pt-1')}
              >
                {group.title && (
                  <BaseMenu.GroupLabel className="px-3 py-1 text-xs text-ink-3">
                    {group.title}
                  </BaseMenu.GroupLabel>
                )}
                {group.choices.map((choice) => (
                  <BaseMenu.Item
                    key={choice.label}
                    onClick={choice.onChoose}
                    lang={choice.lang}
                    className="flex min-h-8 cursor-pointer items-center gap-2 px-3 -outline-offset-3 data-highlighted:bg-ink data-highlighted:text-surface"
                  >
                    <span className="grid w-4 place-items-center">
                      {choice.chosen && <Check aria-hidden className="size-4" />}
                    </span>
                    <span className={choice.chosen ? 'font-[600]' : ''}>{choice.label}</span>
                  </BaseMenu.Item>
                ))}
              </BaseMenu.Group>
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}
