import { actions, api } from '@veghe/shared/api.ts'
import { isForPrograms } from '@veghe/shared/permissions.ts'
import { Flag } from 'lucide-react'
import { type ComponentProps, useId, useState } from 'react'
import { useText } from '../platform/i18n.ts'
import { CheckField, TextField } from '../platform/ui/Field.tsx'
import { Tag } from '../platform/ui/Tag.tsx'

type ActionChecksProps = { wrong?: string | undefined; input: ComponentProps<'input'>; chosen: number }

const chapters = Map.groupBy(actions.filter(isForPrograms), (action) => action.split('.')[0] ?? action)

/** Every action a program may be given, by chapter, under the one name it has everywhere. Those that change something say so. */
export function ActionChecks({ wrong, input, chosen }: ActionChecksProps) {
  const t = useText()
  const id = useId()
  const [wanted, setWanted] = useState('')
  const fits = (action: string) => action.toLowerCase().includes(wanted.trim().toLowerCase())
  return (
    <fieldset aria-describedby={wrong ? id : undefined}>
      <legend className="mb-1 font-[600]">
        {t('admin.actions')}{' '}
        <span className="font-normal text-ink-2">{t('admin.chosen', { count: chosen })}</span>
      </legend>
      {wrong && (
        <p id={id} className="mb-1 flex items-center gap-1.5 font-[600]">
          <Flag aria-hidden className="size-4 shrink-0" />
          {wrong}
        </p>
      )}
      <TextField
        id="actions"
        small
        bare
        label={t('admin.filter')}
        placeholder={t('admin.filter')}
        value={wanted}
        onChange={(typed) => setWanted(typed.currentTarget.value)}
      />
      {[...chapters].map(([chapter, names]) => (
        <div key={chapter} hidden={!names.some(fits)} className="mt-3">
          <h3 className="text-xs font-normal text-ink-3">{chapter}</h3>
          <ul className="grid sm:grid-cols-2 sm:gap-x-4">
            {names.map((action) => (
              <li key={action} hidden={!fits(action)} className="border-t border-hairline">
                <CheckField
                  {...input}
                  value={action}
                  label={
                    <span className="inline-flex items-center gap-2 font-code text-xs">
                      {action.slice(chapter.length + 1)}
                      {api[action].kind === 'command' && <Tag>{t('admin.changes')}</Tag>}
                    </span>
                  }
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </fieldset>
  )
}
