import type { Translated } from '../catalogue.ts'
import type { prio as source } from '../ro/prio.ts'

export const prio: Translated<typeof source> = {
  word: {
    P0: 'Kritikus',
    P1: 'Sürgős',
    P2: '24 óra',
    P3: '72 óra',
    P4: 'Tájékoztatás',
    N: 'Nem eset',
    'P?': 'Felmérendő',
    SOS: 'SOS',
  },
  spoken: {
    P0: '0. sürgősség, kritikus, most életveszély',
    P1: '1. sürgősség, sürgős, közvetlen veszély',
    P2: '2. sürgősség, 24 órán belül',
    P3: '3. sürgősség, felmérés 72 órán belül',
    P4: '4. sürgősség, tájékoztatás',
    N: 'Nem eset',
    'P?': 'Felmérendő',
    SOS: 'SOS',
  },
}
