import { type CallerNumber, ShowNumberReason } from '@veghe/shared/intake/intake.codes.ts'
import { mayShowNumber } from '@veghe/shared/intake/intake.rules.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { useText } from '../../platform/i18n.ts'
import { useAct } from '../../platform/query.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed } from '../../platform/ui/states.tsx'

/** The vault opens for a stated reason, and that it was opened is a fact. The number leaves the screen with this sheet. */
export function NumberSheet({
  contactId,
  number,
  onClose,
}: {
  contactId: ContactId
  number: CallerNumber
  onClose: () => void
}) {
  const t = useText()
  const reasons = ShowNumberReason.options.filter((reason) => mayShowNumber(number, reason))
  const show = useAct('intake.showNumber')
  return (
    <Sheet title={t('contact.numberTitle')} open onClose={onClose}>
      {show.data ? (
        <p className="font-code text-2xl">{show.data.number}</p>
      ) : (
        <>
          <p className="mb-3">{t(number === 'network' ? 'refusals.number_hidden' : 'contact.numberWhy')}</p>
          <ul className="grid gap-2">
            {reasons.map((reason) => (
              <li key={reason}>
                <Button
                  size="m"
                  className="w-full justify-start"
                  disabled={show.isPending}
                  onClick={() => show.mutate({ contactId, reason })}
                >
                  {t(`contact.numberReason.${reason}`)}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {show.error && <Failed error={show.error} />}
    </Sheet>
  )
}
