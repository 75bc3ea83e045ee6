import { useNavigate } from '@tanstack/react-router'
import type { OneKeyDisposition, Outcome } from '@veghe/shared/triage/triage.codes.ts'
import { useState } from 'react'
import { act } from '../../platform/commands.ts'
import { useText } from '../../platform/i18n.ts'
import { forget } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { tell } from '../../platform/ui/toasts.tsx'
import type { Contact } from '../contact/useContact.ts'

/** Closing a contact: by an outcome, or with one key and ten seconds to take it back. */
export function useEnd(contact: Contact, onDone: () => void) {
  const t = useText()
  const navigate = useNavigate()
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<string>()
  const { id: contactId } = contact
  const again = () => forget('intake.contact', { contactId })

  async function run(work: () => Promise<void>): Promise<void> {
    if (isPending) return
    setPending(true)
    setError(undefined)
    try {
      await work()
      again()
      onDone()
    } catch (failed) {
      setError(refusalText(t, failed))
    } finally {
      setPending(false)
    }
  }

  const undo = () => {
    act('triage.undoDispose', { contactId }).then(
      () => {
        again()
        void navigate({ to: '/console/contact/$contactId', params: { contactId } })
      },
      (failed: unknown) => tell(refusalText(t, failed), { kind: 'refused' }),
    )
  }

  const dispose = (disposition: OneKeyDisposition) =>
    void run(async () => {
      const { state, undoUntil } = await act('triage.dispose', { contactId, disposition })
      const what = t(`wrap.disposition.${disposition}`)
      if (state === 'proposed') return tell(t('wrap.disposeProposed', { what }))
      tell(t('wrap.disposed', { what }), undoUntil ? { undo: { until: undoUntil, run: undo } } : {})
    })

  const finish = (outcome: Outcome, summary: string) =>
    void run(async () => {
      if (outcome === 'case' && !contact.caseId) await act('cases.open', { contactId })
      const { state } = await act('triage.finish', { contactId, outcome, summary })
      tell(t(state === 'proposed' ? 'wrap.finishProposed' : 'wrap.finished'))
    })

  return { dispose, finish, isPending, error }
}
