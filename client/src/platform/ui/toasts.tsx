import { Check, Flag, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useText } from '../i18n.ts'
import { store, useStore } from '../store.ts'
import { Button } from './Button.tsx'

type Toast = {
  id: number
  text: string
  /** `refused` says that something did not happen. */
  kind: 'done' | 'refused'
  undo?: { until: Date; run: () => void }
}

const shown = store<readonly Toast[]>([])
let last = 0

const minimumMs = 8_000

const dismiss = (id: number): void => shown.set(shown.get().filter((toast) => toast.id !== id))

/** A confirmation, shown for at least eight seconds. What must be acted upon belongs on a list, never here. */
export function tell(text: string, more: Pick<Toast, 'undo'> & { kind?: Toast['kind'] } = {}): void {
  last += 1
  shown.set([...shown.get().slice(-2), { id: last, text, kind: 'done', ...more }])
}

export function Toasts() {
  const toasts = useStore(shown)
  return (
    <div
      role="status"
      data-screen-only
      // On the key bar: what confirms something must not lie over the button that is pressed next.
      className="pointer-events-none fixed bottom-17 left-1/2 z-40 grid w-max max-w-[calc(100vw-1rem)] -translate-x-1/2 gap-1 sm:bottom-0"
    >
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function ToastLine({ toast }: { toast: Toast }) {
  const t = useText()
  const [isRead, setRead] = useState(false)
  const undoMs = toast.undo ? Math.max(0, toast.undo.until.getTime() - Date.now()) : 0
  const [canUndo, setCanUndo] = useState(undoMs > 0)
  const Sign = toast.kind === 'done' ? Check : Flag
  useEffect(() => {
    if (isRead) return
    const leave = setTimeout(() => dismiss(toast.id), Math.max(minimumMs, undoMs))
    return () => clearTimeout(leave)
  }, [isRead, toast.id, undoMs])
  useEffect(() => {
    if (undoMs === 0) return
    const close = setTimeout(() => setCanUndo(false), undoMs)
    return () => clearTimeout(close)
  }, [undoMs])
  return (
    <div
      onPointerEnter={() => setRead(true)}
      onPointerLeave={() => setRead(false)}
      className="fade-in pointer-events-auto flex min-h-8 items-center gap-3 rounded-m border border-ink bg-ink pr-1 pl-3 text-surface shadow-[0_2px_8px_rgb(0_0_0/0.16)]"
    >
      <Sign aria-hidden className="size-4 shrink-0" />
      <span>{toast.text}</span>
      {toast.undo && canUndo && (
        <Button
          onClick={() => {
            dismiss(toast.id)
            toast.undo?.run()
          }}
        >
          {t('app.undo')}
        </Button>
      )}
      <button
        type="button"
        aria-label={t('app.close')}
        onClick={() => dismiss(toast.id)}
        className="grid size-8 place-items-center rounded-s pointer-coarse:size-11"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}
