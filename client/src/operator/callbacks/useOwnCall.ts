import { useNavigate } from '@tanstack/react-router'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import { useCallback, useEffect, useState } from 'react'
import { ask } from '../../platform/api.ts'
import { useBoard } from '../../platform/board.ts'
import { boards } from '../../platform/boards.ts'
import { useMe } from '../../platform/session.tsx'
import { openTelephoneLine } from '../../platform/telephoneLine.ts'
import type { LineWish } from '../../platform/voiceLine.ts'
import { handedOn } from '../contact/handedLine.ts'
import { type OwnLine, useOwnLine } from '../contact/useOwnLine.ts'

/** Placed and not settled: nobody knows yet whether it reaches anybody. */
export const isRunning = ({ call }: CallBack): boolean =>
  call !== null && call.state !== 'ended' && call.result === null

/** The call-back this desk is placing, with its sound. Once the caller is there, their contact is opened. */
export function useOwnCall(entries: readonly CallBack[]): { mine: CallBack | undefined; line: OwnLine } {
  const me = useMe()
  const mine = entries.find((each) => isRunning(each) && each.call?.by.staffId === me.staffId)
  useOpenOnceReached(entries, mine)
  return { mine, line: useLine(mine?.contactId) }
}

function useLine(contactId: ContactId | undefined): OwnLine {
  const open = useCallback(
    async (wish: LineWish) => {
      if (!contactId) throw new Error('Nobody is being called.')
      const access = () => ask('queue.lineToken', { contactId })
      return handedOn(contactId, await openTelephoneLine({ params: { conf: contactId }, access }, wish))
    },
    [contactId],
  )
  return useOwnLine({ isOn: contactId !== undefined, isMuted: false, open })
}

function useOpenOnceReached(entries: readonly CallBack[], mine: CallBack | undefined): void {
  const navigate = useNavigate()
  const [called, setCalled] = useState<string | null>(null)
  const mineId = mine?.id
  useEffect(() => {
    if (mineId) setCalled(mineId)
  }, [mineId])
  const reached = entries.find(({ id, call }) => id === called && call?.result === 'reached')
  // Where the caller wrote meanwhile, somebody else may have them in hand, and speaks with them.
  const contactId = useIsHolder(reached?.contactId) ? reached?.contactId : undefined
  useEffect(() => {
    if (contactId) void navigate({ to: '/console/contact/$contactId', params: { contactId } })
  }, [contactId, navigate])
}

function useIsHolder(contactId: ContactId | undefined): boolean {
  const me = useMe()
  const { entries } = useBoard(boards.queue)
  return entries.some(({ id, holder }) => id === contactId && holder?.staffId === me.staffId)
}
