import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { queueApi } from '@veghe/shared/queue/queue.contract.ts'
import type { z } from 'zod'
import type { Person } from './person.ts'

export type SentCard = z.input<(typeof queueApi)['queue.setSafeContact']['input']>

export const afternoons: Partial<SentCard> = {
  hours: 'windows',
  windows: [{ days: 'every_day', from: '14:00', to: '17:00' }],
}
export const cardWords = {
  ...{ word: 'sunt de la bibliotecă', keepFrom: 'tatăl vitreg', otherWay: 'prin școală' },
}
export const card = (contactId: ContactId, more: Partial<SentCard> = {}): SentCard => ({
  ...{ contactId, version: 0, call: 'safe', text: 'safe', hours: 'always', windows: [] },
  ...cardWords,
  ...more,
})
export const setsCard = (who: Person, contactId: ContactId, more?: Partial<SentCard>) =>
  who.does('queue.setSafeContact', card(contactId, more))
