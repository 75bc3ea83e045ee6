import { Phone } from 'lucide-react'
import { useText } from '../platform/i18n.ts'
import { classes } from '../platform/ui/classes.ts'

export const bigClasses =
  'flex min-h-18 w-full items-center gap-4 rounded-m border-2 px-6 py-4 text-left text-l font-[600] no-underline'

/** The way out of everything else on this page. */
export function Telephones() {
  const t = useText()
  return (
    <>
      <a href="tel:119" className={classes(bigClasses, 'border-edge bg-raised text-ink')}>
        <Phone aria-hidden className="size-6 shrink-0" />
        <span>
          {t('help.call119')}
          <span className="block text-s font-normal text-ink-2">{t('help.free')}</span>
        </span>
      </a>
      <a href="tel:112" className={classes(bigClasses, 'border-ink bg-raised text-ink')}>
        <Phone aria-hidden className="size-6 shrink-0" />
        {t('help.call112')}
      </a>
    </>
  )
}
