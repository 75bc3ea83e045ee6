import { Locale } from '@veghe/shared/identity/identity.codes.ts'
import type { Interview } from '@veghe/shared/triage/interview.contract.ts'
import { Grip, MessageCircleQuestion, RotateCcw, SkipForward, Square } from 'lucide-react'
import { useLocale, useText } from '../../platform/i18n.ts'
import { useKeys } from '../../platform/keys.ts'
import { refusalText } from '../../platform/refusals.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { classes } from '../../platform/ui/classes.ts'
import { Segmented } from '../../platform/ui/Segmented.tsx'
import { Timer } from '../../platform/ui/Timer.tsx'
import { type Leading, useInterview, useLeading } from '../triage/useInterview.ts'
import { InterviewAnswers } from './InterviewAnswers.tsx'
import { type Contact, isLiveCall, isThread, useIsMine } from './useContact.ts'

/** For a caller who cannot speak: one key, and they are asked what a key of theirs can answer. */
export function InterviewPanel({ contact }: { contact: Contact }) {
  const t = useText()
  const isMine = useIsMine(contact)
  const interview = useInterview(contact.id)
  const leading = useLeading(contact.id, interview)
  const isAsking = interview?.state === 'asking'
  const isReached = isLiveCall(contact) || (isThread(contact) && !contact.numberWithheld)
  const canLead = isMine && isReached && contact.closedAt === null
  const toggle = () => (isAsking ? leading.stop() : leading.start())
  useKeys(canLead ? [{ chord: 'F7', label: 'keys.silentMode', bar: false, run: toggle }] : [])
  if (!interview && !canLead) return null
  return (
    <section
      aria-label={t('interview.title')}
      data-interview={interview?.state ?? 'none'}
      className={classes(
        'flex flex-col gap-2 overflow-y-auto border-t border-hairline px-4 py-2 pl-6 *:shrink-0 narrow:shrink-0',
        isAsking ? 'min-h-56' : interview ? 'min-h-24' : 'shrink-0',
      )}
    >
      {isAsking ? (
        <Running interview={interview} leading={leading} canLead={canLead} />
      ) : (
        <Button
          icon={MessageCircleQuestion}
          chord="F7"
          className="justify-start px-2"
          disabled={!canLead || leading.isBusy}
          onClick={toggle}
        >
          {t('interview.open')}
        </Button>
      )}
      {leading.wrong !== null && (
        <p role="alert" className="text-s font-strong">
          {refusalText(t, leading.wrong)}
        </p>
      )}
      {interview && <Over interview={interview} />}
      {interview && <InterviewAnswers interview={interview} />}
    </section>
  )
}

function Over({ interview: { ending, endedAt } }: { interview: Interview }) {
  const t = useText()
  if (!ending || !endedAt) return null
  return (
    <p role="status" className="text-s text-ink-2">
      {t(`interview.ending.${ending}`)}
    </p>
  )
}

type RunningProps = { interview: Interview; leading: Leading; canLead: boolean }

function Running({ interview, leading, canLead }: RunningProps) {
  const t = useText()
  const locale = useLocale()
  const now = interview.asked.find(({ turn }) => turn === interview.turn)
  return (
    <>
      <header className="flex min-h-8 flex-wrap items-center gap-2">
        <Grip aria-hidden className="size-4" />
        <h3 className="text-s">{t('interview.title')}</h3>
        <Button
          icon={Square}
          chord="F7"
          look="on"
          className="ml-auto px-2"
          disabled={!canLead || leading.isBusy}
          onClick={leading.stop}
        >
          {t('interview.stop')}
        </Button>
      </header>
      <Words leading={leading} canLead={canLead} />
      {now && (
        <div>
          <p className="text-l font-[600] text-balance" data-testid="asked">
            „{now.said[locale]}”
          </p>
          {interview.language !== locale && (
            <p lang={interview.language} className="text-s text-ink-2">
              „{now.said[interview.language]}”
            </p>
          )}
        </div>
      )}
      <p className="flex items-baseline gap-2 text-s text-ink-2">
        <span role="status">
          {interview.silences > 0
            ? t('interview.noAnswer', { n: interview.silences })
            : t(`interview.way.${interview.way}`)}
        </span>
        <b className="ml-auto">{now && <Timer since={now.askedAt} />}</b>
      </p>
      <div className="grid grid-cols-2 gap-2">
        {/* What stands on a page need not be said again. */}
        {interview.way !== 'browser' && (
          <Button
            icon={RotateCcw}
            className="justify-start px-2"
            disabled={!canLead || leading.isBusy}
            onClick={() => leading.ask('again')}
          >
            {t('interview.again')}
          </Button>
        )}
        <Button
          icon={SkipForward}
          className="justify-start px-2"
          disabled={!canLead || leading.isBusy}
          onClick={() => leading.ask('next')}
        >
          {t('interview.next')}
        </Button>
      </div>
    </>
  )
}

/** In whose words it is asked: changed in the middle, the same question is put again. */
function Words({ leading, canLead }: { leading: Leading; canLead: boolean }) {
  const t = useText()
  const change: Leading['start'] = (to) => {
    if (canLead) leading.start(to)
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Segmented
        label={t('interview.language')}
        value={leading.language}
        segments={Locale.options.map((each) => ({ value: each, label: each.toUpperCase(), lang: each }))}
        onChange={(language) => change({ language })}
      />
      <Segmented
        label={t('interview.wording')}
        value={leading.wording}
        segments={[
          { value: 'child', label: t('interview.child') },
          { value: 'adult', label: t('interview.adult') },
        ]}
        onChange={(wording) => change({ wording })}
      />
    </div>
  )
}
