import type { Action } from '@veghe/shared/api.ts'
import type { LucideIcon } from 'lucide-react'
import type { MessageKey } from './i18n.ts'

/** A page of the rail: shown to those who may ask what it shows. */
export type Page = {
  to: string
  label: MessageKey
  icon: LucideIcon
  /** The action without which the page has nothing to show. */
  needs: Action
  /** How many things wait there for somebody to act; a number is drawn only when it is not zero. */
  useCount?: () => number
  /** Other addresses that belong to it: a case to the cases. */
  also?: string
  /** `G` then this letter. */
  letter?: string
}
