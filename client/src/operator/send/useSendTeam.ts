import type { Place } from '@veghe/shared/intake/intake.codes.ts'
import { type CaseId, type ContactId, TeamId } from '@veghe/shared/kernel/ids.ts'
import type { Priority } from '@veghe/shared/triage/triage.codes.ts'
import { serverNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { forget, useAct } from '../../platform/query.ts'
import { hhmm } from '../../platform/time.ts'
import { tell } from '../../platform/ui/toasts.tsx'

/** What a team is sent for. */
export type About = { contactId?: ContactId; caseId?: CaseId; priority?: Priority; place?: Place }

type Order = About & { teamId: string | null; note: string; called112: boolean }

/** Sends a team. „Trimis” is said only once the server has said so; until then it is on its way or refused. */
export function useSendTeam(onSent: () => void) {
  const t = useText()
  const command = useAct('cases.sendTeam')
  const send = ({ teamId, note, ...rest }: Order) => {
    if (command.isPending) return
    const team = TeamId.safeParse(teamId)
    command.mutate(
      { ...rest, note: note.trim(), ...(team.success ? { teamId: team.data } : {}) },
      {
        onSuccess: ({ number, caseId }) => {
          tell(t('send.sent', { time: hhmm(serverNow()), number }))
          if (rest.contactId) forget('intake.contact', { contactId: rest.contactId })
          forget('cases.view', { caseId })
          onSent()
        },
      },
    )
  }
  return { send, isPending: command.isPending, error: command.error }
}
