import { useEffect, useEffectEvent, useRef } from 'react'
import { z } from 'zod'
import type { MessageKey } from './i18n.ts'
import { kept } from './kept.ts'
import { store } from './store.ts'

export type Binding = {
  /** `F2`, `Shift+F9`, `Ctrl+Enter`, `L`, `1`. Letters and digits by what is typed, not by where the cap lies. */
  chord: string
  label: MessageKey
  /** Also while a sheet is open: alarms and the veil. */
  always?: boolean
  /** Stands on the key bar under this text, for several keys that do alike (`1–9`). `false`: only on the sheet. */
  bar?: string | false
  run: (pressed: KeyboardEvent) => void
}

type Layer = { id: number; bindings: readonly Binding[]; blocked: boolean }

const lettersKept = kept('letters', z.boolean(), true)
/** Whether keys without Ctrl or Shift do anything; a person may switch them off. */
export const lettersOn = store(lettersKept.read())
export function setLettersOn(on: boolean): void {
  lettersKept.write(on)
  lettersOn.set(on)
}

export const layers = store<readonly Layer[]>([])
let lastLayer = 0

/** What was typed as a chord; empty for what belongs to the text: AltGr letters, half-typed accents. */
export function chordOf(pressed: KeyboardEvent): string {
  const { key, ctrlKey, altKey, shiftKey, metaKey } = pressed
  const writes = pressed.isComposing || pressed.getModifierState('AltGraph') || (ctrlKey && altKey)
  if (writes || metaKey || ['Control', 'Shift', 'Alt', 'Dead'].includes(key)) return ''
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase()
  const name = key.length === 1 ? key.toUpperCase() : key
  // Shift is part of how a sign such as „?” is typed, but says something with letters and named keys.
  return [ctrlKey && 'Ctrl', altKey && 'Alt', shiftKey && !isSign && 'Shift', name].filter(Boolean).join('+')
}

const isBare = (chord: string): boolean => !chord.includes('+') && chord.length === 1

const isText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox],[type=radio]), textarea, select'))

export function findBinding(open: readonly Layer[], chord: string): Binding | undefined {
  const top = open.findLastIndex((layer) => layer.blocked)
  const reachable = open.flatMap((layer, i) =>
    i >= top ? layer.bindings : layer.bindings.filter((each) => each.always),
  )
  return reachable.findLast((each) => each.chord === chord)
}

function press(pressed: KeyboardEvent): void {
  const chord = chordOf(pressed)
  if (!chord || pressed.defaultPrevented) return
  if (isBare(chord) && (isText(pressed.target) || !lettersOn.get())) return
  const binding = findBinding(layers.get(), chord)
  if (!binding) return
  pressed.preventDefault()
  if (!pressed.repeat) binding.run(pressed)
}

export const startKeys = (): void => window.addEventListener('keydown', press)

const replace = (id: number, change: Partial<Layer>): void =>
  layers.set(layers.get().map((layer) => (layer.id === id ? { ...layer, ...change } : layer)))

function openLayer(blocked: boolean): { id: number; close: () => void } {
  lastLayer += 1
  const id = lastLayer
  layers.set([...layers.get(), { id, bindings: [], blocked }])
  return { id, close: () => layers.set(layers.get().filter((layer) => layer.id !== id)) }
}

/** Keys of a screen, while it stands. What opened later is asked first. */
export function useKeys(bindings: readonly Binding[]): void {
  const layer = useRef(0)
  const latest = useEffectEvent((chord: string, pressed: KeyboardEvent) =>
    bindings.find((each) => each.chord === chord)?.run(pressed),
  )
  const shape = JSON.stringify(bindings.map(({ run: _, ...rest }) => rest))
  useEffect(() => {
    const { id, close } = openLayer(false)
    layer.current = id
    return close
  }, [])
  // A changed label or chord keeps its place among the layers: what lies under a sheet must not climb over it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` is all that a layer knows of the bindings
  useEffect(() => {
    const own = bindings.map((each) => ({ ...each, run: (e: KeyboardEvent) => latest(each.chord, e) }))
    replace(layer.current, { bindings: own })
  }, [shape])
}

/** A sheet opened: the keys of what lies under it rest until this is undone. */
export const blockKeys = (): (() => void) => openLayer(true).close

/** F6: the next of the panels on the screen, with the focus inside it. */
export function focusPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent)
  const at = panes.findIndex((pane) => pane.contains(document.activeElement))
  const next = panes[(at + step + panes.length) % panes.length]
  const inside = next?.querySelector<HTMLElement>(
    '[data-pane-focus], input, textarea, button, a, [tabindex="0"]',
  )
  ;(inside ?? next)?.focus()
}
