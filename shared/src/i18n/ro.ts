import { app } from './ro/app.ts'
import { duty } from './ro/duty.ts'
import { keys } from './ro/keys.ts'
import { net } from './ro/net.ts'
import { oncall } from './ro/oncall.ts'
import { prio } from './ro/prio.ts'
import { refusals } from './ro/refusals.ts'
import { signIn } from './ro/signIn.ts'

/** The source: what is not here is not said. One file an area. */
export const ro = {
  app,
  duty,
  keys,
  net,
  oncall,
  prio,
  refusals,
  signIn,
}
