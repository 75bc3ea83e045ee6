import type { Assessed } from '@veghe/shared/triage/questions.rules.ts'
import { isWorse } from '@veghe/shared/triage/severity.ts'
import type { QueueClass } from '@veghe/shared/triage/triage.codes.ts'
import { deciding } from '@veghe/shared/triage/triage.rules.ts'
import { useLabel, useText } from '../../platform/i18n.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { PriorityMarker, PriorityShape } from '../../platform/ui/Priority.tsx'
import { useBestTeam } from '../send/teams.ts'
import type { Triage } from './useTriage.ts'

type VerdictProps = {
  triage: Triage
  otherSender: string | null
  onChange: () => void
  onSend: () => void
  onDanger: () => void
}

/** The class in force, which the server keeps; while answers are on their way to it, what they will raise it to. */
export function classNow(triage: Triage): QueueClass {
  const { assessment, assessed, isAhead } = triage
  const { inForce } = assessment
  if (!isAhead || assessed.byDefault) return inForce
  return inForce === 'P?' || isWorse(assessed.proposed, inForce) ? assessed.proposed : inForce
}

/** The class with its reasons, what would make it P0, and the two ways to send help. */
export function Verdict({ triage, otherSender, onChange, onSend, onDanger }: VerdictProps) {
  const t = useText()
  const best = useBestTeam()
  const shown = classNow(triage)
  const isOthers = otherSender !== null
  const { setByPerson, pending } = triage.assessment
  return (
    <div className="@container grid shrink-0 gap-2 border-t border-edge px-6 pt-3 pb-4" aria-live="polite">
      <p className="flex flex-wrap items-center gap-3">
        <span className="text-ink-2">{t(setByPerson ? 'triage.classSet' : 'triage.classProposed')}</span>
        <PriorityMarker mark={shown} />
        {setByPerson && <span className="text-xs text-ink-3">{setByPerson.name}</span>}
        <Button
          look="text"
          chord="Shift+F8"
          className="ml-auto @max-md:px-2 @max-md:[&_kbd]:hidden"
          disabled={isOthers}
          onClick={onChange}
        >
          {t('app.change')}
        </Button>
      </p>
      <p className="min-h-10">
        <Because assessed={triage.assessed} /> <WouldBeP0 triage={triage} />
        {pending && (
          <b className="block">{t('triage.pending', { to: pending.to, name: pending.proposedBy.name })}</b>
        )}
      </p>
      {isOthers && <p className="font-[600]">{t('triage.sentBy', { name: otherSender })}</p>}
      <p className="flex flex-wrap items-center gap-2 @md:gap-3">
        <Button
          look="primary"
          size="m"
          chord="F8"
          disabled={isOthers}
          className="flex-auto @max-md:px-2 @md:flex-1"
          onClick={onSend}
        >
          {best ? t('triage.sendTeam', { team: best.name }) : t('triage.send')}
        </Button>
        <Button
          look="danger"
          size="m"
          chord="F9"
          disabled={isOthers}
          className="flex-auto @max-md:px-2 @md:flex-1"
          onClick={onDanger}
        >
          <PriorityShape mark="P0" />
          <span className="@max-md:hidden">{t('triage.danger')}</span>
          <span className="@md:hidden">{t('triage.dangerShort')}</span>
        </Button>
      </p>
    </div>
  )
}

function Because({ assessed }: { assessed: Assessed }) {
  const t = useText()
  const label = useLabel()
  const reasons = deciding(assessed).slice(0, 3)
  if (assessed.byDefault || reasons.length === 0) return t('triage.noReason')
  return (
    <>
      <b>{t('triage.because')}</b> {reasons.map((reason) => label(reason.text)).join('; ')}.
    </>
  )
}

/** „Devine P0 dacă…”: the two nearest answers that would. */
function WouldBeP0({ triage }: { triage: Triage }) {
  const t = useText()
  const label = useLabel()
  const further = triage.assessed.couldBecome.find((outlook) => outlook.class === 'P0')?.because ?? []
  const said = further.flatMap(({ question, value }) => {
    const asked = triage.protocol.questions.find((each) => each.id === question)
    const answer = asked?.answers.find((each) => each.value === value)
    return asked && answer ? [`${label(answer.label)} (${asked.order})`] : []
  })
  if (said.length === 0) return null
  return (
    <>
      <b>{t('triage.becomes')}</b> {said.slice(0, 2).join('; ')}
      {said.length > 2 && '…'}
    </>
  )
}
