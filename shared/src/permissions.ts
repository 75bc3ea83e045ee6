import type { Action } from './api.ts'
import { type Role, type Scope, scopes } from './identity/identity.codes.ts'

type Line = Partial<Record<Role, Scope>>

const everyone = {
  operator: 'own',
  duty_officer: 'own',
  responder: 'own',
  manager: 'own',
  reviewer: 'own',
  administrator: 'own',
  coordinator: 'own',
} as const satisfies Line
const desk = { operator: 'county', duty_officer: 'county' } as const satisfies Line
/** One's own contacts for the operator; all of the county's for the duty officer. */
const held = { operator: 'own', duty_officer: 'county' } as const satisfies Line
/** The operator's place on the line is theirs alone; others come in beside them. */
const ownCall = { operator: 'own' } as const satisfies Line
const deskAndManager = { ...desk, manager: 'county' } as const satisfies Line
/** A second person: operator, duty officer (also from the road), manager. */
const confirmers = { operator: 'county', duty_officer: 'county', manager: 'county' } as const satisfies Line
const administrator = { administrator: 'county' } as const satisfies Line

/** Who may do what, to which records. An action missing here does not compile. */
export const permissions = {
  'identity.me': everyone,
  'identity.prefer': everyone,
  'identity.actFor': everyone,
  'identity.colleagues': { ...desk, manager: 'county' },
  'identity.staff': administrator,
  'identity.addStaff': administrator,
  'identity.changeStaff': administrator,
  'identity.resetPassword': administrator,
  'identity.keys': administrator,
  'identity.createKey': administrator,
  'identity.revokeKey': administrator,

  'directory.places': { ...desk, responder: 'county', manager: 'county' },
  'directory.counties': everyone,
  'directory.partners': { ...desk, responder: 'county', manager: 'county' },
  'directory.holidays': everyone,

  'intake.contact': held,
  'intake.brief': ownCall,
  'intake.suggestCases': held,
  'intake.enter': desk,
  'intake.saveForm': held,
  'intake.noteHeard': held,
  'intake.confirmPlace': held,
  'intake.reply': held,
  'intake.hangUp': held,
  'intake.dialCallBack': { operator: 'county' },
  'intake.showNumber': held,
  'intake.recording': { duty_officer: 'county', reviewer: 'county' },
  'intake.attachment': held,
  'intake.voiceMessage': { ...held, reviewer: 'county' },
  'intake.startInterview': held,
  'intake.askInterview': held,
  'intake.stopInterview': held,

  'queue.board': deskAndManager,
  'queue.next': { operator: 'county' },
  'queue.release': held,
  'queue.reassign': { duty_officer: 'county' },
  'queue.joinCall': ownCall,
  'queue.lineToken': ownCall,
  'queue.holdCall': ownCall,
  'queue.pauseRecording': ownCall,
  'queue.tellOfRecording': ownCall,
  'queue.superviseCall': { duty_officer: 'county' },
  'queue.leaveCall': { duty_officer: 'county' },
  'queue.consult': ownCall,
  'queue.acceptConsult': ownCall,
  'queue.leaveConsult': ownCall,
  'queue.endConsult': ownCall,
  'queue.handOver': ownCall,
  'queue.operators': deskAndManager,
  'queue.setStatus': { operator: 'own' },
  'queue.callBacks': deskAndManager,
  'queue.attemptCallBack': desk,
  'queue.stopCallBack': { operator: 'county' },
  'queue.wrongPerson': held,
  'queue.markCallBackSafe': desk,
  'queue.closeCallBack': desk,
  'queue.safeContact': held,
  'queue.setSafeContact': held,

  'triage.protocol': { ...desk, manager: 'county', reviewer: 'county' },
  'triage.categories': { ...desk, manager: 'county', reviewer: 'county' },
  'triage.assessment': held,
  'triage.answer': held,
  'triage.interview': held,
  'triage.setPriority': held,
  'triage.proposals': confirmers,
  'triage.confirmLowering': confirmers,
  'triage.refuseLowering': confirmers,
  'triage.dispose': held,
  'triage.undoDispose': held,
  'triage.secondLooks': confirmers,
  'triage.look': confirmers,
  'triage.finish': held,

  'cases.board': deskAndManager,
  'cases.view': deskAndManager,
  'cases.open': held,
  'cases.link': held,
  'cases.addPerson': desk,
  'cases.changePerson': desk,
  'cases.note': desk,
  'cases.confirmPlace': desk,
  'cases.raisePriority': desk,
  'cases.called112': desk,
  'cases.sendTeam': desk,
  'cases.close': desk,
  'cases.confirmClose': confirmers,

  'dispatch.board': deskAndManager,
  'dispatch.mine': { responder: 'own' },
  'dispatch.reassign': desk,
  'dispatch.cancel': desk,
  'dispatch.report': { responder: 'own', operator: 'county', duty_officer: 'county' },
  'dispatch.childSafe': { responder: 'own', operator: 'county', duty_officer: 'county' },
  'dispatch.sos': { responder: 'own' },

  'oncall.now': { ...deskAndManager, responder: 'county' },
  'oncall.teams': { ...deskAndManager, responder: 'own' },
  'oncall.ladders': deskAndManager,
  'oncall.acknowledge': { responder: 'own' },
  'oncall.decline': { responder: 'own' },
  'oncall.seen': { responder: 'own' },
  'oncall.setStatus': { responder: 'own', operator: 'county', duty_officer: 'county' },
  'oncall.addDevice': { responder: 'own', duty_officer: 'own' },
  'oncall.pushKey': { responder: 'own', duty_officer: 'own' },
  'oncall.alarms': deskAndManager,
  'oncall.acknowledgeAlarm': desk,
  'oncall.endAlarm': desk,

  'reporting.times': { manager: 'county', duty_officer: 'county' },
  'reporting.figures': { manager: 'county', duty_officer: 'county' },
  'reporting.ledger': { ...deskAndManager },
  'reporting.counties': { coordinator: 'national' },
} as const satisfies Record<Action, Line>

/** Accounts and keys are a person's to give: a key that could would outlive its own withdrawal. */
export const isForPrograms = (action: Action): boolean => !action.startsWith('identity.')

/** The widest scope these roles give for the action; null: not allowed. */
export function mayDo(roles: Iterable<Role>, action: Action): Scope | null {
  const line: Line = permissions[action]
  let widest = -1
  for (const role of roles) {
    const scope = line[role]
    if (scope) widest = Math.max(widest, scopes.indexOf(scope))
  }
  return scopes[widest] ?? null
}
