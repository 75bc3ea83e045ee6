import { Bell, Check, Eye, Gauge, type LucideIcon, MapPin, Pen, Phone, RadioTower, Users } from 'lucide-react'
import type { TimelineLine } from './timelineLines.ts'

/** By the chapter a fact comes from; the words beside it say the rest. */
const byChapter: Record<string, LucideIcon> = {
  intake: Phone,
  queue: Phone,
  triage: Gauge,
  cases: Check,
  dispatch: RadioTower,
  oncall: Bell,
}

const own: Partial<Record<string, LucideIcon>> = {
  'cases.viewed': Eye,
  'cases.personAdded': Users,
  'cases.personChanged': Users,
  'cases.placeConfirmed': MapPin,
  'intake.placeConfirmed': MapPin,
  'dispatch.childSeen': Users,
  'dispatch.childSafe': Check,
}

export function TimelineIcon({ line }: { line: TimelineLine }) {
  const kind = line.kind === 'fact' ? line.fact.kind : ''
  const Icon = line.kind === 'note' ? Pen : (own[kind] ?? byChapter[kind.split('.')[0] ?? ''] ?? Check)
  return <Icon aria-hidden className="size-4 text-ink-2" />
}
