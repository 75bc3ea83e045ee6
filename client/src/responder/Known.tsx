import type { FieldDispatch } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { Baby, Check, ShieldAlert, ShieldCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLabel, useText } from '../platform/i18n.ts'
import { hhmm } from '../platform/time.ts'
import { classes } from '../platform/ui/classes.ts'
import { childName } from './words.ts'

type KnownProps = { dispatch: FieldDispatch; list: FieldDispatch['children'] }

/** Letters that fit in half a line. */
const shortest = 16

/** Dangers first, then whether 112 knows, then the children: what a team must know before the door. */
export function Known({ dispatch, list }: KnownProps) {
  const t = useText()
  const label = useLabel()
  const { dangers, called112At } = dispatch
  return (
    <ul aria-label={t('field.known')} className="grid grid-cols-2 gap-x-4">
      {dangers.map((danger) => (
        <Line
          key={danger.id}
          isShort={label(danger.text).length <= shortest}
          icon={<TriangleAlert aria-hidden className="size-5" />}
        >
          <b>{label(danger.text)}</b>
        </Line>
      ))}
      <Line
        icon={
          called112At ? (
            <ShieldCheck aria-hidden className="size-5" />
          ) : (
            <ShieldAlert aria-hidden className="size-5" />
          )
        }
      >
        {called112At ? t('field.called112', { time: hhmm(called112At) }) : t('field.not112')}
      </Line>
      {list.map((child) => (
        <Line key={child.id} icon={<Baby aria-hidden className="size-5" />}>
          {childName(t, child)}
          {child.safeAt && (
            <span className="ml-2 inline-flex items-center gap-1 text-ok-text">
              <Check aria-hidden className="size-4" />
              {t('field.safeAt', { time: hhmm(child.safeAt) })}
            </span>
          )}
        </Line>
      ))}
      {list.length === 0 && (
        <Line icon={<Baby aria-hidden className="size-5" />}>{t('field.noChildren')}</Line>
      )}
    </ul>
  )
}

type LineProps = { icon: ReactNode; isShort?: boolean; children: ReactNode }

function Line({ icon, isShort = false, children }: LineProps) {
  return (
    <li
      className={classes(
        'flex min-h-10 items-center gap-2 border-b border-hairline py-1 leading-[1.2]',
        !isShort && 'col-span-2',
      )}
    >
      <span className="text-ink-2">{icon}</span>
      <span>{children}</span>
    </li>
  )
}
