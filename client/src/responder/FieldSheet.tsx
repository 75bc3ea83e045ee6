import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useText } from '../platform/i18n.ts'

type FieldSheetProps = { title: string; onClose: () => void; children: ReactNode; thumb?: ReactNode }

/** A layer that comes from below, where the thumb is, and leaves the top of the screen readable. */
export function FieldSheet({ title, onClose, children, thumb }: FieldSheetProps) {
  const t = useText()
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fade-in fixed inset-0 z-20 bg-ground/70" />
        <Dialog.Popup className="fade-in fixed inset-x-0 bottom-0 z-30 mx-auto flex max-h-[92dvh] max-w-[30rem] flex-col rounded-t-m border-2 border-b-0 border-edge bg-raised text-m outline-none">
          <header className="flex min-h-14 shrink-0 items-center gap-3 border-b border-hairline pr-1 pl-4">
            <Dialog.Title className="text-l leading-[1.2]">{title}</Dialog.Title>
            <Dialog.Close
              aria-label={t('app.close')}
              className="ml-auto grid size-12 place-items-center rounded-s"
            >
              <X aria-hidden className="size-6" />
            </Dialog.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4">{children}</div>
          {thumb && <footer className="grid shrink-0 gap-4 px-4 pt-1 pb-4">{thumb}</footer>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
