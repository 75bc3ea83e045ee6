import type { DispatchEntry } from '@veghe/shared/dispatch/dispatch.contract.ts'
import type { DispatchId } from '@veghe/shared/kernel/ids.ts'
import type { Ladder } from '@veghe/shared/oncall/oncall.contract.ts'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { useText } from '../platform/i18n.ts'
import { DispatchRow } from './DispatchRow.tsx'

type DispatchListProps = {
  running: readonly DispatchEntry[]
  ended: readonly DispatchEntry[]
  ladders: readonly Ladder[]
  chosen: DispatchId | null
  frozenAt: number | null
  onChoose: (id: DispatchId) => void
  /** The buttons of the chosen one. */
  acts: ReactNode
}

/** Arrows walk through the dispatches; what is walked to is chosen. */
export function DispatchList(props: DispatchListProps) {
  const { running, ended, ladders, chosen, frozenAt, onChoose, acts } = props
  const t = useText()
  const box = useRef<HTMLDivElement>(null)
  const all = [...running, ...ended]
  const walk = (pressed: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[pressed.key]
    if (step === undefined) return
    pressed.preventDefault()
    const next = all[all.findIndex((one) => one.id === chosen) + step]
    if (!next) return
    onChoose(next.id)
    box.current?.querySelector<HTMLElement>(`[data-dispatch="${next.id}"]`)?.focus()
  }
  const row = (dispatch: DispatchEntry) => (
    <DispatchRow
      key={dispatch.id}
      dispatch={dispatch}
      ladder={ladders.find((one) => one.id === dispatch.id)}
      isChosen={dispatch.id === chosen}
      frozenAt={frozenAt}
      onChoose={() => onChoose(dispatch.id)}
    >
      {dispatch.id === chosen ? acts : null}
    </DispatchRow>
  )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows belong to the buttons inside
    <div ref={box} onKeyDown={walk}>
      <ul>{running.map(row)}</ul>
      {ended.length > 0 && (
        <>
          <h3 className="pt-3 pr-4 pb-1 pl-6 text-xs font-normal text-ink-3">{t('duty.recent')}</h3>
          <ul>{ended.map(row)}</ul>
        </>
      )}
    </div>
  )
}
