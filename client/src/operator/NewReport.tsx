import { useNavigate } from '@tanstack/react-router'
import type { Place } from '@veghe/shared/intake/intake.codes.ts'
import { useState } from 'react'
import { serverNow } from '../platform/clock.ts'
import { useDraft } from '../platform/drafts.ts'
import { useText } from '../platform/i18n.ts'
import { useKeys } from '../platform/keys.ts'
import { useAct } from '../platform/query.ts'
import { moment, readMoment } from '../platform/time.ts'
import { Button } from '../platform/ui/Button.tsx'
import { TextArea, TextField } from '../platform/ui/Field.tsx'
import { Pane, PaneHead } from '../platform/ui/Pane.tsx'
import { Segmented } from '../platform/ui/Segmented.tsx'
import { Failed } from '../platform/ui/states.tsx'
import { tell } from '../platform/ui/toasts.tsx'
import { foundName, PlaceSearch } from './triage/PlaceSearch.tsx'

const channels = ['written', 'walk_in', 'paper'] as const
type ByHand = (typeof channels)[number]

/** A report that did not come over the network. Its own time and the time of entry are both kept. */
export function NewReport() {
  const t = useText()
  const navigate = useNavigate()
  const enter = useAct('intake.enter', { patience: 'keep' })
  const [channel, setChannel] = useState<ByHand>('written')
  const [receivedAt, setReceivedAt] = useState(() => moment(serverNow()))
  const { text, setText } = useDraft('new report')
  const [reporter, setReporter] = useState('')
  const [number, setNumber] = useState('')
  const [page, setPage] = useState('')
  const [locality, setLocality] = useState('')
  const [spot, setSpot] = useState<Pick<Place, 'unit' | 'locality'>>({ unit: null, locality: null })
  const [address, setAddress] = useState('')
  const instant = readMoment(receivedAt)
  const isLate = instant !== null && instant.getTime() > serverNow().getTime() + 60_000
  const canSave = text.trim() !== '' && instant !== null && !isLate && !enter.isPending

  const save = () => {
    if (!canSave) return
    const loose = spot.unit === null ? locality.trim() : ''
    const said = [loose, address.trim()].filter(Boolean).join(', ')
    enter.mutate(
      {
        channel,
        receivedAt: instant.toISOString(),
        text: text.trim(),
        ...(number.trim() ? { number: number.trim() } : {}),
        ...(reporter.trim() ? { reporter: reporter.trim() } : {}),
        ...(page.trim() ? { sheet: page.trim() } : {}),
        ...(spot.unit !== null || said
          ? { place: { ...spot, address: said, landmark: '', access: '', precision: 'approximate' as const } }
          : {}),
      },
      {
        onSuccess: () => {
          setText('')
          tell(t('form.entered'))
          void navigate({ to: '/console' })
        },
      },
    )
  }
  useKeys([{ chord: 'Ctrl+Enter', label: 'keys.confirm', run: save }])

  return (
    <Pane label={t('app.newReport')} id="report" className="h-full">
      <PaneHead title={t('app.newReport')}>
        <Segmented
          className="ml-auto"
          label={t('queue.channelIs')}
          value={channel}
          segments={channels.map((each) => ({ value: each, label: t(`queue.channel.${each}`) }))}
          onChange={setChannel}
        />
      </PaneHead>
      <form
        className="grid min-h-0 flex-1 content-start gap-4 overflow-y-auto px-6 py-4 lg:max-w-4xl lg:grid-cols-2"
        onSubmit={(sent) => {
          sent.preventDefault()
          save()
        }}
      >
        <TextField
          label={t('form.receivedAt')}
          hint={t('form.receivedAtHint')}
          inputMode="numeric"
          value={receivedAt}
          wrong={isLate ? t('form.notYet') : instant ? undefined : t('form.notMoment')}
          onChange={(typed) => setReceivedAt(typed.currentTarget.value)}
        />
        {channel === 'paper' ? (
          <TextField
            label={t('form.page')}
            hint={t('form.pageHint')}
            value={page}
            maxLength={32}
            onChange={(typed) => setPage(typed.currentTarget.value)}
          />
        ) : (
          <span className="max-lg:hidden" />
        )}
        <TextArea
          className="lg:col-span-2"
          label={t('form.words')}
          hint={t('form.wordsHint')}
          rows={8}
          autoFocus
          maxLength={8000}
          value={text}
          onChange={(typed) => setText(typed.currentTarget.value)}
        />
        <div className="grid gap-1">
          <span className="font-[600]">{t('triage.locality')}</span>
          <PlaceSearch
            text={locality}
            onText={(typed) => {
              setLocality(typed)
              setSpot({ unit: null, locality: null })
            }}
            onChoose={(found) => {
              setSpot({ unit: found.unit, locality: found.locality })
              setLocality(foundName(found))
            }}
          />
        </div>
        <TextField
          label={t('triage.address')}
          small
          value={address}
          onChange={(typed) => setAddress(typed.currentTarget.value)}
        />
        <TextField
          label={t('form.reporter')}
          hint={t('form.vault')}
          value={reporter}
          maxLength={200}
          onChange={(typed) => setReporter(typed.currentTarget.value)}
        />
        <TextField
          label={t('form.number')}
          hint={t('form.vault')}
          type="tel"
          value={number}
          maxLength={32}
          onChange={(typed) => setNumber(typed.currentTarget.value)}
        />
        {enter.error && <Failed error={enter.error} />}
        <div className="flex items-center gap-3 lg:col-span-2">
          <Button type="submit" look="primary" size="m" chord="Ctrl+Enter" disabled={!canSave}>
            {t('form.enter')}
          </Button>
          <span className="text-ink-2">{t('form.enterHint')}</span>
        </div>
      </form>
    </Pane>
  )
}
