import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Link,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { mayDo } from '@veghe/shared/permissions.ts'
import { useEffect } from 'react'
import { z } from 'zod'
import { pages } from './navigation.ts'
import { OperatorStatus } from './operator/OperatorStatus.tsx'
import { speak, useText } from './platform/i18n.ts'
import { isRefusal } from './platform/refusals.ts'
import { ensureMe, SessionOf } from './platform/session.tsx'
import { Shell } from './platform/shell.tsx'
import { setTheme } from './platform/theme.ts'
import { buttonClasses } from './platform/ui/Button.tsx'
import { Failed } from './platform/ui/states.tsx'

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: Broken,
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({ to: z.string().startsWith('/').optional() }),
  component: lazyRouteComponent(() => import('./platform/signIn/SignIn.tsx'), 'SignIn'),
})

/** For whoever needs somebody to talk to. Nobody signs in. */
const help = createRoute({
  getParentRoute: () => root,
  path: '/help',
  component: lazyRouteComponent(() => import('./public/Help.tsx'), 'Help'),
})

/** Everything behind the sign-in. An address opens in place once its reader has signed in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    try {
      const me = await ensureMe()
      return { me }
    } catch (failed) {
      const isStranger = isRefusal(failed, 'not_signed_in') || isRefusal(failed, 'second_factor_needed')
      if (isStranger) throw redirect({ to: '/sign-in', search: { to: location.href } })
      throw failed
    }
  },
  component: Inside,
})

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: ({ context }) => {
    // An operator's first page is the start of the shift: sound needs a press, and status begins as off.
    if (mayDo(context.me.roles, 'queue.next') !== null)
      throw redirect({ to: '/console/start', replace: true })
    const landing = pages.find((page) => mayDo(context.me.roles, page.needs) !== null)
    if (landing) throw redirect({ to: landing.to, replace: true })
  },
  component: NoPage,
})

/** The pages with the frame of a desk around them. */
const desk = createRoute({ getParentRoute: () => inside, id: 'desk', component: Desk })

const startShift = createRoute({
  getParentRoute: () => inside,
  path: '/console/start',
  component: lazyRouteComponent(() => import('./operator/StartShift.tsx'), 'StartShift'),
})

const consolePage = createRoute({
  getParentRoute: () => desk,
  path: '/console',
  component: lazyRouteComponent(() => import('./operator/Console.tsx'), 'Console'),
})

const contact = createRoute({
  getParentRoute: () => desk,
  path: '/console/contact/$contactId',
  component: lazyRouteComponent(() => import('./operator/contact/ContactPage.tsx'), 'ContactPage'),
})

const callBacks = createRoute({
  getParentRoute: () => desk,
  path: '/console/call-backs',
  component: lazyRouteComponent(() => import('./operator/callbacks/CallBacks.tsx'), 'CallBacks'),
})

const toConfirm = createRoute({
  getParentRoute: () => desk,
  path: '/console/confirm',
  component: lazyRouteComponent(() => import('./operator/ToConfirmPage.tsx'), 'ToConfirmPage'),
})

const cases = createRoute({
  getParentRoute: () => desk,
  path: '/console/cases',
  component: lazyRouteComponent(() => import('./operator/cases/Cases.tsx'), 'Cases'),
})

const casePage = createRoute({
  getParentRoute: () => desk,
  path: '/console/case/$caseId',
  component: lazyRouteComponent(() => import('./operator/cases/CasePage.tsx'), 'CasePage'),
})

const newReport = createRoute({
  getParentRoute: () => desk,
  path: '/console/new',
  component: lazyRouteComponent(() => import('./operator/NewReport.tsx'), 'NewReport'),
})

/** The phone of a team: without a desk's frame, and open without signal to whoever signed in on it. */
const field = createRoute({
  getParentRoute: () => root,
  path: '/field',
  beforeLoad: async ({ location }) => {
    const { enterField } = await import('./responder/enter.ts')
    return { me: await enterField(location.href) }
  },
  component: lazyRouteComponent(() => import('./responder/Field.tsx'), 'Field'),
})

const duty = createRoute({
  getParentRoute: () => desk,
  path: '/duty',
  component: lazyRouteComponent(() => import('./duty/Duty.tsx'), 'Duty'),
})

const insight = createRoute({
  getParentRoute: () => desk,
  path: '/insight',
  component: lazyRouteComponent(() => import('./manager/Insight.tsx'), 'Insight'),
})

const counties = createRoute({
  getParentRoute: () => desk,
  path: '/insight/counties',
  component: lazyRouteComponent(() => import('./manager/Counties.tsx'), 'Counties'),
})

const admin = createRoute({
  getParentRoute: () => desk,
  path: '/admin',
  component: lazyRouteComponent(() => import('./admin/Admin.tsx'), 'Admin'),
})

const operator = [consolePage, contact, callBacks, toConfirm, cases, casePage, newReport] as const

const routeTree = root.addChildren([
  signIn,
  help,
  field,
  inside.addChildren([home, startShift, desk.addChildren([...operator, duty, insight, counties, admin])]),
])

export const router = createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

function Inside() {
  const { me } = inside.useRouteContext()
  // Preferences follow the person from one workstation to the next.
  useEffect(() => {
    void speak(me.locale)
    if (me.theme) setTheme(me.theme)
  }, [me.locale, me.theme])
  return (
    <SessionOf value={me}>
      <Outlet />
    </SessionOf>
  )
}

function Desk() {
  const { me } = inside.useRouteContext()
  const mine = pages.filter((page) => mayDo(me.roles, page.needs) !== null)
  const isOperator = mayDo(me.roles, 'queue.next') !== null
  return <Shell pages={mine} status={isOperator && <OperatorStatus />} />
}

function NoPage() {
  const t = useText()
  return <p className="p-8 text-m">{t('app.noPlace')}</p>
}

function NotFound() {
  const t = useText()
  return (
    <main className="grid gap-4 p-8">
      <h1 className="text-xl">{t('app.notFound')}</h1>
      <p>
        <Link to="/" className={buttonClasses('plain', 'm')}>
          {t('app.goHome')}
        </Link>
      </p>
    </main>
  )
}

function Broken({ error, reset }: ErrorComponentProps) {
  const t = useText()
  return (
    <main className="p-8">
      <h1 className="text-xl">{t('app.broken')}</h1>
      <Failed error={error} onRetry={reset} />
    </main>
  )
}
