import type { Catalogue } from './catalogue.ts'
import { admin } from './hu/admin.ts'
import { app } from './hu/app.ts'
import { callBacks } from './hu/callBacks.ts'
import { cases } from './hu/cases.ts'
import { consult } from './hu/consult.ts'
import { contact } from './hu/contact.ts'
import { duty } from './hu/duty.ts'
import { facts } from './hu/facts.ts'
import { field } from './hu/field.ts'
import { form } from './hu/form.ts'
import { help } from './hu/help.ts'
import { insight } from './hu/insight.ts'
import { interview } from './hu/interview.ts'
import { keys } from './hu/keys.ts'
import { net } from './hu/net.ts'
import { oncall } from './hu/oncall.ts'
import { prio } from './hu/prio.ts'
import { queue } from './hu/queue.ts'
import { refusals } from './hu/refusals.ts'
import { safe } from './hu/safe.ts'
import { send } from './hu/send.ts'
import { signIn } from './hu/signIn.ts'
import { triage } from './hu/triage.ts'
import { wrap } from './hu/wrap.ts'

export const hu: Catalogue = {
  admin,
  app,
  callBacks,
  cases,
  consult,
  contact,
  duty,
  facts,
  field,
  form,
  help,
  insight,
  interview,
  keys,
  net,
  oncall,
  prio,
  queue,
  refusals,
  safe,
  send,
  signIn,
  triage,
  wrap,
}
