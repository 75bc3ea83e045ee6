import type { Catalogue } from './catalogue.ts'
import { admin } from './en/admin.ts'
import { app } from './en/app.ts'
import { callBacks } from './en/callBacks.ts'
import { cases } from './en/cases.ts'
import { consult } from './en/consult.ts'
import { contact } from './en/contact.ts'
import { duty } from './en/duty.ts'
import { facts } from './en/facts.ts'
import { field } from './en/field.ts'
import { form } from './en/form.ts'
import { help } from './en/help.ts'
import { insight } from './en/insight.ts'
import { interview } from './en/interview.ts'
import { keys } from './en/keys.ts'
import { net } from './en/net.ts'
import { oncall } from './en/oncall.ts'
import { prio } from './en/prio.ts'
import { queue } from './en/queue.ts'
import { refusals } from './en/refusals.ts'
import { safe } from './en/safe.ts'
import { send } from './en/send.ts'
import { signIn } from './en/signIn.ts'
import { triage } from './en/triage.ts'
import { wrap } from './en/wrap.ts'

export const en: Catalogue = {
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
