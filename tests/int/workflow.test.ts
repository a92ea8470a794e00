import { randomUUID } from 'node:crypto'

import { loadActor } from '../../src/access/actor'
import { type Actor, systemActor } from '../../src/domain/actor'
import { sweep } from '../../src/jobs/sweep'
import { SLUG } from '../../src/slugs'
import { holdAsset } from '../../src/workflow/assets'
import { grantRole } from '../../src/workflow/grants'
import { claimReview, decideReview } from '../../src/workflow/reviews'
import { beginCheck, settleMedia, withdrawRevision } from '../../src/workflow/revisions'
import { restoreShelf, retire, type RetireReason } from '../../src/workflow/shelves'
import { submitResource } from '../../src/workflow/submitResource'
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

  it('should claim for one person until the lease ends, then for another', async () => {
    const { payload } = world
    const revision = await buildInReview({ world, resource: await buildResource({ world }) })
    const { id } = await seatOf({ world, revision: revision.id, track: 'content' })
    const colleague = await world.person({ roles: ['contentReviewer'], district: '411327' })
    const claim = (actor: Actor, now = new Date()) => claimReview({ payload, actor, review: id, leaseSeconds: 60, now })
    await claim(world.content)
    await expect(claim(colleague)).rejects.toMatchObject({ code: 'ALREADY_CLAIMED' })
    await sweep({ payload })
    expect((await readRow({ payload, slug: SLUG.reviews, id })).reviewer).toBe(world.content.id)
    expect(await claim(colleague, new Date(Date.now() + 61_000))).toMatchObject({ reviewer: colleague.id })
    const decision = { verdict: 'approved' as const }
    await expect(decideReview({ payload, actor: world.content, review: id, decision })).rejects.toMatchObject({
      code: 'NOT_CLAIMED',
    })
    await payload.db.updateOne({
      collection: SLUG.reviews,
      where: { id: { equals: id } },
      data: { leaseUntil: new Date(Date.now() - 1000).toISOString() },
    })
    await sweep({ payload })
    expect(await readRow({ payload, slug: SLUG.reviews, id })).toMatchObject({ state: 'open', reviewer: '' })
  })

  it('should refuse a return without a coded reason of the office, and who is out of scope', async () => {
    const { payload } = world
    const revision = await buildInReview({ world, resource: await buildResource({ world }) })
    const { id } = await seatOf({ world, revision: revision.id, track: 'technical' })
    await claimReview({ payload, actor: world.technical, review: id, leaseSeconds: 60 })
    for (const [reasons, comment] of [
      [[], '声音断续'],
      [['SOUND'], ' '],
      [['SCIENTIFIC'], '不属于电教馆'],
      [['NO_SUCH_CODE'], '乱写的代码'],
    ] as const) {
      const decision = { verdict: 'returned' as const, reasons: reasons as never, comment }
      await expect(decideReview({ payload, actor: world.technical, review: id, decision })).rejects.toMatchObject({
        code: 'REASON_NEEDED',
      })
    }
    const elsewhere = await world.person({ roles: [] })
    const grant = { payload, actor: systemActor('test'), user: elsewhere.id, role: 'contentReviewer' as const }
    await grantRole({ ...grant, subject: 'music' })
    const stranger = await loadActor({ payload, user: { id: elsewhere.id, name: '张' } })
    const seat = await seatOf({ world, revision: revision.id, track: 'content' })
    await expect(claimReview({ payload, actor: stranger, review: seat.id, leaseSeconds: 60 })).rejects.toMatchObject({
      code: 'OUT_OF_SCOPE',
    })
  })

  it('should give the blobs of a withdrawn, an unfit and a replaced revision back', async () => {
    const { payload } = world
    const refs = async (revision: { resource: string; number: number }) =>
      (
        await payload.db.count({
          collection: SLUG.assetRefs,
          where: { holder: { equals: `revision/${revision.resource}:${revision.number}` } },
        })
      ).totalDocs
    const resource = await buildResource({ world })
    const first = await buildInReview({ world, resource })
    expect(await refs(first)).toBe(1)
    await withdrawRevision({ payload, actor: world.teacher, revision: first.id })
    expect(await refs(first)).toBe(0)

    const frozen = await submitResource({ payload, actor: world.teacher, resource })
    const checking = await beginCheck({ payload, actor: systemActor('test'), revision: frozen })
    const reason = { code: 'NO_AUDIO' as const, level: 'refuse' as const, params: {} }
    const file = { file: 'f', name: '课.mp4', plan: null, verdict: null, probe: null, outputProbe: null }
    const files = [{ ...file, reasons: [reason] }]
    const unfit = await settleMedia({ payload, actor: systemActor('test'), revision: checking, files, outputs: [] })
    expect([unfit.state, await refs(unfit)]).toEqual(['unfit', 0])

    const third = await buildInReview({ world, resource })
    await approve('content', third.id)
    await approve('technical', third.id)
    await payload.db.updateOne({
      collection: SLUG.resources,
      where: { id: { equals: resource } },
      data: { summary: '改了简介' },
    })
    const fourth = await buildInReview({ world, resource })
    await approve('content', fourth.id)
    expect((await shelfOf(resource)).liveNumber).toBe(4)
    expect([await refs(third), await refs(fourth)]).toEqual([0, 1])
    const { asset } = fourth.files[0]!
    expect((await readRow({ payload, slug: SLUG.mediaAssets, id: asset })).state).toBe('active')
  })

  it('should release what a check made for a revision that was withdrawn meanwhile', async () => {
    const { payload } = world
    const resource = await buildResource({ world })
    const frozen = await submitResource({ payload, actor: world.teacher, resource })
    const revision = await beginCheck({ payload, actor: systemActor('test'), revision: frozen })
    await withdrawRevision({ payload, actor: world.teacher, revision: revision.id })
    const holder = `revision/${resource}:1`
    await holdAsset({ payload, asset: revision.files[0]!.asset, holder })
    await expect(
      settleMedia({ payload, actor: systemActor('test'), revision, files: [], outputs: [] }),
    ).rejects.toMatchObject({ code: 'STAGE_CONFLICT' })
    const where = { holder: { equals: holder } }
    expect((await payload.db.count({ collection: SLUG.assetRefs, where })).totalDocs).toBe(0)
  })

  it('should take no submission whose place in the catalogue does not agree', async () => {
    const { payload } = world
    const book = { title: '数学 三年级上册', stage: 'primary', grade: 'g3', subject: 'math', edition: '人教版' }
    const key = `book-${randomUUID()}`
    const textbook = await payload.create({ collection: SLUG.textbooks, data: { ...book, key } })
    const node = await payload.create({
      collection: SLUG.nodes,
      data: { key: `${key}-1`, type: 'lesson', textbook: key, title: '几分之一', order: 1 },
    })
    const place = { textbook: String(textbook.id), node: String(node.id) }
    const submit = async (data: Record<string, unknown>) =>
      submitResource({ payload, actor: world.teacher, resource: await buildResource({ world, data }) })
    for (const wrong of [
      { subject: 'no-such-subject' },
      { channel: 'no-such-channel' },
      { ...place, subject: 'chinese' },
      { ...place, grade: 'g4' },
      { ...place, textbook: '' },
      { textbook: randomUUID() },
    ])
      await expect(submit(wrong)).rejects.toMatchObject({ code: 'INCOMPLETE', params: { detail: 'wrongPlace' } })
    expect(await submit(place)).toMatchObject({ state: 'frozen', nodePath: '数学 三年级上册' })
  })

  it('should put a lesson plan into the light lane, where no encode is in its way', async () => {
    const { payload } = world
    const frozen = await submitResource({ payload, actor: world.teacher, resource: await buildResource({ world }) })
    const job = await payload.db.findOne({
      collection: SLUG.jobs,
      where: { entity: { equals: `revisions/${frozen.id}` } },
    })
    expect(job).toMatchObject({ type: 'checkRevision', lane: 'light' })
  })

  it('should ask once more for a job that is missing, and only once', async () => {
    const { payload } = world
    const frozen = await submitResource({ payload, actor: world.teacher, resource: await buildResource({ world }) })
    const where = { entity: { equals: `revisions/${frozen.id}` } }
    await payload.db.deleteMany({ collection: SLUG.jobs, where })
    for (let n = 0; n < 2; n++) await sweep({ payload })
    const { docs } = await payload.db.find<{ type: string; state: string }>({ collection: SLUG.jobs, where })
    expect(docs.map(({ type, state }) => [type, state])).toEqual([['checkRevision', 'queued']])
  })
})

describe('off the shelf', () => {
  const publish = async (resource: string) => {
    const revision = await buildInReview({ world, resource })
    await approve('content', revision.id)
    await approve('technical', revision.id)
    return (await shelfOf(resource)).id
  }
  const takeOff = (shelf: string, reason: RetireReason) =>
    retire({ payload: world.payload, actor: world.admin, shelf, reason, note: '', graceDays: 0 })

  it('should let no teacher undo a take-down by submitting again', async () => {
    const { payload } = world
    const resource = await buildResource({ world })
    const shelf = await publish(resource)
    await takeOff(shelf, 'takeDown')
    const again = submitResource({ payload, actor: world.teacher, resource })
    await expect(again).rejects.toMatchObject({ code: 'TAKEN_DOWN' })
    await restoreShelf({ payload, actor: world.admin, shelf })
    expect(await submitResource({ payload, actor: world.teacher, resource })).toMatchObject({ number: 2 })
  })

  it('should keep down what is approved after a take-down until it is restored', async () => {
    const { payload } = world
    const resource = await buildResource({ world })
    const shelf = await publish(resource)
    await payload.db.updateOne({
      collection: SLUG.resources,
      where: { id: { equals: resource } },
      data: { summary: '改了简介' },
    })
    const second = await buildInReview({ world, resource })
    await takeOff(shelf, 'takeDown')
    expect((await approve('content', second.id)).revision.state).toBe('approved')
    expect(await shelfOf(resource)).toMatchObject({ state: 'offShelf', liveNumber: 1, retireReason: 'takeDown' })
    expect(await restoreShelf({ payload, actor: world.admin, shelf })).toMatchObject({ state: 'live', liveNumber: 2 })
  })

  it('should ask both offices anew before an outdated resource comes back', async () => {
    const resource = await buildResource({ world })
    const shelf = await publish(resource)
    await takeOff(shelf, 'outdated')
    const second = await buildInReview({ world, resource })
    for (const track of ['content', 'technical'] as const)
      expect((await seatOf({ world, revision: second.id, track })).state).toBe('open')
    await approve('content', second.id)
    await approve('technical', second.id)
    expect(await shelfOf(resource)).toMatchObject({ state: 'live', liveNumber: 2, retireReason: '' })
  })

  it('should let the owner take it off by her own wish, and nobody else', async () => {
    const { payload } = world
    const shelf = await publish(await buildResource({ world }))
    const other = await world.person({ roles: ['teacher'], school: world.school })
    const wish = { payload, shelf, reason: 'ownerRequest' as const, note: '', graceDays: 30 }
    await expect(retire({ ...wish, actor: other })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await retire({ ...wish, actor: world.teacher })).toMatchObject({ state: 'offShelf' })
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
