import type { Catalogue, MessageKey } from '@veghe/shared/i18n/catalogue.ts'
import { ro } from '@veghe/shared/i18n/ro.ts'
import { Locale } from '@veghe/shared/identity/identity.codes.ts'
import i18next from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { kept } from './kept.ts'

export type { MessageKey }
export type Values = Record<string, string | number>
export type Text = (key: MessageKey, values?: Values) => string

const others: Record<Exclude<Locale, 'ro'>, () => Promise<Catalogue>> = {
  hu: async () => (await import('@veghe/shared/i18n/hu.ts')).hu,
  en: async () => (await import('@veghe/shared/i18n/en.ts')).en,
}

const language = kept('language', Locale, 'ro')

/** Romanian comes with the page; the other two are fetched when they are asked for. */
export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'ro',
    fallbackLng: 'ro',
    resources: { ro: { translation: ro } },
    // React escapes; `P?` and `:` are ordinary letters in our keys.
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
    nsSeparator: false,
    returnNull: false,
  })
  await speak(language.read())
}

export async function speak(locale: Locale): Promise<void> {
  if (locale !== 'ro' && !i18next.hasResourceBundle(locale, 'translation')) {
    i18next.addResourceBundle(locale, 'translation', await others[locale]())
  }
  await i18next.changeLanguage(locale)
  document.documentElement.lang = locale
  language.write(locale)
}

/** `t('queue.waiting')`: a key that does not exist does not compile. */
export function useText(): Text {
  const { t } = useTranslation()
  return useCallback<Text>((key, values) => t(key, { ...values }), [t])
}

export function useLocale(): Locale {
  const { i18n } = useTranslation()
  return Locale.catch('ro').parse(i18n.language)
}

/** A label that came with its three languages: protocol questions, reasons, partners. */
export function useLabel(): (label: Record<Locale, string>) => string {
  const locale = useLocale()
  return useCallback((label) => label[locale], [locale])
}
