import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { useEffect, useEffectEvent, useState } from 'react'
import { newKey, type Sealed, seal, unseal } from './sealed.ts'

/** What is typed and not yet sent. On this computer only, sealed with a key that cannot be read out of the browser. */
interface Drafts extends DBSchema {
  keys: { key: string; value: CryptoKey }
  drafts: { key: string; value: Sealed & { at: number } }
}

const name = 'veghe.drafts'
/** A shift. What nobody came back to by then was meant for nobody. */
const keptMs = 12 * 3_600_000
const settleMs = 400

type Opened = { db: IDBPDatabase<Drafts>; key: CryptoKey }
let opened: Promise<Opened> | undefined

async function open(): Promise<Opened> {
  const db = await openDB<Drafts>(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('keys')
      fresh.createObjectStore('drafts')
    },
  })
  let key = await db.get('keys', 'own')
  if (!key) {
    key = await newKey()
    await db.put('keys', key, 'own')
  }
  for (const each of await db.getAllKeys('drafts')) {
    const draft = await db.get('drafts', each)
    if (draft && Date.now() - draft.at > keptMs) await db.delete('drafts', each)
  }
  return { db, key }
}

const ready = (): Promise<Opened> => {
  opened ??= open()
  return opened
}

async function keep(place: string, text: string): Promise<void> {
  const { db, key } = await ready()
  if (!text) return db.delete('drafts', place)
  const sealed = await seal(key, text)
  await db.put('drafts', { at: Date.now(), ...sealed }, place)
}

async function recall(place: string): Promise<string> {
  const { db, key } = await ready()
  const draft = await db.get('drafts', place)
  return draft ? unseal(key, draft) : ''
}

/** Signing out leaves nothing behind. */
export async function forgetDrafts(): Promise<void> {
  const { db } = await ready()
  db.close()
  opened = undefined
  indexedDB.deleteDatabase(name)
}

/**
 * A text field whose unsent text survives a killed tab: `useDraft('heard <contact>')`. Two seconds of typing are the most
 * that can be lost. A store that cannot be opened costs only that.
 */
export function useDraft(place: string): { text: string; setText: (text: string) => void } {
  const [text, setText] = useState('')
  const [isRecalled, setRecalled] = useState(false)
  const fill = useEffectEvent((found: string) => {
    if (found && text === '') setText(found)
    setRecalled(true)
  })
  useEffect(() => {
    let isHere = true
    recall(place).then(
      (found) => isHere && fill(found),
      () => isHere && fill(''),
    )
    return () => {
      isHere = false
    }
  }, [place])
  useEffect(() => {
    if (!isRecalled) return
    const timer = setTimeout(() => keep(place, text).catch(() => {}), settleMs)
    return () => clearTimeout(timer)
  }, [place, text, isRecalled])
  return { text, setText }
}
