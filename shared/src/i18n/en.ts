import type { Catalogue } from './catalogue.ts'
import { app } from './en/app.ts'
import { duty } from './en/duty.ts'
import { keys } from './en/keys.ts'
import { net } from './en/net.ts'
import { oncall } from './en/oncall.ts'
import { prio } from './en/prio.ts'
import { refusals } from './en/refusals.ts'
import { signIn } from './en/signIn.ts'

export const en: Catalogue = {
  app,
  duty,
  keys,
  net,
  oncall,
  prio,
  refusals,
  signIn,
}
