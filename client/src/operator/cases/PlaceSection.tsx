import type { CaseView } from '@veghe/shared/cases/cases.contract.ts'
import { useState } from 'react'
import { useText } from '../../platform/i18n.ts'
import { forget, useAct } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { Section } from '../../platform/ui/Pane.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import { PlaceForm } from '../triage/PlaceForm.tsx'

/** Location first: where a team would go for this case. */
export function PlaceSection({ view, mayWrite }: { view: CaseView; mayWrite: boolean }) {
  const t = useText()
  const confirm = useAct('cases.confirmPlace', { patience: 'keep' })
  const [isEditing, setEditing] = useState(false)
  if (isEditing) {
    return (
      <PlaceForm
        place={view.place}
        name={view.placeName}
        autoFocus
        onSave={(place) =>
          confirm.mutate(
            { caseId: view.id, place },
            {
              onSuccess: () => {
                forget('cases.view', { caseId: view.id })
                setEditing(false)
              },
              onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }),
            },
          )
        }
      />
    )
  }
  const { place } = view
  return (
    <Section title={t('triage.place')}>
      <p className="flex items-start gap-2">
        <span className="min-w-0">
          <b>{[place?.address, view.placeName].filter(Boolean).join(', ') || t('queue.noPlace')}</b>
          {place && (place.landmark || place.access) && (
            <span className="block text-ink-2">
              {[place.landmark, place.access].filter(Boolean).join(' · ')}
            </span>
          )}
        </span>
        {mayWrite && (
          <Button look="text" className="ml-auto" onClick={() => setEditing(true)}>
            {t('app.change')}
          </Button>
        )}
      </p>
    </Section>
  )
}
