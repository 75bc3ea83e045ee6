import { type CaseId, ContactId } from '@veghe/shared/kernel/ids.ts'
import { vi } from 'vitest'
import { atTheDesk, contactAddress, patiently, waitingRows } from './browser-acts.ts'
import type { Person } from './browser-chromium.ts'
import type { Product } from './browser-product.ts'
import { floresti } from './desk.ts'

/** An evening in Cluj: a call and a message in hand, others waiting, a team on the road and one being asked. */
export type Stage = {
  people: Record<Login, Person>
  /** Where Ana's call and Ioana's message stand. */
  call: string
  message: string
  caseId: CaseId
}

const logins = [
  'ana.muresan',
  'ioana.dobre',
  'vlad.pop',
  'ion.crisan',
  'oana.balan',
  'dana.rus',
  'irina.coman',
  'sorin.lup',
] as const
export type Login = (typeof logins)[number]

const waiting: readonly (readonly [from: string, body: string])[] = [
  ['+40700000305', 'unde se depune cererea pentru alocația de plasament?'],
  ['+40700000118', 'Vecina de la trei își lasă copiii singuri noaptea. Ce pot face?'],
  ['+40700000566', 'tata a băut și are un cuțit în mână'],
]

export async function anEvening(product: Product): Promise<Stage> {
  const { network } = product
  const ana = await atTheDesk(product, 'ana.muresan')
  const ioana = await atTheDesk(product, 'ioana.dobre')
  await network.placeCall({ from: '+40700000742' })
  const call = await takes(ana)
  await ana.does('intake.noteHeard', { contactId: contactIn(call), text: 'Plânge, vorbește în șoaptă.' })
  await network.sendText({ from: '+40700000013', body: 'mă bate acum, nu pot vorbi' })
  const message = await takes(ioana)
  // A text that nobody answers would be somebody else's five minutes later.
  await ioana.does('intake.reply', {
    contactId: contactIn(message),
    text: 'Te citesc. Nu trebuie să vorbești.',
  })

  const { caseId } = await underWay(ioana)
  for (const [from, body] of waiting) await network.sendText({ from, body })
  await network.placeCall({ from: '+40700000233' })
  const dropped = await network.placeCall({ from: '+40700000417' })
  const board = () => ioana.asks('queue.board', {})
  await vi.waitUntil(
    async () => (await board()).some(({ callerDigits }) => callerDigits === '417'),
    patiently,
  )
  await network.hangUp({ sid: dropped.sid })
  await proposes(ioana)

  const others = logins.filter((login) => login !== 'ana.muresan' && login !== 'ioana.dobre')
  const opened = await Promise.all(
    others.map(async (login) => [login, await openFor(product, login)] as const),
  )
  await asks(ioana)
  const known = { 'ana.muresan': ana, 'ioana.dobre': ioana, ...Object.fromEntries(opened) }
  return { people: known as Stage['people'], call, message, caseId } // every login has just been opened
}

/** Ana asks Ioana about her call, for whom Ioana gives her message back. A question stands for half a minute. */
export async function asksIoana({ people, call, message }: Stage): Promise<void> {
  const { 'ana.muresan': ana, 'ioana.dobre': ioana } = people
  const found = (await ana.asks('queue.operators', {})).find(({ name }) => name === 'Ioana Dobre')
  if (!found) throw new Error('Ioana is not at work.')
  if (found.status === 'in_contact') {
    await ioana.does('queue.release', { contactId: contactIn(message), reason: 'language' })
    await ioana.does('queue.setStatus', { status: 'available' })
  }
  await ana.does('queue.consult', { contactId: contactIn(call), colleague: found.id })
}

const contactIn = (path: string): ContactId => ContactId.parse(path.split('/').at(-1))

const onThePhone: readonly Login[] = ['vlad.pop', 'ion.crisan', 'oana.balan']

async function openFor(product: Product, login: Login): Promise<Person> {
  const phone = onThePhone.includes(login)
  const person = await product.signsIn(login, phone ? { phone, opens: '/field' } : {})
  if (login !== 'vlad.pop') return person
  for (const testid of ['take', 'next', 'next', 'next']) await person.page.getByTestId(testid).tap()
  return person
}

/** The window stays where it is, so that the contact stays in hand whatever other windows do. */
async function takes({ page }: Person): Promise<string> {
  await waitingRows(page).first().waitFor()
  await page.keyboard.press('F2')
  await page.waitForURL(contactAddress)
  return new URL(page.url()).pathname
}

const report = () => ({ channel: 'walk_in' as const, receivedAt: new Date(), place: floresti })

const teamsOf = async (ioana: Person) => {
  const teams = await ioana.asks('oncall.teams', {})
  return teams.toSorted((a, b) => a.name.localeCompare(b.name)).map(({ id }) => ({ teamId: id }))
}

/** A report brought to the counter, for which the first team goes. */
async function underWay(ioana: Person) {
  const text = 'Învățătoarea a văzut vânătăi pe brațe. Copilul spune că îi este frică să meargă acasă.'
  const { contactId } = await ioana.does('intake.enter', { ...report(), text })
  const [first] = await teamsOf(ioana)
  const note = 'Câine în curte. Tatăl este acasă. Sunați jos.'
  const sent = await ioana.does('cases.sendTeam', {
    contactId,
    priority: 'P0',
    note,
    called112: true,
    ...first,
  })
  const { caseId } = sent
  await ioana.does('cases.called112', { caseId, at: new Date(), reference: 'CJ-4471' })
  await ioana.does('cases.addPerson', { caseId, role: 'child', name: 'Mihai', ageYears: 9, atRisk: true })
  await ioana.does('cases.addPerson', { caseId, role: 'parent', name: 'Elena Ștefănescu', ageYears: 34 })
  await ioana.does('cases.note', { caseId, kind: 'fact', text: 'Bunica din Gilău poate lua copilul.' })
  return sent
}

/** Another, for which the second team is asked and does not answer: two minutes later the question moves on. */
async function asks(ioana: Person): Promise<void> {
  const text = 'Doi copii mici, singuri de aseară.'
  const { contactId } = await ioana.does('intake.enter', { ...report(), text })
  const [, second] = await teamsOf(ioana)
  await ioana.does('cases.sendTeam', { contactId, priority: 'P1', note: 'Scara B, etaj 2.', ...second })
}

/** A lowering that waits for somebody else. */
async function proposes(ioana: Person): Promise<void> {
  const text = 'O mamă întreabă de program.'
  const { contactId } = await ioana.does('intake.enter', { channel: 'written', receivedAt: new Date(), text })
  await ioana.does('triage.setPriority', { contactId, priority: 'P2' })
  await ioana.does('triage.setPriority', { contactId, priority: 'P4', reason: 'misheard' })
}
