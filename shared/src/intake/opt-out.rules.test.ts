import { expect, test } from 'vitest'
import { asksForNoMore } from './opt-out.rules.ts'

test.each([
  ...['STOP', 'stop.', ' Stop! ', 'UNSUBSCRIBE', 'Oprește', 'opriţi', 'Nu-mi mai scrieți!', 'nu mai scrie'],
  ...['Dezabonare', 'ÁLLJ', 'Ne írj többet.', 'Leiratkozás', 'Don’t text me', 'END'],
])('„%s” asks for no more messages', (text) => {
  expect(asksForNoMore(text)).toBe(true)
})

test.each([
  ...[
    '',
    '…',
    'i-am zis stop și nu s-a oprit',
    'nu mai scrie tema',
    'START',
    'HELP',
    'nu mai pot',
    'stop 112',
  ],
])('„%s” does not', (text) => {
  expect(asksForNoMore(text)).toBe(false)
})
