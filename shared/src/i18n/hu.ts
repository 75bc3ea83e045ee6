import type { Catalogue } from './catalogue.ts'
import { app } from './hu/app.ts'
import { duty } from './hu/duty.ts'
import { keys } from './hu/keys.ts'
import { net } from './hu/net.ts'
import { oncall } from './hu/oncall.ts'
import { prio } from './hu/prio.ts'
import { refusals } from './hu/refusals.ts'
import { signIn } from './hu/signIn.ts'

export const hu: Catalogue = {
  app,
  duty,
  keys,
  net,
  oncall,
  prio,
  refusals,
  signIn,
}
