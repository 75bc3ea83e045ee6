import { NoteKind } from '@veghe/shared/cases/cases.codes.ts'
import type { CaseId } from '@veghe/shared/kernel/ids.ts'
import { useRef, useState } from 'react'
import { useDraft } from '../../platform/drafts.ts'
import { useText } from '../../platform/i18n.ts'
import { forget, useAct } from '../../platform/query.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { TextArea } from '../../platform/ui/Field.tsx'
import { Segmented } from '../../platform/ui/Segmented.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed } from '../../platform/ui/states.tsx'

/** A fact, an observation or a decision: a court reads them differently, so they are never mixed. */
export function NoteSheet({ caseId, onClose }: { caseId: CaseId; onClose: () => void }) {
  const t = useText()
  const note = useAct('cases.note', { patience: 'keep' })
  const [kind, setKind] = useState<NoteKind>('fact')
  const { text, setText } = useDraft(`note ${caseId}`)
  const first = useRef<HTMLTextAreaElement>(null)
  const canSave = text.trim() !== '' && !note.isPending
  const save = () => {
    if (!canSave) return
    note.mutate(
      { caseId, kind, text: text.trim() },
      {
        onSuccess: () => {
          setText('')
          forget('cases.view', { caseId })
          onClose()
        },
      },
    )
  }
  return (
    <Sheet
      title={t('cases.note')}
      open
      onClose={onClose}
      first={first}
      onConfirm={save}
      footer={
        <Button look="primary" size="m" chord="Ctrl+Enter" disabled={!canSave} onClick={save}>
          {t('app.save')}
        </Button>
      }
    >
      <Segmented
        label={t('cases.noteKindLabel')}
        value={kind}
        segments={NoteKind.options.map((each) => ({ value: each, label: t(`cases.noteKind.${each}`) }))}
        onChange={setKind}
      />
      <TextArea
        ref={first}
        className="mt-4"
        label={t('cases.noteText')}
        hint={t(`cases.noteHint.${kind}`)}
        rows={6}
        maxLength={4000}
        value={text}
        onChange={(typed) => setText(typed.currentTarget.value)}
      />
      {note.error && <Failed error={note.error} />}
    </Sheet>
  )
}
