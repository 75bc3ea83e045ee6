import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { serverNow } from '../platform/clock.ts'
import { useDraft } from '../platform/drafts.ts'
import { useText } from '../platform/i18n.ts'
import { useAct } from '../platform/query.ts'
import { moment, readMoment } from '../platform/time.ts'
import { tell } from '../platform/ui/toasts.tsx'

export const channels = ['written', 'walk_in', 'paper'] as const

type Fields = {
  channel: (typeof channels)[number]
  receivedAt: string
  reporter: string
  number: string
  /** The number printed on a paper sheet. */
  page: string
  locality: string
  unit: number | null
  village: number | null
  address: string
}

const blank: Omit<Fields, 'receivedAt'> = {
  channel: 'written',
  reporter: '',
  number: '',
  page: '',
  locality: '',
  unit: null,
  village: null,
  address: '',
}

const aheadMs = 60_000

/** What is typed of a report, and entering it into the queue. */
export function useReport() {
  const t = useText()
  const navigate = useNavigate()
  const enter = useAct('intake.enter', { patience: 'keep' })
  const { text, setText } = useDraft('new report')
  const [fields, setFields] = useState<Fields>(() => ({ ...blank, receivedAt: moment(serverNow()) }))
  const set = (part: Partial<Fields>) => setFields((known) => ({ ...known, ...part }))
  const instant = readMoment(fields.receivedAt)
  const isLate = instant !== null && instant.getTime() > serverNow().getTime() + aheadMs
  const canSave = text.trim() !== '' && instant !== null && !isLate && !enter.isPending
  const save = () => {
    if (!canSave) return
    enter.mutate(
      { ...asked(fields), receivedAt: instant.toISOString(), text: text.trim() },
      {
        onSuccess: () => {
          setText('')
          tell(t('form.entered'))
          void navigate({ to: '/console' })
        },
      },
    )
  }
  const wrongTime = isLate ? t('form.notYet') : instant ? undefined : t('form.notMoment')
  return { fields, set, text, setText, save, canSave, wrongTime, error: enter.error }
}

/** Only what was filled in is sent. */
function asked({ channel, number, reporter, page, locality, unit, village, address }: Fields) {
  const loose = unit === null ? locality.trim() : ''
  const said = [loose, address.trim()].filter(Boolean).join(', ')
  const place = { unit, locality: village, address: said, landmark: '', access: '' }
  return {
    channel,
    ...(number.trim() ? { number: number.trim() } : {}),
    ...(reporter.trim() ? { reporter: reporter.trim() } : {}),
    ...(page.trim() ? { sheet: page.trim() } : {}),
    ...(unit !== null || said ? { place: { ...place, precision: 'approximate' as const } } : {}),
  }
}
