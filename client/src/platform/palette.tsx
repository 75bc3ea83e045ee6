import { useNavigate } from '@tanstack/react-router'
import { fold } from '@veghe/shared/kernel/fold.ts'
import { useRef, useState } from 'react'
import { useBoard } from './board.ts'
import { boards } from './boards.ts'
import { useText } from './i18n.ts'
import { layers } from './keys.ts'
import type { Page } from './pages.ts'
import { useStore } from './store.ts'
import { classes } from './ui/classes.ts'
import { Kbd } from './ui/Kbd.tsx'
import { Sheet } from './ui/Sheet.tsx'

type Found = { id: string; group: string; label: string; chord?: string; run: () => void }

const atMost = 12

type PaletteProps = { open: boolean; onClose: () => void; pages: readonly Page[] }

/** Ctrl+K: every page, every key of the screen below, every case of the board, by a few letters of any. */
export function Palette({ open, onClose, pages }: PaletteProps) {
  const t = useText()
  return (
    <Sheet title={t('app.find')} open={open} onClose={onClose}>
      {open && <Finder pages={pages} onDone={onClose} />}
    </Sheet>
  )
}

function Finder({ pages, onDone }: { pages: readonly Page[]; onDone: () => void }) {
  const t = useText()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const found = useFound(pages, text)
  const list = useRef<HTMLDivElement>(null)
  const choose = (one: Found | undefined) => {
    if (!one) return
    onDone()
    one.run()
  }
  const move = (step: number) => {
    const next = (at + step + found.length) % Math.max(1, found.length)
    setAt(next)
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <div className="-mx-2">
      <input
        // biome-ignore lint/a11y/noAutofocus: the palette was opened to type into
        autoFocus
        role="combobox"
        aria-label={t('app.find')}
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found[at] ? `palette-${found[at].id}` : undefined}
        value={text}
        onChange={(typed) => {
          setText(typed.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={(pressed) => {
          if (pressed.key === 'ArrowDown') move(1)
          else if (pressed.key === 'ArrowUp') move(-1)
          else if (pressed.key === 'Enter') choose(found[at])
          else return
          pressed.preventDefault()
        }}
        className="min-h-10 w-full rounded-s border border-edge bg-surface px-3 text-m"
      />
      <div ref={list} id="palette-list" role="listbox" aria-label={t('app.find')} className="mt-2">
        {found.map((one, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above
          <div
            key={one.id}
            id={`palette-${one.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            onClick={() => choose(one)}
            className={classes(
              'flex min-h-9 cursor-pointer items-center gap-3 px-3',
              i === at ? 'bg-ink text-surface' : '',
            )}
          >
            <span className={classes('w-20 shrink-0 text-xs', i === at ? '' : 'text-ink-3')}>
              {one.group}
            </span>
            <span className="truncate">{one.label}</span>
            {one.chord && <Kbd chord={one.chord} plain className="ml-auto" />}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="px-3 py-2 text-ink-2">{t('app.findNothing', { text })}</p>}
    </div>
  )
}

function useFound(pages: readonly Page[], text: string): Found[] {
  const t = useText()
  const navigate = useNavigate()
  const open = useStore(layers)
  const { entries: cases } = useBoard(boards.cases)
  const wanted = fold(text).split(' ')
  // What the palette itself and its sheet bind is not offered in it.
  const below = open.slice(
    0,
    open.findLastIndex((layer) => layer.blocked),
  )
  const all: Found[] = [
    ...pages.map((page) => ({
      id: page.to,
      group: t('app.findPages'),
      label: t(page.label),
      run: () => void navigate({ to: page.to }),
    })),
    ...below
      .flatMap((layer) => layer.bindings)
      .filter((each) => each.chord !== 'Ctrl+K' && !/^[0-9]$/.test(each.chord))
      .map((each) => ({
        id: each.chord,
        group: t('app.findCommands'),
        label: t(each.label),
        chord: each.chord,
        run: () => setTimeout(() => each.run(new KeyboardEvent('keydown'))),
      })),
    ...cases.map((each) => ({
      id: each.id,
      group: t('app.findCases'),
      label: [each.number, each.priority, each.place].filter(Boolean).join(' · '),
      run: () => void navigate({ to: `/console/case/${each.id}` }),
    })),
  ]
  return all
    .filter((one) => wanted.every((word) => fold(`${one.group} ${one.label}`).includes(word)))
    .slice(0, atMost)
}
