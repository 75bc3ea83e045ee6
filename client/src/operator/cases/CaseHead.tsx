import type { CaseView } from '@veghe/shared/cases/cases.contract.ts'
import { isWorse } from '@veghe/shared/triage/severity.ts'
import { priorities } from '@veghe/shared/triage/triage.codes.ts'
import { useText } from '../../platform/i18n.ts'
import { forget, useAct } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { date, hhmm } from '../../platform/time.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { Menu } from '../../platform/ui/Menu.tsx'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import { ageText } from './people.ts'

/** The sheet that lies over the case; none when null. */
export type CaseLayer = 'note' | 'send' | '112' | 'close' | null

type CaseHeadProps = { view: CaseView; mayWrite: boolean; onOpen: (layer: CaseLayer) => void }

/** Who the case is about, its number and class, and what can be done with it. */
export function CaseHead({ view, mayWrite, onOpen }: CaseHeadProps) {
  const t = useText()
  const raise = useAct('cases.raisePriority')
  const child = view.persons.find((person) => person.role === 'child')
  const title = child
    ? [child.name || t('cases.unnamedChild'), ageText(t, child)].filter(Boolean).join(', ')
    : (view.placeName ?? t('cases.noChildYet'))
  const worse = priorities.filter((each) => isWorse(each, view.priority))
  const address = [view.place?.address, view.placeName].filter(Boolean).join(', ')
  return (
    <header className="flex min-h-14 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 py-2 pr-4 pl-6">
      <h2 className="text-xl">{title}</h2>
      <span className="font-code text-ink-2">{view.number}</span>
      <PriorityMarker mark={view.priority} weight={view.state === 'open' ? 'act' : 'name'} />
      {view.state === 'closed' && <b>{t('cases.closed')}</b>}
      <span className="ml-auto flex flex-wrap items-center gap-2" data-screen-only>
        {mayWrite && (
          <>
            <Button chord="F8" onClick={() => onOpen('send')}>
              {t('triage.send')}
            </Button>
            <Menu
              label={t('cases.acts')}
              groups={[
                {
                  choices: [
                    { label: t('contact.note112'), onChoose: () => onOpen('112') },
                    { label: t('cases.close'), onChoose: () => onOpen('close') },
                  ],
                },
                ...(worse.length > 0
                  ? [
                      {
                        title: t('cases.raise'),
                        choices: worse.map((priority) => ({
                          label: `${priority} ${t(`prio.word.${priority}`)}`,
                          onChoose: () =>
                            raise.mutate(
                              { caseId: view.id, priority },
                              {
                                onSuccess: () => forget('cases.view', { caseId: view.id }),
                                onError: (e) => tell(refusalText(t, e), { kind: 'refused' }),
                              },
                            ),
                        })),
                      },
                    ]
                  : []),
              ]}
            >
              {t('cases.acts')}
            </Menu>
          </>
        )}
      </span>
      <p className="w-full text-ink-2">
        {[
          address,
          t('cases.openedBy', { name: view.openedBy, time: `${date(view.openedAt)} ${hhmm(view.openedAt)}` }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </header>
  )
}
