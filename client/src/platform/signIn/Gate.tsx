import { Locale } from '@veghe/shared/identity/identity.codes.ts'
import type { ReactNode } from 'react'
import { speak, useLocale, useText } from '../i18n.ts'
import { Segmented } from '../ui/Segmented.tsx'

type GateProps = { county?: string; left: ReactNode; foot: ReactNode; right: ReactNode }

/** Two halves: who one is, and what one begins. */
export function Gate({ county, left, foot, right }: GateProps) {
  const t = useText()
  const locale = useLocale()
  return (
    <main className="grid min-h-dvh bg-surface lg:grid-cols-[5fr_7fr]">
      <section className="flex flex-col bg-ground px-5 py-6 sm:px-16 sm:py-12">
        <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <span className="text-xl font-heavy">{t('app.name')}</span>
          <span className="text-ink-2">{[t('app.product'), county].filter(Boolean).join(' · ')}</span>
          <Segmented
            className="ml-auto"
            label={t('app.language')}
            value={locale}
            segments={Locale.options.map((each) => ({ value: each, label: each.toUpperCase(), lang: each }))}
            onChange={(chosen) => void speak(chosen)}
          />
        </header>
        <div className="mt-10 max-w-[25rem] lg:mt-24">{left}</div>
        <footer className="mt-auto pt-10 text-ink-2">{foot}</footer>
      </section>
      <section className="border-hairline px-5 py-6 max-lg:border-t sm:px-16 sm:py-12 lg:border-l">
        {right}
      </section>
    </main>
  )
}

/** A numbered heading of the gate: 1 Intră în cont, 2 Începe tura. */
export function GateTitle({ step, main, children }: { step: number; main?: boolean; children: ReactNode }) {
  const Heading = main ? 'h1' : 'h2'
  return (
    <Heading className="text-2xl font-strong">
      <span className="mr-2 font-normal text-ink-2">{step}</span>
      {children}
    </Heading>
  )
}
