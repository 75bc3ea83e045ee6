import { Locale, Theme } from '@veghe/shared/identity/identity.codes.ts'
import { UserRound } from 'lucide-react'
import { speak, useLocale, useText } from './i18n.ts'
import { actFor, prefer, signOut, useMe } from './session.tsx'
import { useStore } from './store.ts'
import { setTheme, type ThemeChoice, theme } from './theme.ts'
import { Menu } from './ui/Menu.tsx'

const themes: readonly ThemeChoice[] = ['auto', ...Theme.options]

/** The signed-in person: language, theme, county, the way out. */
export function PersonMenu() {
  const t = useText()
  const me = useMe()
  const locale = useLocale()
  const chosen = useStore(theme)
  const elsewhere = me.counties.filter((county) => county.code !== me.county)
  return (
    <Menu
      plain
      label={`${me.name}: ${t('app.myMenu')}`}
      groups={[
        {
          title: t('app.language'),
          choices: Locale.options.map((each) => ({
            label: t(`app.${each}`),
            lang: each,
            chosen: each === locale,
            onChoose: () => {
              void speak(each)
              void prefer({ locale: each })
            },
          })),
        },
        {
          title: t('app.theme'),
          choices: themes.map((each) => ({
            label: t(each === 'auto' ? 'app.themeAuto' : `app.${each}`),
            chosen: each === chosen,
            onChoose: () => {
              setTheme(each)
              void prefer({ theme: each === 'auto' ? null : each })
            },
          })),
        },
        ...(elsewhere.length > 0
          ? [
              {
                title: t('app.county'),
                choices: elsewhere.map((county) => ({
                  label: county.name,
                  onChoose: () => void actFor(county.code),
                })),
              },
            ]
          : []),
        { choices: [{ label: t('app.signOut'), onChoose: () => void signOut() }] },
      ]}
    >
      <UserRound aria-hidden className="size-5 sm:hidden" />
      <b className="hidden max-w-[10rem] truncate sm:block">{me.name}</b>
    </Menu>
  )
}
