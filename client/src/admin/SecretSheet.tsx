import type { ComponentProps } from 'react'
import { Button } from '../platform/ui/Button.tsx'
import { Sheet } from '../platform/ui/Sheet.tsx'
import { Secret } from './Secret.tsx'

type SecretSheetProps = ComponentProps<typeof Secret> & { title: string; done: string; onClose: () => void }

/** What was just made, shown this once. */
export function SecretSheet({ title, done, onClose, ...secret }: SecretSheetProps) {
  return (
    <Sheet
      title={title}
      open
      onClose={onClose}
      place="side"
      footer={
        <Button look="primary" size="m" onClick={onClose}>
          {done}
        </Button>
      }
    >
      <Secret {...secret} />
    </Sheet>
  )
}
