import type { CasePerson, CaseView } from '@veghe/shared/cases/cases.contract.ts'
import { Check, Plus } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../platform/i18n.ts'
import { hhmm } from '../../platform/time.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { Section } from '../../platform/ui/Pane.tsx'
import { PersonSheet } from './PersonSheet.tsx'
import { ageText } from './people.ts'

/** Who is in the case, children first; for each child whether somebody saw it and whether it is safe. */
export function Persons({ view, mayWrite }: { view: CaseView; mayWrite: boolean }) {
  const t = useText()
  const [open, setOpen] = useState<CasePerson | 'new' | null>(null)
  const persons = view.persons.toSorted((a, b) => Number(b.role === 'child') - Number(a.role === 'child'))
  return (
    <Section title={t('cases.persons')} aside={String(persons.length)}>
      {persons.length > 0 && (
        <table className="w-full border-collapse">
          <thead>
            <tr className="text-left text-xs text-ink-3">
              <th scope="col" className="pr-3 pb-1 font-normal">
                {t('cases.name')}
              </th>
              <th scope="col" className="pr-3 pb-1 font-normal">
                {t('cases.roleLabel')}
              </th>
              <th scope="col" className="pb-1 font-normal">
                {t('cases.safe')}
              </th>
            </tr>
          </thead>
          <tbody>
            {persons.map((person) => (
              <tr key={person.id} className="border-t border-hairline">
                <td className="h-9 pr-3">
                  {mayWrite ? (
                    <button
                      type="button"
                      className="rounded-s text-left underline decoration-hairline underline-offset-3"
                      onClick={() => setOpen(person)}
                    >
                      <Name person={person} />
                    </button>
                  ) : (
                    <Name person={person} />
                  )}
                </td>
                <td className="pr-3 text-ink-2">{t(`cases.role.${person.role}`)}</td>
                <td>
                  <Safety person={person} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {persons.length === 0 && <p className="text-ink-2">{t('cases.noPersons')}</p>}
      {mayWrite && (
        <Button icon={Plus} className="mt-3" onClick={() => setOpen('new')}>
          {t('cases.addPerson')}
        </Button>
      )}
      {open && (
        <PersonSheet
          caseId={view.id}
          version={view.version}
          person={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
    </Section>
  )
}

function Name({ person }: { person: CasePerson }) {
  const t = useText()
  return (
    <>
      <b>{person.name || t('cases.unnamed')}</b>
      {person.ageYears !== null && `, ${ageText(t, person)}`}
    </>
  )
}

function Safety({ person }: { person: CasePerson }) {
  const t = useText()
  if (person.role !== 'child') return null
  if (person.safeAt) {
    return (
      <span className="inline-flex items-center gap-1">
        <Check aria-hidden className="size-4 text-ok-edge" />
        {hhmm(person.safeAt)}
      </span>
    )
  }
  if (person.seenAt) return t('cases.seenAt', { time: hhmm(person.seenAt) })
  return person.atRisk ? (
    <b>{t('cases.notSeen')}</b>
  ) : (
    <span className="text-ink-2">{t('cases.notAtRisk')}</span>
  )
}
