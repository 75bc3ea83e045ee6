import type { z } from 'zod'
import { casesApi, casesPushes } from './cases/cases.contract.ts'
import { directoryApi } from './directory/directory.contract.ts'
import { dispatchApi, dispatchPushes } from './dispatch/dispatch.contract.ts'
import { identityApi } from './identity/identity.contract.ts'
import { intakeApi, intakePushes } from './intake/intake.contract.ts'
import { oncallApi, oncallPushes } from './oncall/oncall.contract.ts'
import { queueApi, queuePushes } from './queue/queue.contract.ts'
import { reportingApi, reportingPushes } from './reporting/reporting.contract.ts'
import { triageApi, triagePushes } from './triage/triage.contract.ts'

/** All that may be asked, in the order of the story. */
export const api = {
  ...identityApi,
  ...directoryApi,
  ...intakeApi,
  ...queueApi,
  ...triageApi,
  ...casesApi,
  ...dispatchApi,
  ...oncallApi,
  ...reportingApi,
}
export type Api = typeof api
export type Action = keyof Api

/** All that may be heard. */
export const pushes = {
  ...intakePushes,
  ...queuePushes,
  ...triagePushes,
  ...casesPushes,
  ...dispatchPushes,
  ...oncallPushes,
  ...reportingPushes,
}
export type Pushes = typeof pushes
export type PushName = keyof Pushes
/** What the server hands over, before the schema strips it. */
export type PushBody<P extends PushName> = z.input<Pushes[P]['body']>
/** What a reader gets, dates as dates. */
export type Heard<P extends PushName> = z.output<Pushes[P]['body']>

export const actions = Object.keys(api).filter((name): name is Action => name in api)
export const isAction = (name: string): name is Action => Object.hasOwn(api, name)
