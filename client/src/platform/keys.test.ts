import { describe, expect, test } from 'vitest'
import { type Binding, findBinding } from './keys.ts'

const binding = (chord: string, always = false): Binding => ({
  chord,
  always,
  label: 'keys.help',
  run: () => {},
})

describe('which key does what', () => {
  const screen = { id: 1, blocked: false, bindings: [binding('F9'), binding('Alt+A', true)] }
  const pane = { id: 2, blocked: false, bindings: [binding('F9')] }
  const sheet = { id: 3, blocked: true, bindings: [] }
  const inSheet = { id: 4, blocked: false, bindings: [binding('Ctrl+Enter')] }

  test('what opened later is asked first', () => {
    expect(findBinding([screen, pane], 'F9')).toBe(pane.bindings[0])
  })

  test('under an open sheet only the alarm keys still work, and the keys of the sheet itself', () => {
    const open = [screen, pane, sheet, inSheet]
    expect(findBinding(open, 'F9')).toBeUndefined()
    expect(findBinding(open, 'Alt+A')).toBe(screen.bindings[1])
    expect(findBinding(open, 'Ctrl+Enter')).toBe(inSheet.bindings[0])
  })
})
