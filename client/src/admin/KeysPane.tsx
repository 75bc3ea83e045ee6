import type { ServiceKey } from '@veghe/shared/identity/identity.contract.ts'
import { useState } from 'react'
import { serverNow } from '../platform/clock.ts'
import { useLostSince } from '../platform/connection.tsx'
import { useText } from '../platform/i18n.ts'
import { forget, useAct, useAsk } from '../platform/query.ts'
import { refusalText } from '../platform/refusals.ts'
import { date, whenShort } from '../platform/time.ts'
import { Button } from '../platform/ui/Button.tsx'
import { classes } from '../platform/ui/classes.ts'
import { Pane, PaneHead } from '../platform/ui/Pane.tsx'
import { Empty, Failed, Loading } from '../platform/ui/states.tsx'
import { Tag } from '../platform/ui/Tag.tsx'
import { tell } from '../platform/ui/toasts.tsx'
import { CreateKey } from './CreateKey.tsx'

/** Keys in use first, the newest on top; what was withdrawn stays in sight. */
const inOrder = (keys: readonly ServiceKey[]): ServiceKey[] =>
  keys.toSorted(
    (a, b) =>
      Number(a.revokedAt !== null) - Number(b.revokedAt !== null) ||
      b.createdAt.getTime() - a.createdAt.getTime(),
  )

/** By which programs ask, each for named actions and nothing else. */
export function KeysPane() {
  const t = useText()
  const { data, error, isPending, refetch } = useAsk('identity.keys', {})
  const [isCreating, setCreating] = useState(false)
  const again = () => void refetch()
  const isOld = useLostSince() !== null || (error !== null && data !== undefined)
  return (
    <Pane label={t('admin.keys')} id="keys" className="border-hairline max-xl:border-t xl:border-l">
      <PaneHead title={t('admin.keys')}>
        {isOld && <Tag>{t('net.notCurrent')}</Tag>}
        <Button className="ml-auto" disabled={!data} onClick={() => setCreating(true)}>
          {t('admin.createKey')}
        </Button>
      </PaneHead>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <p className="px-6 pt-3 text-ink-2">{t('admin.keysHint')}</p>
        {isPending && <Loading rows={3} onRetry={again} />}
        {error && <Failed error={error} onRetry={again} />}
        {data?.length === 0 && <Empty>{t('admin.noKeys')}</Empty>}
        <ul>
          {inOrder(data ?? []).map((key) => (
            <KeyRow key={key.id} serviceKey={key} />
          ))}
        </ul>
      </div>
      {isCreating && <CreateKey onClose={() => setCreating(false)} />}
    </Pane>
  )
}

function KeyRow({ serviceKey }: { serviceKey: ServiceKey }) {
  const t = useText()
  const { name, actions, createdAt, lastUsedAt, revokedAt } = serviceKey
  const used = lastUsedAt
    ? t('admin.usedAt', { time: whenShort(lastUsedAt, serverNow()) })
    : t('admin.neverUsed')
  return (
    <li
      data-testid="service-key"
      className={classes('border-b border-hairline py-3 pr-4 pl-6', revokedAt && 'text-ink-3')}
    >
      <p className="flex items-baseline gap-3">
        <b className={revokedAt ? 'font-normal line-through' : ''}>{name}</b>
        <span className="ml-auto whitespace-nowrap text-ink-2">
          {revokedAt ? t('admin.revokedAt', { date: date(revokedAt) }) : used}
        </span>
      </p>
      <p className="mt-1 font-code text-xs break-words">{actions.join(', ')}</p>
      <div className="mt-1 flex min-h-8 items-center gap-3 text-ink-2">
        {t('admin.createdAt', { date: date(createdAt) })}
        {!revokedAt && <Revoke serviceKey={serviceKey} />}
      </div>
    </li>
  )
}

function Revoke({ serviceKey }: { serviceKey: ServiceKey }) {
  const t = useText()
  const [isSure, setSure] = useState(false)
  const revoke = useAct('identity.revokeKey')
  const send = () =>
    revoke.mutate(
      { keyId: serviceKey.id },
      {
        onSuccess: () => {
          tell(t('admin.revoked', { name: serviceKey.name }))
          forget('identity.keys')
        },
        onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }),
      },
    )
  if (!isSure) {
    return (
      <Button
        className="ml-auto"
        aria-label={t('admin.revokeOf', { name: serviceKey.name })}
        onClick={() => setSure(true)}
      >
        {t('admin.revoke')}
      </Button>
    )
  }
  return (
    <span className="ml-auto flex gap-2">
      <Button disabled={revoke.isPending} onClick={send}>
        {t('admin.revokeSure')}
      </Button>
      <Button autoFocus onClick={() => setSure(false)}>
        {t('app.cancel')}
      </Button>
    </span>
  )
}
