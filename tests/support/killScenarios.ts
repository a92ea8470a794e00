import { randomUUID } from 'node:crypto'

import type { Payload } from 'payload'

import { deleteAsset as deleteAssetJob } from '../../media-worker/handlers/upkeep'
import { type Actor, systemActor } from '../../src/domain/actor'
import type { ErrorCode } from '../../src/errors'
import { SLUG } from '../../src/slugs'
import { storage } from '../../src/storage'
import { describeAsset, dropIfUnheld, holdAsset, releaseHolders, uploadHolder } from '../../src/workflow/assets'
import { issueClientKey, revokeClientKey } from '../../src/workflow/clientKeys'
import { grantRole, revokeRole } from '../../src/workflow/grants'
import { claimReview, decideReview, releaseReview } from '../../src/workflow/reviews'
import { beginCheck, settleMedia, withdrawRevision } from '../../src/workflow/revisions'
import type { MovedSlug, Rows } from '../../src/workflow/rows'
import { purgeShelf, releasePurged, restoreShelf, retire } from '../../src/workflow/shelves'
import { submitResource } from '../../src/workflow/submitResource'
import { findRows, readRow } from '../../src/workflow/transition'
import {
  discardFile,
  expireUpload,
  readUpload,
  receiveUpload,
  rejectUpload,
  settleUpload,
  startUpload,
} from '../../src/workflow/uploads'
import { buildAsset, buildInReview, buildResource, seatOf, type World } from './work'

export type Ids = Record<string, string>
export type People = Pick<World, 'teacher' | 'content' | 'technical' | 'admin'>
type Run = (args: { payload: Payload; people: People; ids: Ids }) => Promise<unknown>

/** One verb under the knife. Ids are text, since they travel to the process that dies. */
export type Scenario = {
  setUp: (world: World) => Promise<Ids>
  run: Run
  /** What the verb may answer when it is called again after the kill. */
  refusals?: ErrorCode[]
  /** What somebody else does next, before any sweep. */
  next?: Run
  check: (args: { payload: Payload; ids: Ids }) => Promise<void>
}

const machine = systemActor('kill')
const track = { content: 'content', technical: 'technical' } as const

const one = async <S extends MovedSlug>(
  payload: Payload,
  slug: S,
  where: Record<string, string | number>,
): Promise<Rows[S]> => {
  const rows = await findRows({
    payload,
    slug,
    where: { and: Object.entries(where).map(([column, value]) => ({ [column]: { equals: value } })) },
  })
  expect(rows).toHaveLength(1)
  return rows[0]!
}

const outputsOf = (row: Rows[typeof SLUG.revisions]) =>
  row.files.map(({ file, asset, sha256, size, mime, name }) => ({
    file,
    role: 'original' as const,
    asset,
    sha256,
    size,
    mime,
    name,
  }))

const inReview = async (world: World): Promise<Ids> => {
  const resource = await buildResource({ world })
  const revision = await buildInReview({ world, resource })
  const content = await seatOf({ world, revision: revision.id, track: 'content' })
  const technical = await seatOf({ world, revision: revision.id, track: 'technical' })
  return { resource, revision: revision.id, content: content.id, technical: technical.id }
}

const claimed = async (world: World, tracks: (keyof typeof track)[]): Promise<Ids> => {
  const ids = await inReview(world)
  for (const name of tracks) await claim({ payload: world.payload, actor: world[name], review: ids[name]! })
  return ids
}

const claim = ({ payload, actor, review }: { payload: Payload; actor: Actor; review: string }) =>
  claimReview({ payload, actor, review, leaseSeconds: 3600 })

const approve = ({ payload, actor, review }: { payload: Payload; actor: Actor; review: string }) =>
  decideReview({ payload, actor, review, decision: { verdict: 'approved' } })

const oneApproved = async (world: World): Promise<Ids> => {
  const ids = await claimed(world, ['content', 'technical'])
  await approve({ payload: world.payload, actor: world.content, review: ids.content! })
  return ids
}

const published = async (world: World): Promise<Ids> => {
  const ids = await oneApproved(world)
  await approve({ payload: world.payload, actor: world.technical, review: ids.technical! })
  const shelf = await one(world.payload, SLUG.shelves, { resource: ids.resource! })
  return { ...ids, shelf: shelf.id }
}

const retireNow = ({ payload, actor, shelf }: { payload: Payload; actor: Actor; shelf: string }) =>
  retire({ payload, actor, shelf, reason: 'takeDown', note: '家长要求', graceDays: 0 })

const retired = async (world: World): Promise<Ids> => {
  const ids = await published(world)
  await retireNow({ payload: world.payload, actor: world.admin, shelf: ids.shelf! })
  return ids
}

const purged = async (world: World): Promise<Ids> => {
  const ids = await retired(world)
  await purgeShelf({ payload: world.payload, actor: machine, shelf: ids.shelf! })
  return withBlob(world, ids)
}

const withBlob = async ({ payload }: World, ids: Ids): Promise<Ids> => {
  const { asset } = await one(payload, SLUG.uploads, { resource: ids.resource! })
  const { storageKey } = await readRow({ payload, slug: SLUG.mediaAssets, id: asset })
  return { ...ids, asset, storageKey }
}

const loose = async ({ payload }: World): Promise<Ids> => {
  const holder = uploadHolder(randomUUID())
  const asset = await buildAsset({ payload, bytes: Buffer.from(randomUUID()), mime: 'text/plain', holder })
  return { asset: asset.id, storageKey: asset.storageKey, holder }
}

const unheld = async (world: World): Promise<Ids> => {
  const ids = await loose(world)
  await world.payload.db.deleteMany({ collection: SLUG.assetRefs, where: { asset: { equals: ids.asset } } })
  return ids
}

/** The teacher takes back whatever she has submitted last. */
const withdrawLast: Run = async ({ payload, people, ids }) => {
  const rows = await findRows({
    payload,
    slug: SLUG.revisions,
    where: { resource: { equals: ids.resource! } },
    sort: '-number',
    limit: 1,
  })
  if (rows[0]) await withdrawRevision({ payload, actor: people.teacher, revision: rows[0].id })
}

const discardFirst: Run = async ({ payload, people, ids }) => {
  const { docs } = await payload.db.find<{ id: string }>({
    collection: SLUG.resourceFiles,
    where: { resource: { equals: ids.resource! } },
    limit: 1,
  })
  if (docs[0]) await discardFile({ payload, actor: people.teacher, file: docs[0].id })
}

const countRefs = async (payload: Payload, asset: string): Promise<number> =>
  (await payload.db.count({ collection: SLUG.assetRefs, where: { asset: { equals: asset } } })).totalDocs

const expectGone = async ({ payload, ids }: { payload: Payload; ids: Ids }) => {
  expect(await one(payload, SLUG.mediaAssets, { id: ids.asset! })).toMatchObject({ state: 'gone', seq: 3 })
  expect(await countRefs(payload, ids.asset!)).toBe(0)
  expect(await storage().stat(ids.storageKey!)).toBeNull()
}

const expectStates =
  (states: { revision?: string; content?: string; technical?: string; shelf?: string }) =>
  async ({ payload, ids }: { payload: Payload; ids: Ids }) => {
    const { resource } = ids as { resource: string }
    const revision = await one(payload, SLUG.revisions, { resource })
    expect(revision.state).toBe(states.revision ?? 'inReview')
    for (const name of [track.content, track.technical]) {
      if (!states[name]) continue
      const seat = await one(payload, SLUG.reviews, { revision: revision.id, track: name })
      expect(`${name} ${seat.state}`).toBe(`${name} ${states[name]}`)
    }
    const shelf = await one(payload, SLUG.shelves, { resource })
    expect(shelf.state).toBe(states.shelf ?? 'empty')
  }

export const SCENARIOS: Record<string, Scenario> = {
  grantRole: {
    setUp: async () => ({ user: randomUUID() }),
    run: ({ payload, people, ids }) =>
      grantRole({ payload, actor: people.admin, user: ids.user!, role: 'contentReviewer', district: '411327' }),
    check: async ({ payload, ids }) => {
      expect(await one(payload, SLUG.roleGrants, { user: ids.user! })).toMatchObject({ state: 'granted', seq: 1 })
    },
  },
  revokeRole: {
    setUp: async ({ payload }) => {
      const user = randomUUID()
      const { id } = await grantRole({ payload, actor: machine, user, role: 'teacher' })
      return { user, grant: id }
    },
    run: ({ payload, people, ids }) => revokeRole({ payload, actor: people.admin, grant: ids.grant! }),
    refusals: ['STAGE_CONFLICT'],
    check: async ({ payload, ids }) => {
      expect(await one(payload, SLUG.roleGrants, { user: ids.user! })).toMatchObject({ state: 'revoked', seq: 2 })
    },
  },
  issueClientKey: {
    setUp: async () => ({ client: randomUUID() }),
    run: ({ payload, people, ids }) => issueClientKey({ payload, actor: people.admin, client: ids.client! }),
    // A key that nobody was shown stays in the list, where it can be revoked; the repetition issues another.
    check: async ({ payload, ids }) => {
      const rows = await findRows({ payload, slug: SLUG.clientKeys, where: { client: { equals: ids.client! } } })
      expect(rows.map((row) => row.seq)).toEqual([1, 1])
    },
  },
  revokeClientKey: {
    setUp: async ({ payload }) => {
      const client = randomUUID()
      const { row } = await issueClientKey({ payload, actor: machine, client })
      return { client, key: row.id }
    },
    run: ({ payload, people, ids }) => revokeClientKey({ payload, actor: people.admin, key: ids.key! }),
    refusals: ['STAGE_CONFLICT'],
    check: async ({ payload, ids }) => {
      expect(await one(payload, SLUG.clientKeys, { client: ids.client! })).toMatchObject({ state: 'revoked', seq: 2 })
    },
  },
  startUpload: {
    setUp: async (world) => ({ resource: await buildResource({ world, files: 0 }), tusId: randomUUID() }),
    run: ({ payload, people, ids }) =>
      startUpload({
        payload,
        actor: people.teacher,
        tusId: ids.tusId!,
        resource: ids.resource!,
        name: '教案.pdf',
        size: 9,
        mime: 'application/pdf',
        kind: 'lesson-plan',
        maxBytes: 1e9,
        quotaBytes: 1e12,
      }),
    check: async ({ payload, ids }) => {
      const upload = await one(payload, SLUG.uploads, { resource: ids.resource! })
      expect(upload).toMatchObject({ state: 'receiving', seq: 1 })
      const files = await payload.db.find<{ upload: string }>({
        collection: SLUG.resourceFiles,
        where: { resource: { equals: ids.resource! } },
      })
      expect(files.docs.map((file) => file.upload)).toEqual([upload.id])
    },
  },
  receiveUpload: {
    setUp: async (world) => {
      const ids = await SCENARIOS.startUpload!.setUp(world)
      const upload = (await SCENARIOS.startUpload!.run({
        payload: world.payload,
        people: world,
        ids,
      })) as Rows['uploads']
      return { ...ids, upload: upload.id }
    },
    run: async ({ payload, people, ids }) =>
      receiveUpload({
        payload,
        actor: people.teacher,
        upload: await readUpload({ payload, id: ids.upload! }),
        size: 9,
      }),
    next: discardFirst,
    check: async ({ payload, ids }) => {
      expect(await one(payload, SLUG.uploads, { resource: ids.resource! })).toMatchObject({ state: 'received', seq: 2 })
    },
  },
  'settleUpload with storeAsset': {
    setUp: async (world) => {
      const ids = await SCENARIOS.receiveUpload!.setUp(world)
      await SCENARIOS.receiveUpload!.run({ payload: world.payload, people: world, ids })
      return { ...ids, bytes: randomUUID() }
    },
    run: async ({ payload, ids }) => {
      const upload = await readUpload({ payload, id: ids.upload! })
      if (upload.state !== 'received') return
      const asset = await buildAsset({
        payload,
        bytes: Buffer.from(ids.bytes!),
        mime: 'application/pdf',
        holder: uploadHolder(upload.id),
      })
      await settleUpload({ payload, actor: machine, upload, asset, probe: null, reasons: [] })
    },
    next: discardFirst,
    check: async ({ payload, ids }) => {
      const upload = await one(payload, SLUG.uploads, { resource: ids.resource! })
      expect(upload).toMatchObject({ state: 'stored', seq: 3 })
      const asset = await one(payload, SLUG.mediaAssets, { sha256: upload.sha256 })
      expect(asset).toMatchObject({ id: upload.asset, state: 'active', seq: 1 })
      expect((await storage().stat(asset.storageKey))?.size).toBe(36)
    },
  },
  rejectUpload: {
    setUp: (world) => SCENARIOS['settleUpload with storeAsset']!.setUp(world),
    run: async ({ payload, ids }) => {
      const upload = await readUpload({ payload, id: ids.upload! })
      if (upload.state !== 'received') return
      const reasons = [{ code: 'WRONG_TYPE' as const, level: 'refuse' as const, params: { ext: 'pdf' } }]
      await rejectUpload({ payload, actor: machine, upload, reasons })
    },
    next: discardFirst,
    check: async ({ payload, ids }) => {
      expect(await one(payload, SLUG.uploads, { resource: ids.resource! })).toMatchObject({ state: 'rejected', seq: 3 })
    },
  },
  expireUpload: {
    setUp: (world) => SCENARIOS.receiveUpload!.setUp(world),
    run: async ({ payload, ids }) => {
      const upload = await readUpload({ payload, id: ids.upload! })
      if (upload.state === 'receiving') await expireUpload({ payload, actor: machine, upload })
    },
    check: async ({ payload, ids }) => {
      expect(await one(payload, SLUG.uploads, { resource: ids.resource! })).toMatchObject({ state: 'expired', seq: 2 })
    },
  },
  holdAsset: {
    setUp: async (world) => ({ ...(await loose(world)), second: uploadHolder(randomUUID()) }),
    run: ({ payload, ids }) => holdAsset({ payload, asset: ids.asset!, holder: ids.second! }),
    check: async ({ payload, ids }) => {
      expect(await countRefs(payload, ids.asset!)).toBe(2)
      expect((await one(payload, SLUG.mediaAssets, { id: ids.asset! })).state).toBe('active')
    },
  },
  describeAsset: {
    setUp: loose,
    run: ({ payload, ids }) =>
      describeAsset({
        payload,
        actor: machine,
        asset: ids.asset!,
        change: (row) => ({ renditions: { ...row.renditions, made: { plan: 'copy', video: 'v', poster: 'p' } } }),
      }),
    check: async ({ payload, ids }) => {
      const row = await one(payload, SLUG.mediaAssets, { id: ids.asset! })
      expect(Object.keys(row.renditions)).toEqual(['made'])
    },
  },
  discardFile: {
    setUp: async (world) => {
      const ids = await withBlob(world, { resource: await buildResource({ world }) })
      const { docs } = await world.payload.db.find<{ id: string }>({
        collection: SLUG.resourceFiles,
        where: { resource: { equals: ids.resource! } },
      })
      return { ...ids, file: docs[0]!.id }
    },
    run: ({ payload, people, ids }) => discardFile({ payload, actor: people.teacher, file: ids.file! }),
    refusals: ['NOT_FOUND'],
    check: async ({ payload, ids }) => {
      expect(await one(payload, SLUG.uploads, { resource: ids.resource! })).toMatchObject({
        state: 'discarded',
        seq: 4,
      })
      const files = { collection: SLUG.resourceFiles, where: { resource: { equals: ids.resource! } } }
      expect((await payload.db.count(files)).totalDocs).toBe(0)
      await expectGone({ payload, ids })
    },
  },
  releaseHolders: {
    setUp: loose,
    run: ({ payload, ids }) => releaseHolders({ payload, actor: machine, holders: [ids.holder!] }),
    check: expectGone,
  },
  'dropIfUnheld, the start of a deletion': {
    setUp: unheld,
    run: ({ payload, ids }) => dropIfUnheld({ payload, actor: machine, asset: ids.asset! }),
    check: expectGone,
  },
  'markAssetGone, the end of a deletion': {
    setUp: async (world) => {
      const ids = await unheld(world)
      await dropIfUnheld({ payload: world.payload, actor: machine, asset: ids.asset! })
      return ids
    },
    run: ({ payload, ids }) => deleteAssetJob({ payload, job: { input: { asset: ids.asset! } } } as never),
    check: expectGone,
  },
  submitResource: {
    setUp: async (world) => ({ resource: await buildResource({ world, files: 2 }) }),
    run: ({ payload, people, ids }) => submitResource({ payload, actor: people.teacher, resource: ids.resource! }),
    refusals: ['OPEN_REVISION'],
    check: async ({ payload, ids }) => {
      const revision = await one(payload, SLUG.revisions, { resource: ids.resource! })
      expect(revision).toMatchObject({ state: 'frozen', number: 1, seq: 1 })
      for (const { asset } of revision.files) expect(await countRefs(payload, asset)).toBe(2)
      expect((await one(payload, SLUG.shelves, { resource: ids.resource! })).state).toBe('empty')
    },
  },
  beginCheck: {
    setUp: async (world) => {
      const resource = await buildResource({ world })
      const { id } = await submitResource({ payload: world.payload, actor: world.teacher, resource })
      return { resource, revision: id }
    },
    run: async ({ payload, ids }) =>
      beginCheck({
        payload,
        actor: machine,
        revision: await readRow({ payload, slug: SLUG.revisions, id: ids.revision! }),
      }),
    next: withdrawLast,
    check: expectStates({ revision: 'checking' }),
  },
  'settleMedia ▸ inReview': {
    setUp: async (world) => {
      const ids = await SCENARIOS.beginCheck!.setUp(world)
      await SCENARIOS.beginCheck!.run({ payload: world.payload, people: world, ids })
      return ids
    },
    run: async ({ payload, ids }) => {
      const revision = await readRow({ payload, slug: SLUG.revisions, id: ids.revision! })
      if (revision.state !== 'checking') return
      await settleMedia({ payload, actor: machine, revision, files: [], outputs: outputsOf(revision) })
    },
    next: withdrawLast,
    check: expectStates({ content: 'open', technical: 'open' }),
  },
  'settleMedia ▸ unfit': {
    setUp: (world) => SCENARIOS['settleMedia ▸ inReview']!.setUp(world),
    run: async ({ payload, ids }) => {
      const revision = await readRow({ payload, slug: SLUG.revisions, id: ids.revision! })
      if (revision.state !== 'checking') return
      const file = {
        file: revision.files[0]!.file,
        name: '课堂.mp4',
        plan: null,
        verdict: null,
        probe: null,
        outputProbe: null,
        reasons: [{ code: 'PROCESSING_FAILED' as const, level: 'refuse' as const, params: {} }],
      }
      await settleMedia({ payload, actor: machine, revision, files: [file], outputs: [] })
    },
    check: expectStates({ revision: 'unfit' }),
  },
  claimReview: {
    setUp: inReview,
    run: ({ payload, people, ids }) => claim({ payload, actor: people.content, review: ids.content! }),
    next: ({ payload, people, ids }) => claim({ payload, actor: people.technical, review: ids.technical! }),
    check: expectStates({ content: 'claimed', technical: 'open' }),
  },
  releaseReview: {
    setUp: (world) => claimed(world, ['content']),
    run: ({ payload, people, ids }) => releaseReview({ payload, actor: people.content, review: ids.content! }),
    refusals: ['NOT_CLAIMED'],
    check: expectStates({ content: 'open', technical: 'open' }),
  },
  'decideReview, first approval': {
    setUp: (world) => claimed(world, ['content']),
    run: ({ payload, people, ids }) => approve({ payload, actor: people.content, review: ids.content! }),
    refusals: ['STAGE_CONFLICT'],
    next: withdrawLast,
    check: expectStates({ content: 'approved', technical: 'open' }),
  },
  'decideReview, second approval publishes': {
    setUp: oneApproved,
    run: ({ payload, people, ids }) => approve({ payload, actor: people.technical, review: ids.technical! }),
    refusals: ['STAGE_CONFLICT'],
    next: async ({ payload, people, ids }) => {
      const shelf = await one(payload, SLUG.shelves, { resource: ids.resource! })
      await retireNow({ payload, actor: people.admin, shelf: shelf.id })
    },
    check: expectStates({ revision: 'approved', content: 'approved', technical: 'approved', shelf: 'live' }),
  },
  'decideReview, a corrected revision replaces the live one': {
    setUp: async (world) => {
      const { payload } = world
      const first = await published(world)
      const where = { id: { equals: first.resource! } }
      await payload.db.updateOne({ collection: SLUG.resources, where, data: { summary: randomUUID() } })
      const revision = await buildInReview({ world, resource: first.resource! })
      const seat = await seatOf({ world, revision: revision.id, track: 'content' })
      await claim({ payload, actor: world.content, review: seat.id })
      return { resource: first.resource!, shelf: first.shelf!, first: first.revision!, content: seat.id }
    },
    run: ({ payload, people, ids }) => approve({ payload, actor: people.content, review: ids.content! }),
    refusals: ['STAGE_CONFLICT'],
    check: async ({ payload, ids }) => {
      const shelf = await one(payload, SLUG.shelves, { resource: ids.resource! })
      expect(shelf).toMatchObject({ state: 'live', liveNumber: 2, seq: 3 })
      expect(await readRow({ payload, slug: SLUG.revisions, id: ids.first! })).toMatchObject({ state: 'superseded' })
      expect(await readRow({ payload, slug: SLUG.revisions, id: shelf.liveRevision })).toMatchObject({
        state: 'approved',
        number: 2,
      })
    },
  },
  'decideReview, a return': {
    setUp: (world) => claimed(world, ['content', 'technical']),
    run: ({ payload, people, ids }) =>
      decideReview({
        payload,
        actor: people.technical,
        review: ids.technical!,
        decision: { verdict: 'returned', reasons: ['SOUND'], comment: '07:10 起没有声音' },
      }),
    refusals: ['STAGE_CONFLICT'],
    next: withdrawLast,
    check: expectStates({ revision: 'returned', technical: 'returned', content: 'void' }),
  },
  withdrawRevision: {
    setUp: (world) => claimed(world, ['content']),
    run: ({ payload, people, ids }) => withdrawRevision({ payload, actor: people.teacher, revision: ids.revision! }),
    refusals: ['STAGE_CONFLICT'],
    next: ({ payload, people, ids }) => submitResource({ payload, actor: people.teacher, resource: ids.resource! }),
    check: expectStates({ revision: 'withdrawn', content: 'void', technical: 'void' }),
  },
  retire: {
    setUp: published,
    run: ({ payload, people, ids }) => retireNow({ payload, actor: people.admin, shelf: ids.shelf! }),
    refusals: ['NOT_LIVE'],
    next: ({ payload, people, ids }) => restoreShelf({ payload, actor: people.admin, shelf: ids.shelf! }),
    check: expectStates({ revision: 'approved', shelf: 'offShelf' }),
  },
  restoreShelf: {
    setUp: retired,
    run: ({ payload, people, ids }) => restoreShelf({ payload, actor: people.admin, shelf: ids.shelf! }),
    refusals: ['STAGE_CONFLICT'],
    next: ({ payload, people, ids }) => retireNow({ payload, actor: people.admin, shelf: ids.shelf! }),
    check: expectStates({ revision: 'approved', shelf: 'live' }),
  },
  purgeShelf: {
    setUp: async (world) => withBlob(world, await retired(world)),
    run: ({ payload, ids }) => purgeShelf({ payload, actor: machine, shelf: ids.shelf! }),
    check: async ({ payload, ids }) => {
      const shelf = await one(payload, SLUG.shelves, { resource: ids.resource! })
      expect(shelf).toMatchObject({ state: 'purged', tombstone: { revisions: 1 } })
      await expectGone({ payload, ids })
    },
  },
  releasePurged: {
    setUp: purged,
    run: ({ payload, ids }) => releasePurged({ payload, actor: machine, resource: ids.resource! }),
    check: expectGone,
  },
}
