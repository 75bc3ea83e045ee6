import { useText } from '../platform/i18n.ts'
import { Posts } from '../platform/posts.tsx'
import { Pane } from '../platform/ui/Pane.tsx'
import { NextPanel } from './queue/NextPanel.tsx'
import { OnCallNow } from './queue/OnCallNow.tsx'
import { QueuePane } from './queue/QueuePane.tsx'

/** Waiting: who waits, who comes next and why, who is on call. */
export function Console() {
  const t = useText()
  return (
    <div className="flex h-full min-h-0 flex-col overflow-y-auto wide:grid wide:grid-cols-[minmax(0,1fr)_23rem] wide:overflow-hidden roomy:grid-cols-[minmax(0,1fr)_26rem]">
      <div className="order-2 flex min-h-0 flex-col narrow:min-h-[40rem] wide:order-none">
        <QueuePane />
      </div>
      <Pane
        label={t('queue.aside')}
        id="next"
        className="shrink-0 border-hairline narrow:overflow-visible narrow:border-b wide:overflow-y-auto wide:border-l"
      >
        <NextPanel />
        <OnCallNow />
        <Posts />
      </Pane>
    </div>
  )
}
