import { randomUUID } from 'node:crypto'

import type { Where } from 'payload'

import { enqueue } from '../../src/jobs/queue'
import { SLUG } from '../../src/slugs'
import { type Running, startPayload } from '../support/payload'
import { type Caller, signIn } from '../support/raceRest'
import { buildInReview, buildResource, buildWorld, seatOf, type World } from '../support/work'

let running: Running
let world: World
let teacher: Caller
let reviewer: Caller

beforeAll(async () => {
  running = await startPayload({ name: 'lists' })
  world = await buildWorld({ payload: running.payload })
  teacher = await signIn({ payload: running.payload, actor: world.teacher })
  reviewer = await signIn({ payload: running.payload, actor: world.content })
  for (let n = 0; n < 3; n++) await buildInReview({ world, resource: await buildResource({ world }) })
})
afterAll(() => running.stop())

describe.each([
  ['the teacher’s own work', () => teacher, '/work/mine?'],
  ['the queue of an office', () => reviewer, '/review/queue?track=content&'],
])('%s', (_, who, path) => {
  it('should come page by page, each item once', async () => {
    const ids: string[] = []
    for (const page of [1, 2]) {
      const { json } = await who()('GET', `${path}limit=2&page=${page}`)
      const { items, total, totalPages } = json as { items: { id: string }[]; total: number; totalPages: number }
      expect({ total, totalPages }).toEqual({ total: 3, totalPages: 2 })
      ids.push(...items.map(({ id }) => id))
    }
    expect(new Set(ids).size).toBe(3)
    expect(ids).toHaveLength(3)
  })
})

describe('one item of the queue', () => {
  it('should be closed to the offices once its teacher has taken it back', async () => {
    const revision = await buildInReview({ world, resource: await buildResource({ world }) })
    const seat = await seatOf({ world, revision: revision.id, track: 'content' })
    expect((await reviewer('GET', `/review/reviews/${seat.id}`)).status).toBe(200)
    expect((await teacher('POST', `/work/revisions/${revision.id}/withdraw`)).status).toBe(200)
    const answer = await reviewer('GET', `/review/reviews/${seat.id}`)
    expect([answer.status, answer.text.includes(revision.title)]).toEqual([404, false])
  })

  it('should be claimed past those that this reviewer may not take', async () => {
    const both = await world.person({ roles: ['contentReviewer', 'technicalReviewer'], district: '411327' })
    const call = await signIn({ payload: running.payload, actor: both })
    for (let n = 0; n < 3; n++) {
      const revision = await buildInReview({ world, resource: await buildResource({ world }) })
      const seat = await seatOf({ world, revision: revision.id, track: 'technical' })
      await call('POST', `/review/reviews/${seat.id}/claim`)
    }
    const last = await buildInReview({ world, resource: await buildResource({ world }) })
    const all = { track: 'content', count: 20 }
    const { json } = await call('POST', '/review/claim-next', all)
    const wanted = await seatOf({ world, revision: last.id, track: 'content' })
    expect(json.claimed).toContain(wanted.id)
    expect(wanted.reviewer).toBe(both.id)
  })

  it('should be listed as overdue after three working days, and not before', async () => {
    const revision = await buildInReview({ world, resource: await buildResource({ world }) })
    const { id } = await seatOf({ world, revision: revision.id, track: 'content' })
    const overdue = async () => {
      const { json } = await reviewer('GET', '/review/queue?track=content&view=overdue&limit=100')
      return (json.items as { id: string }[]).map((item) => item.id)
    }
    expect(await overdue()).not.toContain(id)
    await running.payload.db.updateOne({
      collection: SLUG.reviews,
      where: { id: { equals: id } },
      data: { openedAt: new Date(Date.now() - 8 * 86_400_000).toISOString() },
    })
    expect(await overdue()).toContain(id)
  })
})

describe('a failed job', () => {
  it('should be tried again by a system admin’s click, once, and that is recorded', async () => {
    const { payload } = running
    const admin = await signIn({ payload, actor: world.admin })
    const key = `test:${randomUUID()}`
    await enqueue({ payload, key, type: 'indexShelf', input: { shelf: 'none' } })
    const where = { key: { equals: key } }
    await payload.db.updateOne({ collection: SLUG.jobs, where, data: { state: 'dead', claims: 5 } })
    const { id } = (await payload.db.findOne<{ id: string }>({ collection: SLUG.jobs, where }))!
    expect((await teacher('POST', `/administration/jobs/${id}/revive`)).status).toBe(403)
    expect((await admin('POST', `/administration/jobs/${id}/revive`)).status).toBe(200)
    expect(await payload.db.findOne({ collection: SLUG.jobs, where })).toMatchObject({ state: 'queued', claims: 0 })
    expect((await admin('POST', `/administration/jobs/${id}/revive`)).status).toBe(409)
    const events: Where = { and: [{ type: { equals: 'job.revived' } }, { actor: { equals: world.admin.id } }] }
    expect((await payload.db.count({ collection: SLUG.auditEvents, where: events })).totalDocs).toBe(1)
  })
})
