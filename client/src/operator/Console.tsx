import { useText } from '../platform/i18n.ts'
import { Pane } from '../platform/ui/Pane.tsx'
import { NextPanel } from './queue/NextPanel.tsx'
import { OnCallNow } from './queue/OnCallNow.tsx'
import { Posts } from './queue/Posts.tsx'
import { QueuePane } from './queue/QueuePane.tsx'

/** Waiting: who waits, who comes next and why, who is on call. */
export function Console() {
  const t = useText()
  return (
    <div className="flex h-full min-h-0 flex-col overflow-y-auto lg:grid lg:grid-cols-[minmax(0,1fr)_23rem] lg:overflow-hidden xl:grid-cols-[minmax(0,1fr)_26rem]">
      <div className="order-2 flex min-h-0 flex-col max-lg:min-h-[40rem] lg:order-none">
        <QueuePane />
      </div>
      <Pane
        label={t('queue.aside')}
        id="next"
        className="shrink-0 border-hairline max-lg:overflow-visible max-lg:border-b lg:overflow-y-auto lg:border-l"
      >
        <NextPanel />
        <OnCallNow />
        <Posts />
      </Pane>
    </div>
  )
}
