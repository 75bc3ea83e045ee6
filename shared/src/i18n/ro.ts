import { admin } from './ro/admin.ts'
import { app } from './ro/app.ts'
import { callBacks } from './ro/callBacks.ts'
import { cases } from './ro/cases.ts'
import { consult } from './ro/consult.ts'
import { contact } from './ro/contact.ts'
import { duty } from './ro/duty.ts'
import { facts } from './ro/facts.ts'
import { field } from './ro/field.ts'
import { form } from './ro/form.ts'
import { help } from './ro/help.ts'
import { insight } from './ro/insight.ts'
import { interview } from './ro/interview.ts'
import { keys } from './ro/keys.ts'
import { net } from './ro/net.ts'
import { oncall } from './ro/oncall.ts'
import { prio } from './ro/prio.ts'
import { queue } from './ro/queue.ts'
import { refusals } from './ro/refusals.ts'
import { safe } from './ro/safe.ts'
import { send } from './ro/send.ts'
import { signIn } from './ro/signIn.ts'
import { triage } from './ro/triage.ts'
import { wrap } from './ro/wrap.ts'

/** The source: what is not here is not said. One file an area. */
export const ro = {
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
