import type { Channel } from '@veghe/shared/intake/intake.codes.ts'
import {
  FileText,
  type LucideIcon,
  Mail,
  MessageCircle,
  MessageSquare,
  MessagesSquare,
  Phone,
  UserRound,
} from 'lucide-react'
import { useText } from '../../platform/i18n.ts'

const icons: Record<Channel, LucideIcon> = {
  voice: Phone,
  sms: MessageSquare,
  whatsapp: MessageCircle,
  web_chat: MessagesSquare,
  written: Mail,
  walk_in: UserRound,
  paper: FileText,
}

export function ChannelIcon({ channel }: { channel: Channel }) {
  const t = useText()
  const Icon = icons[channel]
  return <Icon role="img" aria-label={t(`queue.channel.${channel}`)} className="size-4 shrink-0 text-ink-2" />
}
