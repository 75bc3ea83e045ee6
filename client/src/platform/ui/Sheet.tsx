import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, type RefObject, useLayoutEffect } from 'react'
import { useText } from '../i18n.ts'
import { blockKeys, useKeys } from '../keys.ts'
import { classes } from './classes.ts'

type SheetProps = {
  title: string
  open: boolean
  onClose: () => void
  /** `side` leaves the work beside it readable; `middle` asks for one decision. */
  place?: 'side' | 'middle'
  /** Where the hands go first. */
  first?: RefObject<HTMLElement | null>
  mark?: ReactNode
  /** What Ctrl+Enter does here. */
  onConfirm?: () => void
  footer?: ReactNode
  children: ReactNode
}

/** A layer over the work. Esc closes it and never does anything else; the keys below it rest meanwhile. */
export function Sheet({
  title,
  open,
  onClose,
  place = 'middle',
  first,
  mark,
  onConfirm,
  footer,
  children,
}: SheetProps) {
  const t = useText()
  // Before the effects of what stands inside, so that its own keys come to lie above.
  useLayoutEffect(() => (open ? blockKeys() : undefined), [open])
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        {/* Neither alarms nor the state of the line are ever covered. */}
        <Dialog.Backdrop
          className={classes(
            'fixed inset-x-0 top-20 bottom-0 z-20',
            place === 'middle' && 'fade-in bg-ground/60',
          )}
        />
        <Dialog.Popup
          initialFocus={first}
          data-sheet
          className={classes(
            'fade-in fixed z-30 flex flex-col border border-edge bg-raised shadow-[0_2px_8px_rgb(0_0_0/0.16)] outline-none',
            place === 'side'
              ? 'top-20 right-0 bottom-0 w-[min(36rem,100vw)] border-r-0 sm:bottom-8'
              : 'top-1/2 left-1/2 max-h-[calc(100dvh-6rem)] w-[min(38rem,calc(100vw-1rem))] -translate-x-1/2 -translate-y-1/2 rounded-m',
          )}
        >
          <header className="flex min-h-12 shrink-0 items-center gap-3 border-b border-hairline pr-2 pl-6">
            {mark}
            <Dialog.Title className="text-m">{title}</Dialog.Title>
            <Dialog.Close
              aria-label={t('app.close')}
              className="ml-auto grid size-8 place-items-center rounded-s text-ink-2 pointer-coarse:size-11"
            >
              <X aria-hidden className="size-5" />
            </Dialog.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-6 py-4">
            {onConfirm && <ConfirmKey onConfirm={onConfirm} />}
            {children}
          </div>
          {footer && (
            <footer className="flex shrink-0 flex-wrap items-center gap-3 border-t border-edge px-6 py-3">
              {footer}
            </footer>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Inside the sheet, so that its key lies above those that rest. */
function ConfirmKey({ onConfirm }: { onConfirm: () => void }) {
  useKeys([{ chord: 'Ctrl+Enter', label: 'keys.confirm', run: onConfirm }])
  return null
}
