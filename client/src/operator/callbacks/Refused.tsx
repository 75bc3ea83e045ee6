import { PastReasons } from '../safe/PastReasons.tsx'
import type { CallAnswer } from './useCallAnswer.ts'

/** Why they may not be called now, and where a reason goes past it, which. */
export function Refused({ answer: { refused, canPass, past, setPast } }: { answer: CallAnswer }) {
  if (!refused) return null
  return (
    <>
      <p className="mb-2">{refused}</p>
      {canPass && <PastReasons past={past} onChange={setPast} />}
    </>
  )
}
