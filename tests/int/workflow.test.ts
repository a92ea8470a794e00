import { SLUG } from '../../src/slugs'
import { claimReview, decideReview } from '../../src/workflow/reviews'
import { retire } from '../../src/workflow/shelves'
import { findRows, readRow } from '../../src/workflow/transition'
import { type Running, startPayload } from '../support/payload'
import { buildInReview, buildResource, buildWorld, seatOf, type World } from '../support/work'

let running: Running
let world: World

beforeAll(async () => {
  running = await startPayload({ name: 'workflow' })
  world = await buildWorld({ payload: running.payload })
})
afterAll(() => running.stop())

const approve = async (track: 'content' | 'technical', revision: string, actor = world[track]) => {
  const { payload } = world
  const seat = await seatOf({ world, revision, track })
  await claimReview({ payload, actor, review: seat.id, leaseSeconds: 60 })
  return decideReview({ payload, actor, review: seat.id, decision: { verdict: 'approved' } })
}

const shelfOf = async (resource: string) =>
  (await findRows({ payload: world.payload, slug: SLUG.shelves, where: { resource: { equals: resource } } }))[0]!

describe('dual review', () => {
  it('should publish when both offices approved the same revision, and not before', async () => {
    const resource = await buildResource({ world })
    const revision = await buildInReview({ world, resource })
    expect(revision.state).toBe('inReview')
    expect((await approve('content', revision.id)).revision.state).toBe('inReview')
    expect((await shelfOf(resource)).state).toBe('empty')
    expect((await approve('technical', revision.id)).revision.state).toBe('approved')
    const shelf = await shelfOf(resource)
    expect(shelf).toMatchObject({ state: 'live', liveNumber: 1, liveRevision: revision.id, audience: 'county:411327' })
    expect(shelf.seals.map((seal) => seal.track)).toEqual(['content', 'technical'])
  })

  it('should return when one office returns, and void the other seat', async () => {
    const { payload } = world
    const resource = await buildResource({ world })
    const revision = await buildInReview({ world, resource })
    const seat = await seatOf({ world, revision: revision.id, track: 'technical' })
    await claimReview({ payload, actor: world.technical, review: seat.id, leaseSeconds: 60 })
    const decision = { verdict: 'returned' as const, reasons: ['SOUND' as const], comment: '07:10 起没有声音' }
    expect((await decideReview({ payload, actor: world.technical, review: seat.id, decision })).revision.state).toBe(
      'returned',
    )
    expect((await seatOf({ world, revision: revision.id, track: 'content' })).state).toBe('void')
  })

  it('should count one event a transition: events = seq', async () => {
    const { payload } = world
    const resource = await buildResource({ world })
    const revision = await buildInReview({ world, resource })
    await approve('content', revision.id)
    await approve('technical', revision.id)
    const row = await readRow({ payload, slug: SLUG.revisions, id: revision.id })
    const events = await payload.db.count({
      collection: SLUG.auditEvents,
      where: { entity: { equals: `revisions/${revision.id}` } },
    })
    expect(events.totalDocs).toBe(row.seq)
    expect(row).toMatchObject({ dirty: false, drainedSeq: row.seq })
  })

  it('should take a retired resource off the shelf', async () => {
    const { payload } = world
    const resource = await buildResource({ world })
    const revision = await buildInReview({ world, resource })
    await approve('content', revision.id)
    await approve('technical', revision.id)
    const shelf = await retire({
      payload,
      actor: world.admin,
      shelf: (await shelfOf(resource)).id,
      reason: 'takeDown',
      note: '',
      graceDays: 0,
    })
    expect(shelf.state).toBe('offShelf')
  })
})
