import type { Ctx } from '../platform/context.ts'
import * as queue from '../queue/queue.ts'
import type { Contact } from './contacts.store.ts'

/** The call by which somebody is on the line, theirs to us or ours to them; null when nobody is. */
export const lineOf = async (
  ctx: Ctx,
  { id, callSid, callState }: Pick<Contact, 'id' | 'callSid' | 'callState'>,
): Promise<string | null> => (callState === 'ended' ? queue.calledLine(ctx, id) : callSid)
