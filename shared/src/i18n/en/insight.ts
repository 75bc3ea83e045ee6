import type { Translated } from '../catalogue.ts'
import type { insight as source } from '../ro/insight.ts'

export const insight: Translated<typeof source> = {
  title: 'Figures',
  times: 'Times',
  contacts: 'Contacts',
  none: 'No contact in this period.',
  contact: 'Contact',
  class: 'Class',
  place: 'Place',
}
