import { expect, test } from 'vitest'
import { isAbandonedByScreen as judged, type Screens } from './presence.rules.ts'

const taken = new Date('2026-03-02T03:00:00Z')
const at = (s: number) => new Date(taken.getTime() + s * 1000)
const call = { live: true, heldSince: taken }
const message = { live: false, heldSince: taken }
type Held = typeof call

/** By somebody who has been listening all along. */
const isAbandonedByScreen = (held: Held, screens: Screens, now: Date): boolean =>
  judged(held, screens, { now, hearingSince: at(-3_600) })

test('a closed screen gives a live call back after 3 seconds and a message after 20', () => {
  const left = { heardAt: null, leftAt: at(60) }

  expect([2.9, 3].map((s) => isAbandonedByScreen(call, left, at(60 + s)))).toEqual([false, true])
  expect([19.9, 20].map((s) => isAbandonedByScreen(message, left, at(60 + s)))).toEqual([false, true])
})

test('while one of two screens is still there, nothing goes back', () => {
  expect(isAbandonedByScreen(call, { heardAt: at(62), leftAt: at(60) }, at(64))).toBe(false)
})

test('a screen that fell silent without closing is believed gone after 20 seconds only', () => {
  const silent = { heardAt: at(60), leftAt: null }

  expect([5, 19.9, 20].map((s) => isAbandonedByScreen(call, silent, at(60 + s)))).toEqual([
    false,
    false,
    true,
  ])
})

test('a holder of whom no screen was ever heard has 20 seconds from taking the contact', () => {
  const unknown = { heardAt: null, leftAt: null }

  expect([19.9, 20].map((s) => isAbandonedByScreen(message, unknown, at(s)))).toEqual([false, true])
})

test('a screen closed before the contact was taken counts from the taking', () => {
  const left = { heardAt: null, leftAt: at(-600) }

  expect([2, 3].map((s) => isAbandonedByScreen(call, left, at(s)))).toEqual([false, true])
})

test('whoever has just begun to listen believes a closed screen after 4 seconds, and silence after 20', () => {
  const by = (screens: Screens, s: number) => judged(call, screens, { now: at(s), hearingSince: at(0) })
  const left = { heardAt: null, leftAt: at(-600) }
  const silent = { heardAt: at(-600), leftAt: null }

  expect([3.9, 4].map((s) => by(left, s))).toEqual([false, true])
  expect([19.9, 20].map((s) => by(silent, s))).toEqual([false, true])
})
