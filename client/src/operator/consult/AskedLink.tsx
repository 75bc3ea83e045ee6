import { Link, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useText } from '../../platform/i18n.ts'
import { play } from '../../platform/sound.ts'
import { buttonClasses } from '../../platform/ui/Button.tsx'
import { useAskedAbout } from './useBrief.ts'

const againMs = 4_000

/** A colleague's question, on every page of the desk until it is answered: it rings as a call does. */
export function AskedLink() {
  const t = useText()
  const entry = useAskedAbout()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const isAsked = entry?.consult?.stage === 'asked'
  useEffect(() => {
    if (!isAsked) return
    play('ring')
    const timer = setInterval(() => play('ring'), againMs)
    return () => clearInterval(timer)
  }, [isAsked])
  if (!entry || path.endsWith(entry.id)) return null
  return (
    <Link
      to="/console/contact/$contactId"
      params={{ contactId: entry.id }}
      className={buttonClasses('on', 's')}
    >
      {isAsked ? t('consult.asksYou', { name: entry.holder?.name ?? '' }) : t('consult.youHelp')}
    </Link>
  )
}
