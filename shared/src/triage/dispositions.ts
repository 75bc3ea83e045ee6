import type { OneKeyDisposition, Priority } from './triage.codes.ts'

/** How a contact without a new case ends. The labels stand in `categories.json`. */
export type Disposition = OneKeyDisposition | 'Z-07' | 'Z-08' | 'Z-09'

type Ending = {
  /** One key closes it, with undo; the second-look list keeps it in sight. */
  oneKey: boolean
  /** A silent or dropped call may be a child who cannot speak. */
  callBack: boolean
  /** null: takes the class of the case it belongs to. */
  minClass: Priority | null
}

export const dispositions: Record<Disposition, Ending> = {
  'Z-01': { oneKey: true, callBack: true, minClass: 'N' },
  'Z-02': { oneKey: true, callBack: true, minClass: 'N' },
  'Z-03': { oneKey: true, callBack: false, minClass: 'N' },
  'Z-04': { oneKey: true, callBack: false, minClass: 'N' },
  'Z-05': { oneKey: true, callBack: false, minClass: 'N' },
  'Z-06': { oneKey: true, callBack: false, minClass: 'N' },
  'Z-07': { oneKey: false, callBack: false, minClass: 'P4' },
  'Z-08': { oneKey: false, callBack: false, minClass: null },
  'Z-09': { oneKey: false, callBack: false, minClass: 'P4' },
}
