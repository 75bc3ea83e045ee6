import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { mark } from '../callers.ts'
import { type Desk, openDesk } from '../desk.ts'
import { type Drill, inWorld, type Result, settled } from '../drill.ts'
import { asRaw, type Dump, dumpFiles, dumpKeys, dumpTables, readableIn } from '../dumps.ts'
import { type Load, startLoad } from '../load.ts'
import { secondsToRecover } from '../recovery.ts'
import { settings } from '../settings.ts'
import type { World } from '../world.ts'

/** Whoever copies the database, Redis or the logs away in full swing finds no number, no name and no words. */
const dumps: Drill = {
  name: 'dumps',
  run: (stage) => inWorld(stage, {}, dumped),
}

/** Told to the operator who works on a case while everybody else is at work too. */
const told = {
  child: 'Ilinca-Zamfira Vrăjitoriu',
  reporter: 'Agripina Țuculescu',
  address: 'str. Izvorul Rece nr. 419',
  heard: 'vorbește în șoaptă despre magaziile vechi',
  note: 'mătușa zice că Vrăjitoriu bate cu furtunul',
  team: 'Sunați la poarta verde, câinele Azorel e legat',
  reply: 'Suntem alături de tine, Ilinca, rămâi lângă fereastră',
  phone: '+40726319319',
  text: 'Pe Ilinca o cheamă tăticul în magazie seara',
} as const

/** Of the load's own numbers and texts so many, spread over its length. */
const sample = 40

async function dumped(world: World): Promise<Result> {
  const load = await startLoad(world)
  await pause(settings.beforeMs)
  await tell(world)
  await pause(settings.afterMs)
  const recoverySeconds = await secondsToRecover(world, load.consoles)
  const found = await takeAll(world)
  const secrets = secretsOf(load)
  const inClear = readableIn(found, secrets)
  const control = readableIn(dumpFiles(join(world.dataDir, 'carrier')), secrets)
  await load.stop()
  const ledger = await settled(world, load)
  const figures = {
    ...{ dumps: found.length, searched_mb: Math.round(sizeOf(found) / 1e6), secrets: secrets.length },
    in_clear: inClear.length,
  }
  // What the carrier wrote down is in clear: a search that finds little there has not searched.
  const isBlind = control.length < secrets.length / 2
  const blind = isBlind
    ? [`the search found only ${control.length} of ${secrets.length} in the carrier’s own journal`]
    : []
  return { ledger, recoverySeconds, figures, broken: [...inClear, ...blind] }
}

/** The copies are taken while everybody is at work. */
async function takeAll(world: World): Promise<Dump[]> {
  const { place } = world.stage
  const [tables, keys] = await Promise.all([dumpTables(world), dumpKeys(world)])
  const where = await world.sql<{ dir: string; oid: string }>(
    `select current_setting('data_directory') as dir, oid::text from pg_database where datname = current_database()`,
  )
  const database = where.flatMap(({ dir, oid }) => [join(dir, 'base', oid), join(dir, 'pg_wal')])
  const onDisk = [...database, join(place, 'redis')].flatMap(dumpFiles)
  const logs = [...dumpFiles(join(place, 'logs')), ...dumpFiles(join(world.dataDir, 'logs'))]
  return [...tables, ...keys, ...logs, ...asRaw(onDisk)]
}

const sizeOf = (dumps: readonly Dump[]): number => dumps.reduce((sum, { bytes }) => sum + bytes.length, 0)

/** A number is looked for as it is dialled inside the country: every longer form ends with that. */
const national = (number: string): string => number.replace(/^\+4/, '')

function secretsOf({ callers, acknowledged }: Load): string[] {
  const step = Math.max(1, Math.floor(callers.numbers.length / sample))
  const some = callers.numbers.filter((_, at) => at % step === 0)
  const { phone, ...words } = told
  return [
    ...Object.values(words),
    ...[phone, ...some].map(national),
    ...some.map(mark),
    ...callers.texts.filter((_, at) => at % step === 0),
    ...acknowledged.replies.slice(0, sample),
  ]
}

/** One contact with everything that may be said of people. */
async function tell(world: World): Promise<void> {
  await world.carrier.sendText({ from: told.phone, body: told.text })
  const { officer, operators } = world.stage.staff
  const at = { urls: () => world.webUrls(), origin: world.origin }
  const scribe = operators.at(-1)
  if (!scribe) throw new Error('There is nobody to tell.')
  const desk = openDesk(scribe, at)
  await desk.does('queue.setStatus', { status: 'available' })
  const { staffId } = await desk.asks('identity.me', {})
  const officerDesk = openDesk(officer, at)
  const entry = (await officerDesk.asks('queue.board', {})).find(({ opening }) => opening === told.text)
  if (!entry) throw new Error('The text did not come in.')
  const { id: contactId, version } = entry
  await officerDesk.does('queue.reassign', { contactId, version, to: staffId })
  await write(desk, contactId)
}

async function write(desk: Desk, contactId: ContactId): Promise<void> {
  const fields = { child_name: told.child, reporter_name: told.reporter, child_home_address: told.address }
  const place = { unit: 57706, locality: null, precision: 'exact', landmark: '', access: '' } as const
  await desk.does('intake.saveForm', { contactId, fields })
  await desk.does('intake.noteHeard', { contactId, text: told.heard })
  await desk.does('intake.confirmPlace', { contactId, place: { ...place, address: told.address } })
  await desk.does('intake.reply', { contactId, text: told.reply })
  await desk.asks('intake.suggestCases', { contactId })
  await desk.does('intake.showNumber', { contactId, reason: 'verify_identity' })
  const { caseId } = await desk.does('cases.sendTeam', { contactId, note: told.team })
  await desk.does('cases.addPerson', { caseId, role: 'child', name: told.child, atRisk: true })
  await desk.does('cases.note', { caseId, kind: 'observation', text: told.note })
  await desk.asks('cases.view', { caseId })
}

export const dumpDrills: readonly Drill[] = [dumps]
