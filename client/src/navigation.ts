import {
  Folder,
  Gauge,
  Headset,
  ListChecks,
  MapPinned,
  RadioTower,
  Smartphone,
  SquarePen,
  Undo2,
  UsersRound,
} from 'lucide-react'
import { useOpenCallBacks } from './operator/useCounts.ts'
import { useWaitingCount } from './platform/confirm/waiting.ts'
import type { Page } from './platform/pages.ts'

/** An operator's own work; whoever only looks on came from the duty desk. */
const inHand = '/console/contact/'

/** The rail, in the same order for everyone; each sees what their roles may ask. The first is where one lands. */
export const pages: readonly Page[] = [
  {
    to: '/console',
    also: inHand,
    label: 'app.console',
    icon: Headset,
    needs: 'queue.next',
    letter: 'C',
  },
  {
    to: '/duty',
    also: inHand,
    label: 'duty.title',
    icon: RadioTower,
    needs: 'dispatch.reassign',
    letter: 'D',
  },
  { to: '/field', label: 'field.title', icon: Smartphone, needs: 'oncall.addDevice' },
  {
    to: '/console/call-backs',
    label: 'app.callBacks',
    icon: Undo2,
    needs: 'queue.attemptCallBack',
    useCount: useOpenCallBacks,
    letter: 'A',
  },
  {
    to: '/console/cases',
    also: '/console/case/',
    label: 'app.cases',
    icon: Folder,
    needs: 'cases.board',
    letter: 'Z',
  },
  {
    to: '/console/confirm',
    label: 'app.confirm',
    icon: ListChecks,
    needs: 'triage.confirmLowering',
    useCount: useWaitingCount,
  },
  { to: '/console/new', label: 'app.newReport', icon: SquarePen, needs: 'intake.enter', letter: 'S' },
  { to: '/insight', label: 'insight.title', icon: Gauge, needs: 'reporting.times', letter: 'I' },
  {
    to: '/insight/counties',
    label: 'insight.counties',
    icon: MapPinned,
    needs: 'reporting.counties',
    letter: 'J',
  },
  { to: '/admin', label: 'admin.title', icon: UsersRound, needs: 'identity.staff', letter: 'U' },
]
