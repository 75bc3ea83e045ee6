import { randomUUID } from 'node:crypto'
import { codeNow, enrolSecondFactor } from '@veghe/server/identity/enrol.ts'
import { openDoors } from '@veghe/server/identity/sign-in.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runSql } from '../support/databases.ts'
import { openDoor } from '../support/door.ts'

let door: Awaited<ReturnType<typeof openDoor>>
beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.stop())

const key = () => ({ 'idempotency-key': randomUUID() })
const password = 'patru-cai-verzi-pe-pereti'
let hired = 0
const someone = async (roles: Parameters<typeof door.hire>[0]['roles'], county?: string) => {
  hired += 1
  const email = `om${hired}@veghe.example`
  const staffId = await door.hire({ email, password, roles, ...(county ? { county } : {}) })
  return { email, staffId }
}
const signIn = async (email: string) => (await door.knock('/sign-in/email', { email, password })).cookie

describe('signing in', () => {
  test('the right password opens the door and a wrong one says only that it is wrong', async () => {
    const { email } = await someone(['operator'])
    const right = await door.knock('/sign-in/email', { email, password })
    expect(right.status).toBe(200)
    expect((await door.ask('identity.me', {}, { cookie: right.cookie })).answer).toMatchObject({
      ...{ email, county: 'CJ', countyName: 'Cluj', roles: ['operator'] },
    })
    const wrong = await door.knock('/sign-in/email', { email, password: 'altceva-cu-totul' })
    const nobody = await door.knock('/sign-in/email', { email: 'nimeni@veghe.example', password })
    expect([wrong.code, nobody.code]).toEqual(['wrong_password', 'wrong_password'])
  })

  test('after eight wrong passwords the address rests for a quarter of an hour, right password or not', async () => {
    const { email } = await someone(['operator'])
    for (let tries = 0; tries < 8; tries++)
      await door.knock('/sign-in/email', { email, password: `gresit-${tries}-gresit` })
    expect((await door.knock('/sign-in/email', { email, password })).code).toBe('locked_out')
    door.clock.now = new Date(door.clock.now.getTime() + 16 * 60_000)
    expect((await door.knock('/sign-in/email', { email, password })).status).toBe(200)
  })

  test('an account that was switched off is signed out at once and stays out', async () => {
    const { email, staffId } = await someone(['operator'])
    const boss = await someone(['administrator'])
    const [cookie, bossCookie] = [await signIn(email), await signIn(boss.email)]
    const off = { staffId, version: 1, roles: ['operator'], active: false }
    const changed = await door.ask('identity.changeStaff', off, { cookie: bossCookie, ...key() })
    expect(changed.answer).toMatchObject({ active: false, version: 2 })
    expect((await door.ask('identity.me', {}, { cookie })).code).toBe('not_signed_in')
  })

  test('a cookie is believed for its signature and its session, each time anew', async () => {
    const { email, staffId } = await someone(['operator'])
    const cookie = await signIn(email)
    const me = async (given: string) => (await door.ask('identity.me', {}, { cookie: given })).code
    const [, name = '', token = '', signature = ''] = /^([^=]+)=([^.]+)\.(.+)$/.exec(cookie) ?? []
    expect([signature !== '', await me(cookie)]).toEqual([true, null])
    for (const forged of [`${name}=${token}`, `${name}=${token}.`, `${name}=${token}.${'A'.repeat(43)}%3D`])
      expect([forged, await me(forged)]).toEqual([forged, 'not_signed_in'])
    expect(await me(`${name}=altul.${signature}`)).toBe('not_signed_in')

    await runSql(
      door.database.superUrl,
      `update sessions set expires_at = now() where staff_id = '${staffId}'`,
    )
    expect(await me(cookie)).toBe('not_signed_in')
  })

  test('nobody can sign themselves up, and doors not on the list do not exist', async () => {
    for (const closed of [
      '/sign-up/email',
      '/update-user',
      '/delete-user',
      '/list-sessions',
      '/admin/list-users',
    ]) {
      expect([closed, (await door.knock(closed, {})).status]).toEqual([closed, 404])
    }
    expect(openDoors).not.toContain('/sign-up/email')
  })

  test('a command with a cookie from a foreign page is refused', async () => {
    const { email } = await someone(['operator'])
    const cookie = await signIn(email)
    const foreign = await door.ask(
      'identity.prefer',
      { theme: 'dark' },
      { cookie, ...key(), origin: 'http://elsewhere.example' },
    )
    expect(foreign.code).toBe('origin_refused')
    const home = await door.ask('identity.prefer', { theme: 'dark' }, { cookie, ...key() })
    expect(home.answer).toMatchObject({ theme: 'dark' })
  })
})

test('a one-time code opens the door once, even within its half minute', async () => {
  const { email } = await someone(['administrator'])
  const { auth } = door.identity
  const secret = await enrolSecondFactor({ auth, publicUrl: 'http://localhost:1190', email, password })
  const halfWay = async () => (await door.knock('/sign-in/email', { email, password })).cookie
  const [first, second] = [await halfWay(), await halfWay()]
  expect((await door.ask('identity.me', {}, { cookie: first })).code).toBe('not_signed_in')
  expect((await door.knock('/two-factor/verify-totp', { code: '000000' }, first)).code).toBe(
    'second_factor_wrong',
  )

  const code = await codeNow(auth, secret)
  const entered = await door.knock('/two-factor/verify-totp', { code }, first)
  expect((await door.ask('identity.me', {}, { cookie: entered.cookie })).answer).toMatchObject({ email })
  const replayed = await door.knock('/two-factor/verify-totp', { code }, second)
  expect(replayed).toMatchObject({ code: 'second_factor_wrong', cookie: '' })
})

describe('staff of a county', () => {
  test('an administrator adds a colleague, who signs in with the first password', async () => {
    const boss = await someone(['administrator'])
    const cookie = await signIn(boss.email)
    const email = 'noua@veghe.example'
    const person = { name: 'Nora Nouă', email, roles: ['responder'], phone: '0740 123 456' }
    const added = await door.ask('identity.addStaff', person, { cookie, ...key() })
    const { firstPassword } = added.answer as { firstPassword: string } // the reply's own schema has just shaped it
    expect((await door.knock('/sign-in/email', { email, password: firstPassword })).status).toBe(200)
    const again = await door.ask('identity.addStaff', person, { cookie, ...key() })
    expect(again.code).toBe('staff_exists')
    const list = await door.ask('identity.staff', {}, { cookie })
    expect(list.answer).toContainEqual(expect.objectContaining({ email, hasPhone: true }))
    const stored = await runSql(door.database.superUrl, 'select number from staff_phones')
    expect(JSON.stringify(stored)).not.toContain('740123456')
  })

  test('the last administrator cannot take their own role away', async () => {
    const { email, staffId } = await someone(['administrator'], 'BN')
    const change = { staffId, version: 1, roles: ['manager'], active: true }
    const refused = await door.ask('identity.changeStaff', change, { cookie: await signIn(email), ...key() })
    expect(refused.code).toBe('last_administrator')
  })

  test('an administrator of another county finds nobody here', async () => {
    const stranger = await someone(['administrator'], 'BN')
    const { staffId } = await someone(['operator'])
    const change = { staffId, version: 1, roles: ['operator'], active: false }
    const refused = await door.ask('identity.changeStaff', change, {
      cookie: await signIn(stranger.email),
      ...key(),
    })
    expect(refused.code).toBe('not_found')
  })
})

test('a service key does what it was made for, nothing else, and nothing once revoked', async () => {
  const boss = await someone(['administrator'])
  const cookie = await signIn(boss.email)
  const wish = { name: 'Raport lunar', actions: ['directory.counties'] }
  const made = await door.ask('identity.createKey', wish, { cookie, ...key() })
  const { key: shown, secret } = made.answer as { key: { id: string }; secret: string } // shaped by the reply's schema
  const authorization = `Bearer ${secret}`
  expect((await door.ask('directory.counties', {}, { authorization })).status).toBe(200)
  expect((await door.ask('identity.staff', {}, { authorization })).code).toBe('not_allowed')
  const greedy = { name: 'Cont nou', actions: ['directory.counties', 'identity.addStaff'] }
  expect((await door.ask('identity.createKey', greedy, { cookie, ...key() })).code).toBe('bad_input')
  await door.ask('identity.revokeKey', { keyId: shown.id }, { cookie, ...key() })
  expect((await door.ask('directory.counties', {}, { authorization })).code).toBe('not_signed_in')
})

test('places are found without marks, in old spelling and in Hungarian', async () => {
  const { email } = await someone(['operator'])
  const cookie = await signIn(email)
  const found = async (text: string) => {
    const { answer } = await door.ask('directory.places', { text }, { cookie })
    return (answer as { unitName: string }[])[0]?.unitName // shaped by the reply's schema
  }
  expect(await Promise.all(['Cîmpia Turzii', 'kolozsvar', 'floresti'].map(found))).toEqual([
    'Câmpia Turzii',
    'Cluj-Napoca',
    'Florești',
  ])
})
