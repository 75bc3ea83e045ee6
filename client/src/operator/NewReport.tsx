import { useText } from '../platform/i18n.ts'
import { useKeys } from '../platform/keys.ts'
import { Button } from '../platform/ui/Button.tsx'
import { TextArea, TextField } from '../platform/ui/Field.tsx'
import { Pane, PaneHead } from '../platform/ui/Pane.tsx'
import { Segmented } from '../platform/ui/Segmented.tsx'
import { Failed } from '../platform/ui/states.tsx'
import { foundName, PlaceSearch } from './triage/PlaceSearch.tsx'
import { channels, useReport } from './useReport.ts'

/** A report that did not come over the network. Its own time and the time of entry are both kept. */
export function NewReport() {
  const t = useText()
  const report = useReport()
  const { fields, set, save, canSave } = report
  useKeys([{ chord: 'Ctrl+Enter', label: 'keys.confirm', run: save }])
  return (
    <Pane label={t('app.newReport')} id="report" className="h-full">
      <PaneHead title={t('app.newReport')}>
        <Segmented
          className="ml-auto"
          label={t('queue.channelIs')}
          value={fields.channel}
          segments={channels.map((each) => ({ value: each, label: t(`queue.channel.${each}`) }))}
          onChange={(channel) => set({ channel })}
        />
      </PaneHead>
      <form
        className="grid min-h-0 flex-1 content-start gap-4 overflow-y-auto px-6 py-4 wide:max-w-4xl wide:grid-cols-2"
        onSubmit={(sent) => {
          sent.preventDefault()
          save()
        }}
      >
        <TextField
          label={t('form.receivedAt')}
          hint={t('form.receivedAtHint')}
          inputMode="numeric"
          value={fields.receivedAt}
          wrong={report.wrongTime}
          onChange={(typed) => set({ receivedAt: typed.currentTarget.value })}
        />
        {fields.channel === 'paper' ? (
          <TextField
            label={t('form.page')}
            hint={t('form.pageHint')}
            value={fields.page}
            maxLength={32}
            onChange={(typed) => set({ page: typed.currentTarget.value })}
          />
        ) : (
          <span className="narrow:hidden" />
        )}
        <TextArea
          className="wide:col-span-2"
          label={t('form.words')}
          hint={t('form.wordsHint')}
          rows={8}
          autoFocus
          maxLength={8000}
          value={report.text}
          onChange={(typed) => report.setText(typed.currentTarget.value)}
        />
        <WhereAndWho report={report} />
        {report.error && <Failed error={report.error} />}
        <div className="flex items-center gap-3 wide:col-span-2">
          <Button type="submit" look="primary" size="m" chord="Ctrl+Enter" disabled={!canSave}>
            {t('form.enter')}
          </Button>
          <span className="text-ink-2">{t('form.enterHint')}</span>
        </div>
      </form>
    </Pane>
  )
}

function WhereAndWho({ report: { fields, set } }: { report: ReturnType<typeof useReport> }) {
  const t = useText()
  return (
    <>
      <div className="grid content-start gap-1">
        <span aria-hidden className="font-[600]">
          {t('triage.locality')}
        </span>
        <PlaceSearch
          text={fields.locality}
          onText={(locality) => set({ locality, unit: null, village: null })}
          onChoose={(found) => set({ locality: foundName(found), unit: found.unit, village: found.locality })}
        />
      </div>
      <TextField
        label={t('triage.address')}
        small
        value={fields.address}
        onChange={(typed) => set({ address: typed.currentTarget.value })}
      />
      <TextField
        label={t('form.reporter')}
        hint={t('form.vault')}
        value={fields.reporter}
        maxLength={200}
        onChange={(typed) => set({ reporter: typed.currentTarget.value })}
      />
      <TextField
        label={t('form.number')}
        hint={t('form.vault')}
        type="tel"
        value={fields.number}
        maxLength={32}
        onChange={(typed) => set({ number: typed.currentTarget.value })}
      />
    </>
  )
}
