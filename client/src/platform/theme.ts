import { Theme } from '@veghe/shared/identity/identity.codes.ts'
import { z } from 'zod'
import { kept } from './kept.ts'
import { store } from './store.ts'
import { hourInRomania } from './time.ts'

const ThemeChoice = z.enum(['auto', ...Theme.options])
export type ThemeChoice = z.infer<typeof ThemeChoice>

const choice = kept('theme', ThemeChoice, 'auto')
export const theme = store<ThemeChoice>(choice.read())

let evening: Theme = 'dark'

/** By the hour where nobody chose: evening from eight to six. On the phone of a team the evening is the vehicle's night. */
function inForce(chosen: ThemeChoice, now: Date): Theme {
  if (chosen !== 'auto') return chosen
  const hour = hourInRomania(now)
  return hour >= 20 || hour < 6 ? evening : 'light'
}

export function setTheme(chosen: ThemeChoice): void {
  choice.write(chosen)
  theme.set(chosen)
  apply()
}

const apply = (): void => {
  document.documentElement.dataset.theme = inForce(theme.get(), new Date())
}

/** What „evening” means while a screen stands; undone by the returned function. */
export function eveningIs(dark: Theme): () => void {
  evening = dark
  apply()
  return () => {
    evening = 'dark'
    apply()
  }
}

/** Looks again every few minutes, so that a page left open follows the evening. */
export function startTheme(): void {
  apply()
  setInterval(apply, 300_000)
}
