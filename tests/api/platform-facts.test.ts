import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditChapter } from '@veghe/server/audit/audit.api.ts'
import * as audit from '@veghe/server/audit/audit.ts'
import { openHeads } from '@veghe/server/audit/heads.ts'
import { report, verifyFacts } from '@veghe/server/audit/verifier.ts'
import { openMaster } from '@veghe/server/platform/crypto/master.ts'
import { inTransaction } from '@veghe/server/platform/db/transaction.ts'
import { ContactId, CountyCode, newId } from '@veghe/shared/kernel/ids.ts'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { runSql } from '../support/databases.ts'

const cluj = CountyCode.parse('CJ')
const bistrita = CountyCode.parse('BN')
const system = { kind: 'system' } as const

let world: World
let dataDir: string
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'veghe-heads-'))
  world = await startWorld({ chapters: [auditChapter], config: { dataDir } })
})
afterEach(async () => {
  await world.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const contactId = ContactId.parse(newId())
const happen = (count: number, county = cluj) =>
  world.server.transact(system, async (ctx) => {
    for (let i = 0; i < count; i++)
      await ctx.happened('intake.received', { county, contactId, body: { no: i } })
  })

const heads = () => openHeads(dataDir, openMaster(world.server.config.masterKey).signing())
const verify = () =>
  inTransaction(world.opened.pool, { scope: '*' }, ({ client }) => verifyFacts(client, heads()))
const verdict = async () => (await verify()).map(report)

/** Another test's open transaction in the same cluster holds the sealer back: it comes round again. */
const sealAll = async () => {
  for (let round = 0; round < 100; round++) {
    await world.pass('1s')
    if ((await verify()).every(({ unsealed }) => unsealed === 0)) return
  }
}

/** As a superuser of the database would do it: triggers and keys do not hold him. */
const tamper = (sql: string) =>
  runSql(world.database.superUrl, `set session_replication_role = replica; ${sql}`)

const nthFact = async (seq: number, county = 'CJ'): Promise<string> => {
  const rows = await runSql<{ fact_id: string }>(
    world.database.superUrl,
    `select fact_id from seals where county = '${county}' and seq = ${seq}`,
  )
  return rows[0]?.fact_id ?? ''
}

test('facts are chained per county a moment after they happened', async () => {
  await happen(3)
  await happen(2, bistrita)
  expect(await verify()).toMatchObject([
    { county: 'BN', sealed: 0, unsealed: 2, fault: null },
    { county: 'CJ', sealed: 0, unsealed: 3, fault: null },
  ])

  await sealAll()

  expect(await verify()).toMatchObject([
    { county: 'BN', sealed: 2, unsealed: 0, heads: 1, fault: null },
    { county: 'CJ', sealed: 3, unsealed: 0, heads: 1, fault: null },
  ])
})

test('a fact waits for older transactions that are still open, so that nothing slips in before it', async () => {
  const slow = new pg.Client(world.database.appUrl)
  await slow.connect()
  await slow.query("begin; set local veghe.scope = 'CJ'; select pg_current_xact_id()")
  await happen(2)
  await world.pass('1s')
  expect(await verify()).toMatchObject([{ sealed: 0, unsealed: 2, fault: null }])

  await slow.query('commit')
  await slow.end()
  await sealAll()
  expect(await verify()).toMatchObject([{ sealed: 2, unsealed: 0, fault: null }])
})

test('the timeline of a contact has its facts in the order they happened, those of this moment included', async () => {
  await happen(2)
  const kinds = await world.server.transact(system, async (ctx) => {
    await ctx.happened('intake.hintFound', { county: cluj, contactId })
    await ctx.happened('intake.closed', { county: cluj, contactId })
    return (await audit.timelineOf(ctx, { contactId })).map((fact) => fact.kind)
  })
  expect(kinds).toEqual(['intake.received', 'intake.received', 'intake.hintFound', 'intake.closed'])
})

test('a fact holds codes and numbers, never a text', async () => {
  const told = world.server.transact(system, (ctx) =>
    ctx.happened('intake.received', { county: cluj, body: { words: 'mă bate acum' } }),
  )
  await expect(told).rejects.toThrow()
})

describe('with a sealed chain of six', () => {
  beforeEach(async () => {
    await happen(4)
    await sealAll()
    await happen(2)
    await sealAll()
  })

  test('a changed fact is named', async () => {
    const id = await nthFact(3)
    await tamper(`update facts set at = at + interval '1 hour' where id = '${id}'`)
    expect(await verdict()).toEqual([expect.stringContaining(`fact ${id} (no. 3) is not what was sealed`)])
  })

  test('two facts that changed places are found', async () => {
    const [one, two] = [await nthFact(2), await nthFact(3)]
    await tamper(`update seals set fact_id = '00000000-0000-0000-0000-000000000001' where fact_id = '${one}';
      update seals set fact_id = '${one}' where fact_id = '${two}';
      update seals set fact_id = '${two}' where fact_id = '00000000-0000-0000-0000-000000000001'`)
    expect(await verdict()).toEqual([expect.stringContaining(`fact ${two} (no. 2) is not what was sealed`)])
  })

  test('a deleted fact is named, and a deleted seal leaves a gap', async () => {
    const id = await nthFact(2)
    await tamper(`delete from facts where id = '${id}'`)
    expect(await verdict()).toEqual([expect.stringContaining(`fact ${id} (no. 2) is gone`)])

    await tamper(`delete from seals where seq = 2`)
    expect(await verdict()).toEqual([expect.stringContaining('seal no. 2 is gone')])
  })

  test('a tail cut off with its seals is found by the head outside', async () => {
    await tamper(
      `delete from facts where id in (select fact_id from seals where seq > 4); delete from seals where seq > 4`,
    )
    expect(await verdict()).toEqual([expect.stringContaining('the chain ends at no. 4')])
  })

  test('a chain rewritten from end to end is found by the head outside', async () => {
    await tamper(
      `delete from seals; update facts set body = '{"no": 9}' where id = (select min(id::text)::uuid from facts)`,
    )
    const kept = readFileSync(join(dataDir, 'heads/CJ.jsonl'), 'utf8')
    while ((await runSql(world.database.superUrl, 'select 1 from seals')).length < 6) await world.pass('1s')
    writeFileSync(join(dataDir, 'heads/CJ.jsonl'), kept)
    expect(await verdict()).toEqual([expect.stringContaining('seal no. 4 is not the one signed outside')])
  })

  test('a fact put in behind the sealer is named', async () => {
    const id = newId<string>()
    await tamper(`insert into facts select (json_populate_record(f, '{"id":"${id}"}')).* from facts f
      where id = '${await nthFact(1)}'`)
    await tamper(`update facts set tx = '3' where id = '${id}'`)
    expect(await verdict()).toEqual([expect.stringContaining(`fact ${id} was put in before the end`)])
  })

  test('a head that somebody else wrote is said', async () => {
    const path = join(dataDir, 'heads/CJ.jsonl')
    writeFileSync(path, readFileSync(path, 'utf8').replace('"seq":6', '"seq":5'))
    expect(await verdict()).toEqual([expect.stringContaining('1 of the heads kept outside are not signed')])
  })
})
