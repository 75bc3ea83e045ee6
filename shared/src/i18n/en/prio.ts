import type { Translated } from '../catalogue.ts'
import type { prio as source } from '../ro/prio.ts'

export const prio: Translated<typeof source> = {
  word: {
    P0: 'Critical',
    P1: 'Urgent',
    P2: '24 h',
    P3: '72 h',
    P4: 'Information',
    N: 'No case',
    'P?': 'To assess',
    SOS: 'SOS',
  },
  spoken: {
    P0: 'Priority 0, critical, danger to life now',
    P1: 'Priority 1, urgent, imminent danger',
    P2: 'Priority 2, within 24 hours',
    P3: 'Priority 3, assessed within 72 hours',
    P4: 'Priority 4, information',
    N: 'No case',
    'P?': 'To assess',
    SOS: 'SOS',
  },
}
