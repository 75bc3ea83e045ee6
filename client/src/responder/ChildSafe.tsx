import { SafeHow } from '@veghe/shared/dispatch/dispatch.codes.ts'
import type { FieldDispatch } from '@veghe/shared/dispatch/dispatch.contract.ts'
import type { PersonId } from '@veghe/shared/kernel/ids.ts'
import { useState } from 'react'
import { useText } from '../platform/i18n.ts'
import { OneOf } from '../platform/ui/OneOf.tsx'
import { Act } from './Act.tsx'
import { FieldSheet } from './FieldSheet.tsx'
import { say } from './said.ts'
import { childName } from './words.ts'

const everyone = 'everyone'

type ChildSafeProps = { dispatch: FieldDispatch; list: FieldDispatch['children']; onClose: () => void }

/** T9: which child is safe, and how. Its own act, for one child or for all of them. */
export function ChildSafe({ dispatch, list, onClose }: ChildSafeProps) {
  const t = useText()
  const open = list.filter((child) => child.safeAt === null)
  const [who, setWho] = useState<PersonId | typeof everyone>(everyone)
  const [how, setHow] = useState<SafeHow | null>(null)
  const send = () => {
    if (!how) return
    const about = who === everyone ? {} : { personId: who }
    void say({ action: 'dispatch.childSafe', input: { dispatchId: dispatch.id, how, ...about } }, dispatch.id)
    onClose()
  }
  return (
    <FieldSheet
      title={t('field.childSafeTitle')}
      onClose={onClose}
      thumb={
        <Act look="primary" disabled={!how} onClick={send} className="text-xl">
          {t('field.childSafeSend')}
        </Act>
      }
    >
      {open.length > 1 && (
        <div className="mb-5">
          <p className="mb-2 font-[600]">{t('field.who')}</p>
          <OneOf
            large
            label={t('field.who')}
            value={who}
            options={[
              { value: everyone, label: t('field.allChildren', { count: open.length }) },
              ...open.map((child, i) => ({
                value: child.id,
                label: child.name ? childName(t, child) : `${childName(t, child)} ${i + 1}`,
              })),
            ]}
            onChange={setWho}
          />
        </div>
      )}
      <p className="mb-2 font-[600]">{t('field.how')}</p>
      <OneOf
        large
        label={t('field.how')}
        value={how}
        options={SafeHow.options.map((value) => ({ value, label: t(`field.safeHow.${value}`) }))}
        onChange={setHow}
      />
    </FieldSheet>
  )
}
