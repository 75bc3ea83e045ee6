import type { Label } from '@veghe/shared/triage/protocol.ts'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLabel } from '../../platform/i18n.ts'

type FormSectionProps = { label: Label; filled: number; all: number; isOpen: boolean; children: ReactNode }

export function FormSection({ label, filled, all, isOpen, children }: FormSectionProps) {
  const text = useLabel()
  return (
    <details open={isOpen} className="group border-b border-hairline">
      <summary className="flex min-h-10 list-none items-center gap-2 pr-4 pl-5 font-[600] -outline-offset-3">
        <ChevronRight aria-hidden className="size-4 text-ink-3 group-open:rotate-90" />
        {text(label)}
        <span className="ml-auto text-xs font-normal text-ink-3">
          {filled}/{all}
        </span>
      </summary>
      <div className="grid gap-3 px-6 pb-4">{children}</div>
    </details>
  )
}
