import { createHash, randomUUID } from 'node:crypto'

import type { Payload } from 'payload'

import * as upkeep from '../../media-worker/handlers/upkeep'
import { isAppError } from '../../src/errors'
import type { Handler } from '../../src/jobs/handler'
import { findPublished } from '../../src/library/published'
import { SLUG } from '../../src/slugs'
import { storage } from '../../src/storage'
import {
  dropIfUnheld,
  findAsset,
  holdAsset,
  releaseHolders,
  revisionHolder,
  uploadHolder,
} from '../../src/workflow/assets'
import { purgeShelf, restoreShelf, retire } from '../../src/workflow/shelves'
import { submitResource } from '../../src/workflow/submitResource'
import { systemActor } from '../../src/domain/actor'
import { findRows, readRow } from '../../src/workflow/transition'
import { expectSound, finishJobs } from '../support/killSound'
import { type Running, startPayload } from '../support/payload'
import { buildAsset, buildPublished, buildResource, buildWorld, type World } from '../support/work'

const ROUNDS = Number(process.env.RACE_ROUNDS ?? 20)
const machine = systemActor('removal')

let running: Running
let world: World
let payload: Payload

beforeAll(async () => {
  running = await startPayload({ name: 'removal' })
  payload = running.payload
  world = await buildWorld({ payload })
})
afterAll(() => running.stop())

const pdf = () => Buffer.from(`%PDF-1.4 ${randomUUID()}`)
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

const published = async (...files: Buffer[]): Promise<{ resource: string; shelf: string }> => {
  const { shelf } = await buildPublished({ world, files })
  return { resource: shelf.resource, shelf: shelf.id }
}

const takeOff = ({ shelf, graceDays = 0 }: { shelf: string; graceDays?: number }) =>
  retire({ payload, actor: world.admin, shelf, reason: 'outdated', note: '', graceDays })

const isReadable = async (shelf: string): Promise<boolean> =>
  (await findPublished({ payload, actor: world.teacher, where: { id: { equals: shelf } } })).length === 1

/** The clock's job, then everything that it entails. */
const purgeWhatIsDue = async (ids: { resource: string; shelf: string }) => {
  const context = { payload, job: { input: {} }, signal: new AbortController().signal, report: async () => undefined }
  await (upkeep.purgeDue as Handler)(context as never)
  await finishJobs({ payload, ids })
}

const storedKeys = async (): Promise<string[]> => {
  const keys: string[] = []
  for await (const { key } of storage().list({ prefix: 'blobs/' })) keys.push(key)
  return keys
}

describe('from the shelf to the tombstone', () => {
  it('should be unreadable at once, keep its bytes through the grace, then lose them and keep hashes and counts', async () => {
    const bytes = [pdf(), pdf()]
    const ids = await published(...bytes)
    const keys = await Promise.all(
      bytes.map(async (each) => (await findAsset({ payload, sha256: hashOf(each) }))!.storageKey),
    )
    expect(await isReadable(ids.shelf)).toBe(true)

    await takeOff({ shelf: ids.shelf, graceDays: 1 })
    expect(await isReadable(ids.shelf)).toBe(false)
    await purgeWhatIsDue(ids)
    expect((await readRow({ payload, slug: SLUG.shelves, id: ids.shelf })).state).toBe('offShelf')
    await expect(purgeShelf({ payload, actor: machine, shelf: ids.shelf })).rejects.toMatchObject({
      code: 'STAGE_CONFLICT',
    })
    for (const key of keys) expect(await storage().stat(key)).not.toBeNull()
    await restoreShelf({ payload, actor: world.admin, shelf: ids.shelf })
    expect(await isReadable(ids.shelf)).toBe(true)

    await takeOff({ shelf: ids.shelf })
    await purgeWhatIsDue(ids)
    const shelf = await readRow({ payload, slug: SLUG.shelves, id: ids.shelf })
    expect(shelf.state).toBe('purged')
    expect(shelf.tombstone).toMatchObject({
      title: shelf.title,
      reason: 'outdated',
      revisions: 1,
      bytes: bytes.reduce((sum, each) => sum + each.length, 0),
    })
    expect(shelf.tombstone!.files.map((file) => file.sha256).sort()).toEqual(bytes.map(hashOf).sort())
    const left = await storedKeys()
    for (const key of keys) {
      expect(await storage().stat(key)).toBeNull()
      expect(left).not.toContain(key)
    }
    for (const each of bytes) expect((await findAsset({ payload, sha256: hashOf(each) }))!.state).toBe('gone')
    expect(await isReadable(ids.shelf)).toBe(false)
    await expectSound({ payload, ids })
    await expect(restoreShelf({ payload, actor: world.admin, shelf: ids.shelf })).rejects.toMatchObject({
      code: 'STAGE_CONFLICT',
    })
    const submitting = submitResource({ payload, actor: world.teacher, resource: ids.resource })
    await expect(submitting).rejects.toMatchObject({ code: 'SHELF_FINAL' })
  })

  it('should keep the bytes that another resource uses', async () => {
    const [shared, own] = [pdf(), pdf()]
    const first = await published(shared, own)
    const second = await published(shared)
    const asset = (await findAsset({ payload, sha256: hashOf(shared) }))!
    await takeOff({ shelf: first.shelf })
    await purgeWhatIsDue(first)
    expect(await readRow({ payload, slug: SLUG.mediaAssets, id: asset.id })).toMatchObject({ state: 'active' })
    expect((await storage().stat(asset.storageKey))?.size).toBe(shared.length)
    expect((await findAsset({ payload, sha256: hashOf(own) }))!.state).toBe('gone')
    expect(await isReadable(second.shelf)).toBe(true)
    await expectSound({ payload, ids: second })
    await takeOff({ shelf: second.shelf })
    await purgeWhatIsDue(second)
    expect(await storage().stat(asset.storageKey)).toBeNull()
  })

  it('should take the same bytes again after the purge, as generation 2 under another key', async () => {
    const bytes = pdf()
    const ids = await published(bytes)
    const first = (await findAsset({ payload, sha256: hashOf(bytes) }))!
    await takeOff({ shelf: ids.shelf })
    await purgeWhatIsDue(ids)
    const again = await published(bytes)
    const second = (await findAsset({ payload, sha256: hashOf(bytes) }))!
    expect(second).toMatchObject({ generation: 2, state: 'active' })
    expect(second.storageKey).not.toBe(first.storageKey)
    expect((await storage().stat(second.storageKey))?.size).toBe(bytes.length)
    expect(await isReadable(again.shelf)).toBe(true)
    // A deletion job of the first generation that comes late finds nothing to do.
    const job = { input: { asset: first.id } }
    await (upkeep.deleteAsset as Handler)({ payload, job } as never)
    expect(await storage().stat(second.storageKey)).not.toBeNull()
  })
})

it('should release within a day what a submit held that was killed before its revision was there', async () => {
  const resource = await buildResource({ world })
  const [upload] = await findRows({ payload, slug: SLUG.uploads, where: { resource: { equals: resource } } })
  const asset = upload!.asset
  await holdAsset({ payload, asset, holder: revisionHolder({ resource, number: 1 }) })
  const live = await published(pdf())
  const holders = async (id: string) =>
    (await payload.db.count({ collection: SLUG.assetRefs, where: { asset: { equals: id } } })).totalDocs
  const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000).toISOString()
  await payload.db.updateMany({ collection: SLUG.assetRefs, where: {}, data: { at: twoDaysAgo } })
  const [revision] = await findRows({
    payload,
    slug: SLUG.revisions,
    where: { resource: { equals: live.resource } },
  })
  const kept = await holders(revision!.files[0]!.asset)
  await (upkeep.cleanJobs as Handler)({ payload } as never)
  expect(await holders(asset)).toBe(1)
  expect(await holders(revision!.files[0]!.asset)).toBe(kept)
  expect((await readRow({ payload, slug: SLUG.mediaAssets, id: asset })).state).toBe('active')
})

describe('hold against deletion', () => {
  const answer = (work: Promise<unknown>) =>
    work.then(
      () => true,
      (error: unknown) => {
        if (isAppError(error, 'ASSET_GONE')) return false
        throw error
      },
    )

  it('should never leave a holder of a blob that is gone, when both come at one instant', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const leaving = uploadHolder(randomUUID())
      const asset = await buildAsset({ payload, bytes: pdf(), mime: 'application/pdf', holder: leaving })
      const holders = [1, 2].map(() => uploadHolder(randomUUID()))
      const hold = (holder: string) => answer(holdAsset({ payload, asset: asset.id, holder }))
      const work = [
        releaseHolders({ payload, actor: machine, holders: [leaving] }),
        hold(holders[0]!),
        dropIfUnheld({ payload, actor: machine, asset: asset.id }),
        hold(holders[1]!),
      ]
      if (round % 2) work.reverse()
      const results = await Promise.all(work)
      const held = holders.filter((_, n) => results[round % 2 ? 2 - 2 * n : 1 + 2 * n] === true)
      const row = await readRow({ payload, slug: SLUG.mediaAssets, id: asset.id })
      const { docs } = await payload.db.find<{ holder: string }>({
        collection: SLUG.assetRefs,
        where: { asset: { equals: asset.id } },
      })
      expect(docs.map((ref) => ref.holder).sort()).toEqual(held.sort())
      expect({ held: held.length > 0, state: row.state }).toEqual({
        held: held.length > 0,
        state: held.length > 0 ? 'active' : 'deleting',
      })
    }
  }, 60_000)

  it('should delete a blob whose two last holders leave at one instant', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const holders = [1, 2].map(() => uploadHolder(randomUUID()))
      const asset = await buildAsset({ payload, bytes: pdf(), mime: 'application/pdf', holder: holders[0]! })
      await holdAsset({ payload, asset: asset.id, holder: holders[1]! })
      await Promise.all(holders.map((holder) => releaseHolders({ payload, actor: machine, holders: [holder] })))
      expect((await readRow({ payload, slug: SLUG.mediaAssets, id: asset.id })).state).toBe('deleting')
    }
  }, 60_000)

  it('should leave no open revision and no holder behind when a submit meets the purge', async () => {
    for (let round = 0; round < Math.min(ROUNDS, 6); round++) {
      const ids = await published(pdf())
      await takeOff({ shelf: ids.shelf })
      const submitting = submitResource({ payload, actor: world.teacher, resource: ids.resource })
      const purging = purgeShelf({ payload, actor: machine, shelf: ids.shelf })
      const fate = (work: Promise<unknown>) =>
        work.then(
          () => 'ok',
          (error: unknown) => (isAppError(error) ? error.code : Promise.reject(error as Error)),
        )
      const fates = await Promise.all([fate(submitting), fate(purging)])
      await finishJobs({ payload, ids })
      const shelf = await readRow({ payload, slug: SLUG.shelves, id: ids.shelf })
      const revisions = await findRows({ payload, slug: SLUG.revisions, where: { resource: { equals: ids.resource } } })
      const open = revisions.filter((row) => ['frozen', 'checking', 'inReview'].includes(row.state))
      if (shelf.state !== 'purged') {
        expect(fates[1]).toBe('OPEN_REVISION')
        continue
      }
      expect(open).toEqual([])
      const refs = await payload.db.count({
        collection: SLUG.assetRefs,
        where: { holder: { like: `revision/${ids.resource}` } },
      })
      expect(refs.totalDocs).toBe(0)
    }
  }, 60_000)
})
