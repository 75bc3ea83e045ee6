import { FieldDispatch } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { Me } from '@veghe/shared/identity/identity.contract.ts'
import { Instant } from '@veghe/shared/kernel/time.ts'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { z } from 'zod'
import { newKey, type Sealed, seal, unseal } from '../platform/sealed.ts'
import { OwnStep } from './ownStep.ts'

/** What the phone keeps for a time without signal, sealed with a key that cannot be read out of the browser. */
interface Pocket extends DBSchema {
  keys: { key: string; value: CryptoKey }
  kept: { key: string; value: Sealed }
  steps: { key: string; value: Sealed }
}

export const Kept = z.object({
  me: Me,
  dispatches: z.array(FieldDispatch),
  /** When the server last said so. */
  at: Instant,
  /** When the team reported the end on this phone; what is kept is wiped some hours later. */
  endedAt: Instant.nullable(),
})
export type Kept = z.infer<typeof Kept>

const name = 'veghe.field'
const own = 'own'

type Opened = { db: IDBPDatabase<Pocket>; key: CryptoKey }
let opened: Promise<Opened> | undefined

async function open(): Promise<Opened> {
  const db = await openDB<Pocket>(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('keys')
      fresh.createObjectStore('kept')
      fresh.createObjectStore('steps')
    },
  })
  const found = await db.get('keys', own)
  if (found) return { db, key: found }
  const key = await newKey()
  await db.put('keys', key, own)
  return { db, key }
}

const ready = (): Promise<Opened> => {
  opened ??= open()
  return opened
}

async function read<S extends z.ZodType>(found: Sealed, schema: S): Promise<z.output<S> | null> {
  const { key } = await ready()
  const parsed = schema.safeParse(JSON.parse(await unseal(key, found)))
  return parsed.success ? parsed.data : null
}

/** A phone that cannot keep anything still works while it has signal: every failure here reads as „nothing kept”. */
export async function recall(): Promise<Kept | null> {
  try {
    const { db } = await ready()
    const found = await db.get('kept', own)
    return found ? await read(found, Kept) : null
  } catch {
    return null
  }
}

export async function keep(kept: Kept): Promise<void> {
  const { db, key } = await ready()
  await db.put('kept', await seal(key, JSON.stringify(kept)), own)
}

/** Rejects where the phone cannot store: then the step must be sent at once or said aloud. */
export async function keepStep(step: OwnStep): Promise<void> {
  const { db, key } = await ready()
  await db.put('steps', await seal(key, JSON.stringify(step)), step.key)
}

export async function dropStep(key: string): Promise<void> {
  const { db } = await ready()
  await db.delete('steps', key)
}

export async function recallSteps(): Promise<OwnStep[]> {
  try {
    const { db } = await ready()
    const found = await Promise.all((await db.getAll('steps')).map((each) => read(each, OwnStep)))
    return found.filter((step) => step !== null).toSorted((a, b) => a.at.getTime() - b.at.getTime())
  } catch {
    return []
  }
}

/** Signing out leaves nothing behind, not even the key. */
export async function emptyPocket(): Promise<void> {
  const { db } = await ready()
  db.close()
  opened = undefined
  indexedDB.deleteDatabase(name)
}
