import type { PushBody, PushName } from '@veghe/shared/api.ts'
import type { CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'

/** One push as a command asked for it, gathered until the commit. */
export type Told = {
  push: PushName
  body: PushBody<PushName>
  county: CountyCode
  /** Staff whose right to the board is only `own`. */
  to: readonly StaffId[]
}
