import type { Translated } from '../catalogue.ts'
import type { send as source } from '../ro/send.ts'

export const send: Translated<typeof source> = {
  title: 'Csapat kiküldése',
  fastTitle: 'Közvetlen veszély',
  fastHint: 'Semmi sem kötelező.',
  team: 'Csapat',
  called112: 'A 112-t is hívtam',
  note: 'A csapatnak',
  noteHint: 'kutya, kapu, otthon van a bántalmazó, megközelítés',
  now: 'Küldés most',
  sending: 'Küldés…',
  sent: 'Elküldve: {time} · eset {number}',
  atLeastP1: 'Az eset legalább P1 lesz.',
}
