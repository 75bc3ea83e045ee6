import type { Translated } from '../catalogue.ts'
import type { insight as source } from '../ro/insight.ts'

export const insight: Translated<typeof source> = {
  title: 'Számok',
  times: 'Idők',
  contacts: 'Megkeresések',
  none: 'Ebben az időszakban nem volt megkeresés.',
  contact: 'Megkeresés',
  class: 'Osztály',
  place: 'Hely',
}
