import { randomUUID } from 'node:crypto'

import type { Payload } from 'payload'

import type { Actor } from '../../src/domain/actor'
import { sweep } from '../../src/jobs/sweep'
import { SLUG } from '../../src/slugs'
import { advanceRevision, seatsOf } from '../../src/workflow/advanceRevision'
import { uploadHolder } from '../../src/workflow/assets'
import { claimReview, type Decision, decideReview } from '../../src/workflow/reviews'
import type { RevisionRow } from '../../src/workflow/rows'
import { findRows, readRow } from '../../src/workflow/transition'
import { type Child, prepareChildren } from '../support/kill'
import { expectChain, expectSound, finishJobs } from '../support/killSound'
import { type Running, startPayload } from '../support/payload'
import type { Move, RaceTask } from '../support/raceTasks'
import { buildAsset, buildInReview, buildResource, buildWorld, seatOf, type World } from '../support/work'

const ROUNDS = Number(process.env.RACE_ROUNDS ?? 12)
const APPROVE: Decision = { verdict: 'approved' }
const RETURN_SOUND: Decision = { verdict: 'returned', reasons: ['SOUND'], comment: '07:10 起没有声音' }
const RETURN_CONTENT: Decision = { verdict: 'returned', reasons: ['SCIENTIFIC'], comment: '第3页有误' }

let running: Running
let world: World
let payload: Payload
let prepared: Awaited<ReturnType<typeof prepareChildren>>
let four: Child[]

beforeAll(async () => {
  running = await startPayload({ name: 'race' })
  payload = running.payload
  prepared = await prepareChildren('raceChild.ts')
  const starting = Promise.all(Array.from({ length: 4 }, () => prepared.start()))
  world = await buildWorld({ payload })
  four = await starting
}, 120_000)
afterAll(async () => {
  for (const child of four ?? []) await child.kill()
  await prepared?.remove()
  await running.stop()
})

/** Lets each list of moves be played by a process of its own, round by round at the same instant. */
const race = (...lists: Move[][]): Promise<string[][]> => {
  const startAt = Date.now() + 100
  return Promise.all(
    lists.map((moves, index) =>
      four[index]!.ask<string[]>({ name: 'rounds', startAt, everyMs: 120, moves } satisfies RaceTask),
    ),
  )
}

type Under = { resource: string; revision: RevisionRow; content: string; technical: string }

const underReview = async (claimedBy: { content?: Actor; technical?: Actor } = {}): Promise<Under> => {
  const resource = await buildResource({ world })
  const revision = await buildInReview({ world, resource })
  const content = (await seatOf({ world, revision: revision.id, track: 'content' })).id
  const technical = (await seatOf({ world, revision: revision.id, track: 'technical' })).id
  const seats = { content, technical }
  for (const track of ['content', 'technical'] as const) {
    const actor = claimedBy[track]
    if (actor) await claimReview({ payload, actor, review: seats[track], leaseSeconds: 3600 })
  }
  return { resource, revision, ...seats }
}

const many = async <T>(make: () => Promise<T>): Promise<T[]> => {
  const made: T[] = []
  for (let round = 0; round < ROUNDS; round++) made.push(await make())
  return made
}

const stateOf = async (id: string) => (await readRow({ payload, slug: SLUG.revisions, id })).state
const shelfOf = async (resource: string) =>
  (await findRows({ payload, slug: SLUG.shelves, where: { resource: { equals: resource } } }))[0]!

const settle = async (resource: string) => {
  await sweep({ payload })
  await finishJobs({ payload, ids: { resource } })
  await expectSound({ payload, ids: { resource } })
}

describe('four processes on one row', () => {
  it('should count every transition of a seat once while drains run: events = seq', async () => {
    const { content } = await underReview()
    const people: Actor[] = []
    for (let n = 0; n < 4; n++) people.push(await world.person({ roles: ['contentReviewer'], district: '411327' }))
    await Promise.all(
      people.map((actor, n) => four[n]!.ask({ name: 'shuttle', actor, review: content, times: 13 } satisfies RaceTask)),
    )
    await sweep({ payload })
    const row = await readRow({ payload, slug: SLUG.reviews, id: content })
    expect(row).toMatchObject({ state: 'open', seq: 1 + 4 * 26, dirty: false, drainedSeq: row.seq })
    await expectChain({ payload, entity: `${SLUG.reviews}/${content}`, row })
  }, 120_000)

  it('should keep what each of them writes into one blob, with drains between', async () => {
    const holder = uploadHolder(randomUUID())
    const asset = await buildAsset({ payload, bytes: Buffer.from(randomUUID()), mime: 'text/plain', holder })
    await Promise.all([
      ...[0, 1, 2].map((n) =>
        four[n]!.ask({ name: 'describe', asset: asset.id, times: 25, who: `w${n}` } satisfies RaceTask),
      ),
      four[3]!.ask({ name: 'drains', reviews: [], assets: [asset.id], forMs: 2000 } satisfies RaceTask),
    ])
    await sweep({ payload })
    const row = await readRow({ payload, slug: SLUG.mediaAssets, id: asset.id })
    expect(row).toMatchObject({ seq: 1 + 75, dirty: false })
    expect(Object.keys(row.renditions)).toHaveLength(75)
    await expectChain({ payload, entity: `${SLUG.mediaAssets}/${asset.id}`, row })
  }, 120_000)
})

describe('two keys', () => {
  const both = () => world.person({ roles: ['contentReviewer', 'technicalReviewer'], district: '411327' })

  it('should refuse the owner and a contributor by user id, whatever their roles', async () => {
    const owner = await world.person({
      roles: ['teacher', 'contentReviewer', 'technicalReviewer'],
      school: world.school,
    })
    const helper = await both()
    const resource = await buildResource({
      world,
      owner,
      data: { contributors: [{ name: '李老师', user: helper.id }] },
    })
    const revision = await buildInReview({ world: { ...world, teacher: owner }, resource })
    for (const track of ['content', 'technical'] as const) {
      const seat = await seatOf({ world, revision: revision.id, track })
      for (const actor of [owner, helper]) {
        const claiming = claimReview({ payload, actor, review: seat.id, leaseSeconds: 60 })
        await expect(claiming).rejects.toMatchObject({ code: 'SELF_REVIEW' })
      }
    }
  })

  it('should refuse the second seat to whoever holds or has turned the first', async () => {
    const person = await both()
    const { content, technical } = await underReview({ content: person })
    const claiming = () => claimReview({ payload, actor: person, review: technical, leaseSeconds: 60 })
    await expect(claiming()).rejects.toMatchObject({ code: 'TWO_KEYS' })
    await decideReview({ payload, actor: person, review: content, decision: APPROVE })
    await expect(claiming()).rejects.toMatchObject({ code: 'TWO_KEYS' })
  })

  it('should never let one person turn both, when two of their tabs claim and approve both at one instant', async () => {
    const person = await both()
    const items = await many(() => underReview())
    await race(
      items.map(({ content }) => ({ do: 'claimAndApprove', actor: person, review: content })),
      items.map(({ technical }) => ({ do: 'claimAndApprove', actor: person, review: technical })),
    )
    for (const { resource, revision } of items) {
      await settle(resource)
      const seats = await seatsOf({ payload, revision })
      const turned = seats.filter((seat) => seat.reviewer === person.id && seat.state === 'approved')
      expect(turned.length).toBeLessThan(2)
      expect(await stateOf(revision.id)).toBe('inReview')
      expect((await shelfOf(resource)).state).toBe('empty')
    }
  }, 120_000)

  it('should carry the technical key over a metadata edit, with its holder, who may not turn the other', async () => {
    const person = await both()
    const { resource, content, technical } = await underReview({ content: world.content, technical: person })
    await decideReview({ payload, actor: person, review: technical, decision: APPROVE })
    const decision: Decision = RETURN_CONTENT
    await decideReview({ payload, actor: world.content, review: content, decision })
    await payload.db.updateOne({
      collection: SLUG.resources,
      where: { id: { equals: resource } },
      data: { summary: '新的简介' },
    })
    const second = await buildInReview({ world, resource })
    const carried = await seatOf({ world, revision: second.id, track: 'technical' })
    expect(carried).toMatchObject({ state: 'approved', reviewer: person.id, carriedFrom: technical })
    const other = await seatOf({ world, revision: second.id, track: 'content' })
    expect(other.state).toBe('open')
    const claiming = claimReview({ payload, actor: person, review: other.id, leaseSeconds: 60 })
    await expect(claiming).rejects.toMatchObject({ code: 'TWO_KEYS' })
    await claimReview({ payload, actor: world.content, review: other.id, leaseSeconds: 60 })
    await decideReview({ payload, actor: world.content, review: other.id, decision: APPROVE })
    expect(await shelfOf(resource)).toMatchObject({ state: 'live', liveNumber: 2 })
    await settle(resource)
  })

  it('should ask anew for a key whose holder became a contributor', async () => {
    const person = await both()
    const { resource, content, technical } = await underReview({ content: world.content, technical: person })
    await decideReview({ payload, actor: person, review: technical, decision: APPROVE })
    await decideReview({ payload, actor: world.content, review: content, decision: RETURN_CONTENT })
    const data = { contributors: [{ name: '评审人', user: person.id }] }
    await payload.db.updateOne({ collection: SLUG.resources, where: { id: { equals: resource } }, data })
    const second = await buildInReview({ world, resource })
    expect((await seatOf({ world, revision: second.id, track: 'technical' })).state).toBe('open')
  })

  it('should open a seat rather than carry both keys over in one hand', async () => {
    const person = await both()
    const { resource, content, technical } = await underReview({ content: person, technical: world.technical })
    const edit = (summary: string) =>
      payload.db.updateOne({ collection: SLUG.resources, where: { id: { equals: resource } }, data: { summary } })
    await decideReview({ payload, actor: person, review: content, decision: APPROVE })
    await decideReview({ payload, actor: world.technical, review: technical, decision: RETURN_SOUND })
    await edit('换一个简介')
    const second = await buildInReview({ world, resource })
    for (const [track, actor, decision] of [
      ['technical', person, APPROVE],
      ['content', world.content, RETURN_CONTENT],
    ] as const) {
      const seat = await seatOf({ world, revision: second.id, track })
      await claimReview({ payload, actor, review: seat.id, leaseSeconds: 60 })
      await decideReview({ payload, actor, review: seat.id, decision })
    }
    await edit('')
    const third = await buildInReview({ world, resource })
    const seats = await seatsOf({ payload, revision: third })
    expect(seats.map(({ reviewer, state }) => `${reviewer}:${state}`).sort()).toEqual(
      [':open', `${person.id}:approved`].sort(),
    )
  })
})

describe('decisions at one instant', () => {
  it('should publish once when both second approvals and three advances come together', async () => {
    const items = await many(() => underReview({ content: world.content, technical: world.technical }))
    await race(
      items.map(({ content }) => ({ do: 'decide', actor: world.content, review: content, decision: APPROVE })),
      items.map(({ technical }) => ({ do: 'decide', actor: world.technical, review: technical, decision: APPROVE })),
      items.map(({ revision }) => ({ do: 'advance', revision: revision.id })),
      items.map(({ revision }) => ({ do: 'advance', revision: revision.id })),
    )
    for (const { resource, revision } of items) {
      await settle(resource)
      expect(await shelfOf(resource)).toMatchObject({ state: 'live', liveNumber: 1, liveRevision: revision.id, seq: 2 })
    }
  }, 120_000)

  it('should end approved or returned, never both, when one office approves while the other returns', async () => {
    const items = await many(() => underReview({ content: world.content, technical: world.technical }))
    await race(
      items.map(({ content }) => ({ do: 'decide', actor: world.content, review: content, decision: APPROVE })),
      items.map(({ technical }) => ({
        do: 'decide',
        actor: world.technical,
        review: technical,
        decision: RETURN_SOUND,
      })),
      items.map(({ revision }) => ({ do: 'advance', revision: revision.id })),
    )
    for (const { resource, revision } of items) {
      await settle(resource)
      expect(await stateOf(revision.id)).toBe('returned')
      expect((await shelfOf(resource)).state).toBe('empty')
    }
  }, 120_000)

  it('should take one of two verdicts that one reviewer gives in two tabs', async () => {
    const items = await many(async () => {
      const item = await underReview({ content: world.content, technical: world.technical })
      await decideReview({ payload, actor: world.content, review: item.content, decision: APPROVE })
      return item
    })
    const [approved, returned] = await race(
      items.map(({ technical }) => ({ do: 'decide', actor: world.technical, review: technical, decision: APPROVE })),
      items.map(({ technical }) => ({
        do: 'decide',
        actor: world.technical,
        review: technical,
        decision: RETURN_SOUND,
      })),
    )
    for (const [round, { resource, revision }] of items.entries()) {
      expect([approved![round], returned![round]].sort()).toEqual(['STAGE_CONFLICT', 'ok'])
      await settle(resource)
      const isApproved = approved![round] === 'ok'
      expect(await stateOf(revision.id)).toBe(isApproved ? 'approved' : 'returned')
      expect((await shelfOf(resource)).state).toBe(isApproved ? 'live' : 'empty')
    }
  }, 120_000)

  it('should end withdrawn or published when the teacher withdraws at the second approval', async () => {
    const items = await many(async () => {
      const item = await underReview({ content: world.content, technical: world.technical })
      await decideReview({ payload, actor: world.content, review: item.content, decision: APPROVE })
      return item
    })
    await race(
      items.map(({ technical }) => ({ do: 'decide', actor: world.technical, review: technical, decision: APPROVE })),
      items.map(({ revision }) => ({ do: 'withdraw', actor: world.teacher, revision: revision.id })),
    )
    for (const { resource, revision } of items) {
      await settle(resource)
      const state = await stateOf(revision.id)
      expect(['approved', 'withdrawn']).toContain(state)
      expect((await shelfOf(resource)).state).toBe(state === 'approved' ? 'live' : 'empty')
    }
  }, 120_000)
})

describe('submits at one instant', () => {
  it('should freeze one revision when one teacher submits in four tabs', async () => {
    const items = await many(() => buildResource({ world }))
    const moves = () => items.map((resource): Move => ({ do: 'submit', actor: world.teacher, resource }))
    const answers = await race(moves(), moves(), moves(), moves())
    for (const [round, resource] of items.entries()) {
      expect(answers.filter((list) => list[round] === 'ok')).toHaveLength(1)
      await settle(resource)
      const rows = await findRows({ payload, slug: SLUG.revisions, where: { resource: { equals: resource } } })
      expect(rows.map((row) => row.number)).toEqual([1])
    }
  }, 120_000)

  it('should never leave two open revisions when a submit meets a withdrawal', async () => {
    const items = await many(() => underReview())
    await race(
      items.map(({ resource }) => ({ do: 'submit', actor: world.teacher, resource })),
      items.map(({ revision }) => ({ do: 'withdraw', actor: world.teacher, revision: revision.id })),
    )
    for (const { resource, revision } of items) {
      await settle(resource)
      expect(await stateOf(revision.id)).toBe('withdrawn')
      const rows = await findRows({ payload, slug: SLUG.revisions, where: { resource: { equals: resource } } })
      expect(rows.filter((row) => row.state !== 'withdrawn').length).toBeLessThan(2)
      expect(new Set(rows.map((row) => row.number)).size).toBe(rows.length)
    }
  }, 120_000)

  it('should never lower liveNumber when an old revision is published again', async () => {
    const item = await underReview({ content: world.content, technical: world.technical })
    for (const track of ['content', 'technical'] as const)
      await decideReview({ payload, actor: world[track], review: item[track], decision: APPROVE })
    const where = { id: { equals: item.resource } }
    await payload.db.updateOne({ collection: SLUG.resources, where, data: { summary: '更正' } })
    const second = await buildInReview({ world, resource: item.resource })
    const seat = await seatOf({ world, revision: second.id, track: 'content' })
    await claimReview({ payload, actor: world.content, review: seat.id, leaseSeconds: 60 })
    // The first revision's job comes late, again and again, while the second is published.
    await race(
      [{ do: 'decide', actor: world.content, review: seat.id, decision: APPROVE }],
      ...[1, 2, 3].map((): Move[] => [{ do: 'advance', revision: item.revision.id }]),
    )
    await advanceRevision({ payload, revision: item.revision.id })
    await settle(item.resource)
    expect(await shelfOf(item.resource)).toMatchObject({ liveNumber: 2, liveRevision: second.id })
  }, 120_000)
})
