import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { useRef } from 'react'
import { useBoard } from '../../platform/board.ts'
import { boards } from '../../platform/boards.ts'
import { useText } from '../../platform/i18n.ts'
import { useAct } from '../../platform/query.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed } from '../../platform/ui/states.tsx'

/** Whom to ask: colleagues who are at work and have nothing in hand. */
export function AskSheet({ contactId, onClose }: { contactId: ContactId; onClose: () => void }) {
  const t = useText()
  const ask = useAct('queue.consult')
  const first = useRef<HTMLButtonElement>(null)
  const { entries } = useBoard(boards.operators)
  const free = entries
    .filter(({ status }) => status === 'available')
    .toSorted((a, b) => a.name.localeCompare(b.name))
  return (
    <Sheet title={t('consult.askTitle')} open first={first} onClose={onClose}>
      <p className="mb-3">{t('consult.askHint')}</p>
      <ul className="grid gap-2">
        {free.map(({ id, name }, i) => (
          <li key={id}>
            <Button
              {...(i === 0 ? { ref: first } : {})}
              size="m"
              className="w-full justify-start"
              disabled={ask.isPending}
              onClick={() => ask.mutate({ contactId, colleague: id }, { onSuccess: onClose })}
            >
              {name}
            </Button>
          </li>
        ))}
      </ul>
      {free.length === 0 && <p className="text-ink-2">{t('consult.nobodyFree')}</p>}
      {ask.error && <Failed error={ask.error} />}
    </Sheet>
  )
}
