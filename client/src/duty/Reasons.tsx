import { Flag } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useText } from '../platform/i18n.ts'
import { refusalText } from '../platform/refusals.ts'
import { OneOf } from '../platform/ui/OneOf.tsx'

type ReasonsProps<V extends string> = Omit<ComponentProps<typeof OneOf<V>>, 'large'> & {
  /** Why the last try was refused. */
  failed?: unknown
}

/** Why it is done, and why it could not be. */
export function Reasons<V extends string>({ failed, ...choice }: ReasonsProps<V>) {
  const t = useText()
  return (
    <>
      <OneOf {...choice} />
      {failed != null && (
        <p role="alert" className="mt-3 flex items-center gap-1.5 font-[600]">
          <Flag aria-hidden className="size-4 shrink-0" />
          {refusalText(t, failed)}
        </p>
      )}
    </>
  )
}
