import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { Keyboard, Search, Volume2, VolumeX } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { AlarmStrip, useTitle } from './alarms.tsx'
import { serverNow, useNow } from './clock.ts'
import { ClockSkew, ConnectionBanner, ConnectionLine } from './connection.tsx'
import { KeyBar, KeySheet } from './help.tsx'
import { useLocale, useText } from './i18n.ts'
import { focusPane, useKeys } from './keys.ts'
import { LedgerLine } from './ledger.tsx'
import { openLive } from './live.ts'
import type { Page } from './pages.ts'
import { Palette } from './palette.tsx'
import { PersonMenu } from './person.tsx'
import { useMay, useMe } from './session.tsx'
import { sound, unlockSound } from './sound.ts'
import { useStore } from './store.ts'
import { date, hhmmss, weekday } from './time.ts'
import { buttonClasses } from './ui/Button.tsx'
import { classes } from './ui/classes.ts'
import { Kbd } from './ui/Kbd.tsx'
import { Toasts } from './ui/toasts.tsx'
import { Veil } from './veil.tsx'

type ShellProps = {
  pages: readonly Page[]
  /** What this person's work puts into the top bar: an operator's status. */
  status?: ReactNode
}

/** The frame of every desk: system line, alarm strip, top bar, rail, work, key bar, each in its fixed slot. */
export function Shell({ pages, status }: ShellProps) {
  const t = useText()
  const [layer, setLayer] = useState<'keys' | 'find' | null>(null)
  const here = usePageHere(pages)
  useEffect(openLive, [])
  useTitle(t(here?.label ?? 'app.product'))
  useKeys([
    { chord: 'F1', label: 'keys.help', bar: false, run: () => setLayer('keys') },
    { chord: '?', label: 'keys.help', bar: false, run: () => setLayer('keys') },
    { chord: 'Ctrl+K', label: 'keys.find', bar: false, run: () => setLayer('find') },
    { chord: 'F6', label: 'keys.nextPane', run: () => focusPane(1) },
    { chord: 'Shift+F6', label: 'keys.previousPane', bar: false, run: () => focusPane(-1) },
  ])
  useGoKeys(pages)
  return (
    <div className="@container/page relative grid h-dvh min-h-[30rem] grid-cols-[minmax(0,1fr)] grid-rows-[2rem_auto_auto_minmax(0,1fr)_auto] overflow-hidden sm:grid-cols-[4.5rem_minmax(0,1fr)] print:block print:h-auto">
      <a href="#work" className="sr-only z-50 bg-raised p-2 focus:not-sr-only focus:absolute">
        {t('app.skip')}
      </a>
      <SystemLine />
      <div className="col-span-full min-w-0">
        <AlarmStrip />
      </div>
      <TopBar here={here} onFind={() => setLayer('find')} status={status} />
      <Rail pages={pages} here={here} onKeys={() => setLayer('keys')} />
      <main
        id="work"
        tabIndex={-1}
        className="@container/main order-4 min-h-0 min-w-0 overflow-hidden bg-surface outline-none sm:order-none print:overflow-visible"
      >
        <Outlet />
      </main>
      <div className="order-6 col-span-full min-w-0">
        <KeyBar />
      </div>
      <KeySheet open={layer === 'keys'} onClose={() => setLayer(null)} />
      <Palette open={layer === 'find'} onClose={() => setLayer(null)} pages={pages} />
      <Toasts />
      <Veil />
    </div>
  )
}

/** How long after `G` the letter of a page may come. */
const goingMs = 1_500

function useGoKeys(pages: readonly Page[]): void {
  const navigate = useNavigate()
  const [going, setGoing] = useState(false)
  useEffect(() => {
    if (!going) return
    const timer = setTimeout(() => setGoing(false), goingMs)
    return () => clearTimeout(timer)
  }, [going])
  const go = (page: Page) => {
    setGoing(false)
    void navigate({ to: page.to })
  }
  const letters = pages.flatMap((page) =>
    page.letter ? [{ chord: page.letter, label: page.label, run: () => go(page) }] : [],
  )
  useKeys([{ chord: 'G', label: 'keys.go', bar: false, run: () => setGoing(true) }])
  useKeys(going ? letters : [])
}

function usePageHere(pages: readonly Page[]): Page | undefined {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const own = pages.find((page) => page.also && path.startsWith(page.also))
  if (own) return own
  return pages
    .filter((page) => path === page.to || path.startsWith(`${page.to}/`))
    .toSorted((a, b) => b.to.length - a.to.length)[0]
}

function SystemLine() {
  const t = useText()
  return (
    <section
      aria-label={t('net.systemLine')}
      data-screen-only
      className="relative col-span-full flex items-center gap-4 px-4 text-xs whitespace-nowrap text-ink-2"
    >
      <ConnectionLine />
      <ClockSkew />
      <span className="ml-auto flex min-w-0 items-center gap-4">
        <LedgerLine />
        <Clock />
      </span>
      <ConnectionBanner />
    </section>
  )
}

function Clock() {
  const locale = useLocale()
  useNow()
  const now = serverNow()
  return (
    <span className="font-strong text-ink">
      <span className="hidden sm:inline">
        {weekday(now, locale)} {date(now)}&ensp;
      </span>
      <span className="inline-block min-w-[8ch]">{hhmmss(now)}</span>
    </span>
  )
}

type TopBarProps = { here: Page | undefined; onFind: () => void; status: ReactNode }

function TopBar({ here, onFind, status }: TopBarProps) {
  const t = useText()
  const me = useMe()
  return (
    <header
      data-screen-only
      className="col-span-full flex min-h-12 items-center gap-x-4 border-b border-hairline bg-surface px-4 whitespace-nowrap max-sm:flex-wrap max-sm:py-2"
    >
      <span className="hidden w-10 text-l font-heavy tracking-tight sm:block">{t('app.name')}</span>
      <h1 className="flex items-baseline gap-2 text-m">
        {here ? t(here.label) : t('app.product')}
        <small className="hidden text-s font-normal text-ink-2 md:inline">
          {t('app.authority', { county: me.countyName })}
        </small>
      </h1>
      <button
        type="button"
        onClick={onFind}
        className="ml-auto hidden h-8 w-72 min-w-32 items-center gap-2 rounded-s border border-edge bg-raised pr-1 pl-2 text-ink-3 page-wide:flex page-vast:w-[22.5rem]"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        <span className="min-w-0 truncate">{t('app.find')}</span>
        <Kbd chord="Ctrl+K" className="ml-auto" />
      </button>
      <span className="ml-auto flex items-center gap-x-3 gap-y-2 max-sm:flex-wrap max-sm:justify-end page-wide:ml-0">
        <SoundButton />
        {status}
        <PersonMenu />
      </span>
    </header>
  )
}

/** Says whether an alarm would be heard; where the browser still waits for a press, it is that press. */
function SoundButton() {
  const t = useText()
  const state = useStore(sound)
  const hears = useMay('oncall.alarms')
  if (!hears) return null
  if (state === 'locked') {
    return (
      <button type="button" onClick={() => void unlockSound()} className={buttonClasses('on', 's')}>
        <VolumeX aria-hidden className="size-4" />
        <span className="hidden page-vast:inline">{t('oncall.soundOff')}</span>
        <span className="sr-only page-vast:hidden">{t('oncall.soundOff')}</span>
      </button>
    )
  }
  return (
    <span className="hidden items-center gap-1.5 text-ink-2 md:inline-flex">
      <Volume2 aria-hidden className="size-4" />
      {t(state === 'on' ? 'oncall.soundOn' : 'oncall.soundElsewhere')}
    </span>
  )
}

type RailProps = { pages: readonly Page[]; here: Page | undefined; onKeys: () => void }

function Rail({ pages, here, onKeys }: RailProps) {
  const t = useText()
  return (
    <nav
      aria-label={t('app.places')}
      data-screen-only
      className="order-5 flex overflow-x-auto border-hairline max-sm:border-t sm:order-none sm:flex-col sm:border-r sm:py-2"
    >
      {pages.map((page) => (
        <RailLink key={page.to} page={page} isHere={page === here} />
      ))}
      <button type="button" onClick={onKeys} className={classes(railItem, 'max-sm:hidden sm:mt-auto')}>
        <Keyboard aria-hidden className="size-5" />
        {t('app.keysPage')} F1
      </button>
    </nav>
  )
}

const railItem =
  'relative flex min-h-[3.75rem] min-w-[4.5rem] flex-1 flex-col items-center justify-center gap-0.5 px-0.5 text-center leading-[1.15] hyphens-auto tracking-[-0.02em] text-ink-2 no-underline -outline-offset-3 sm:flex-none'

function RailLink({ page, isHere }: { page: Page; isHere: boolean }) {
  const t = useText()
  const useCount = page.useCount ?? useNothing
  const count = useCount()
  const { icon: Icon } = page
  return (
    <Link
      to={page.to}
      activeOptions={{ exact: true }}
      aria-current={isHere ? 'page' : undefined}
      className={classes(railItem, isHere && 'bg-surface font-[600] text-ink bar-here')}
    >
      <Icon aria-hidden className="size-5" />
      {t(page.label)}
      {count > 0 && (
        <span className="absolute top-1 left-[2.9rem] min-w-[1.125rem] rounded-pill bg-ink-2 px-1 text-xs leading-[1.125rem] font-strong text-surface">
          {count}
        </span>
      )}
    </Link>
  )
}

const useNothing = (): number => 0
