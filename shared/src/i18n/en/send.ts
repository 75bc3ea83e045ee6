import type { Translated } from '../catalogue.ts'
import type { send as source } from '../ro/send.ts'

export const send: Translated<typeof source> = {
  title: 'Send the team',
  fastTitle: 'Immediate danger',
  fastHint: 'Nothing is required.',
  team: 'Team',
  called112: 'I have called 112 too',
  note: 'For the team',
  noteHint: 'dog, gate, aggressor at home, how to get there',
  now: 'Send now',
  sending: 'Sending…',
  sent: 'Sent at {time} · case {number}',
  atLeastP1: 'The case becomes at least P1.',
}
