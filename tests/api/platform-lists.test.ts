import { chapters } from '@veghe/server/chapters.ts'
import { actions, pushes } from '@veghe/shared/api.ts'
import type { FactKind } from '@veghe/shared/audit/facts.codes.ts'
import { expect, test } from 'vitest'

const repeated = (names: readonly string[]) => names.filter((name, at) => names.indexOf(name) !== at)
const handled = chapters.flatMap((chapter) => Object.keys(chapter.handlers ?? {}))
const boards = chapters.flatMap((chapter) => chapter.boards ?? [])
const jobs = chapters.flatMap((chapter) => chapter.jobs ?? [])
const relayed = chapters.flatMap((chapter) => Object.keys(chapter.relays ?? {}))
const reactions = chapters.flatMap((chapter) => chapter.reactions ?? [])

test('every action is carried out by one chapter, its own', () => {
  const own = actions.filter((action) => !action.startsWith('identity.'))
  expect(handled.toSorted()).toEqual(own.toSorted())
  for (const { name, handlers } of chapters)
    expect(Object.keys(handlers ?? {}).filter((action) => !action.startsWith(`${name}.`))).toEqual([])
})

test('every push can be read again by the processes that did not write it', () => {
  expect(boards.map(({ push }) => push).toSorted()).toEqual(Object.keys(pushes).toSorted())
})

test('work for later has one name and one who does it', () => {
  expect(repeated([...jobs.map(({ name }) => name), ...relayed])).toEqual([])
  for (const { attempts } of jobs) expect(attempts).toBeGreaterThan(0)
})

test('no fact causes itself, however long the way round', () => {
  const causes = (kind: FactKind) =>
    reactions.filter(({ on }) => on === kind).flatMap(({ records }) => [...records])
  const circles: string[] = []
  const follow = (kind: FactKind, trail: readonly FactKind[]): void => {
    if (trail.includes(kind)) circles.push([...trail, kind].join(' -> '))
    else for (const next of causes(kind)) follow(next, [...trail, kind])
  }
  for (const { on } of reactions) follow(on, [])
  expect(circles).toEqual([])
})
