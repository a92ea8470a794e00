import type { Payload } from 'payload'

import { insertOnce } from '../audit/insertOnce'
import type { Actor } from '../domain/actor'
import { AppError, isAppError } from '../errors'
import { SLUG } from '../slugs'
import type { AssetRow, RowChange } from './rows'
import { findRows, insertRow, readRow, transition } from './transition'

const refKey = ({ asset, holder }: { asset: string; holder: string }) => `${asset}|${holder}`

/** Who holds the blobs of a revision: known before the row is inserted, so that the reference can come first. */
export const revisionHolder = ({ resource, number }: { resource: string; number: number }): string =>
  `revision/${resource}:${number}`
export const uploadHolder = (upload: string): string => `upload/${upload}`

/**
 * Holds a blob for somebody: the reference row first, then `refSeq` + 1 where the blob is still active. Repeating it is
 * harmless. @throws ASSET_GONE when the blob is being deleted; the reference is then taken back
 */
export const holdAsset = async ({
  payload,
  asset,
  holder,
  name = '',
}: {
  payload: Payload
  asset: string
  holder: string
  name?: string
}): Promise<void> => {
  const key = refKey({ asset, holder })
  await insertOnce({ payload, slug: SLUG.assetRefs, key, data: { asset, holder, at: new Date().toISOString() } })
  const held = await payload.db.updateOne({
    collection: SLUG.mediaAssets,
    where: { and: [{ id: { equals: asset } }, { state: { equals: 'active' } }] },
    data: { refSeq: { $inc: 1 } },
    options: { atomic: true },
  })
  if (held) return
  await payload.db.deleteMany({ collection: SLUG.assetRefs, where: { key: { equals: key } } })
  throw new AppError('ASSET_GONE', { name })
}

/** The newest generation of a blob by its SHA-256, or null. */
export const findAsset = async ({ payload, sha256 }: { payload: Payload; sha256: string }): Promise<AssetRow | null> =>
  (
    await findRows({
      payload,
      slug: SLUG.mediaAssets,
      where: { sha256: { equals: sha256 } },
      sort: '-generation',
      limit: 1,
    })
  )[0] ?? null

type StoreArgs = {
  payload: Payload
  actor: Actor
  sha256: string
  size: number
  mime: string
  holder: string
  /** The key under which this generation's bytes lie. */
  keyFor: (generation: number) => string
  /** Brings the bytes to that key; called only when no active row has them. */
  place: (key: string) => Promise<void>
}

/**
 * Makes a blob known and holds it: deduplicated by hash; bytes first, row second, reference third.
 * @throws ASSET_GONE while an older generation is just being deleted (try again later)
 */
export const storeAsset = async ({
  payload,
  actor,
  sha256,
  size,
  mime,
  holder,
  keyFor,
  place,
}: StoreArgs): Promise<AssetRow> => {
  const known = await findAsset({ payload, sha256 })
  if (known?.state === 'deleting') throw new AppError('ASSET_GONE', { name: sha256 })
  if (known?.state === 'active') {
    await holdAsset({ payload, asset: known.id, holder })
    return known
  }
  const generation = (known?.generation ?? 0) + 1
  const storageKey = keyFor(generation)
  await place(storageKey)
  const key = `${sha256}:${generation}`
  const { row } = await insertRow({
    payload,
    slug: SLUG.mediaAssets,
    state: 'active',
    data: { key, sha256, generation, size, mime, storageKey, refSeq: 0, probe: null, verdict: null, renditions: {} },
    entries: [{ kind: 'event', type: 'asset.stored', data: { sha256, size, mime } }],
    actor,
    unique: { key: { equals: key } },
  })
  await holdAsset({ payload, asset: row.id, holder })
  return row
}

/** Records what the machine found in a blob or made of it; goes round again when somebody else wrote at the same time. */
export const describeAsset = async ({
  payload,
  actor,
  asset,
  change,
  data = {},
}: {
  payload: Payload
  actor: Actor
  asset: string
  change: (row: AssetRow) => Pick<RowChange<typeof SLUG.mediaAssets>, 'probe' | 'verdict' | 'renditions'>
  data?: Record<string, unknown>
}): Promise<AssetRow> => {
  for (let attempt = 0; ; attempt++) {
    const row = await readRow({ payload, slug: SLUG.mediaAssets, id: asset })
    try {
      return await transition({
        payload,
        slug: SLUG.mediaAssets,
        row,
        to: 'active',
        set: change(row),
        entries: [{ kind: 'event', type: 'asset.described', data }],
        actor,
      })
    } catch (error) {
      if (!isAppError(error, 'STAGE_CONFLICT') || row.state !== 'active' || attempt >= 9) throw error
    }
  }
}

/**
 * Starts deleting a blob that nobody holds but `leaving`: active ▸ deleting only if no reference came since they were
 * counted (compared by `refSeq`). @returns whether it is being deleted now
 */
export const dropIfUnheld = async ({
  payload,
  actor,
  asset,
  leaving = [],
}: {
  payload: Payload
  actor: Actor
  asset: string
  leaving?: string[]
}): Promise<boolean> => {
  const row = await readRow({ payload, slug: SLUG.mediaAssets, id: asset })
  if (row.state !== 'active') return false
  const { totalDocs } = await payload.db.count({
    collection: SLUG.assetRefs,
    where: { and: [{ asset: { equals: asset } }, ...(leaving.length > 0 ? [{ holder: { not_in: leaving } }] : [])] },
  })
  if (totalDocs > 0) return false
  try {
    await transition({
      payload,
      slug: SLUG.mediaAssets,
      row,
      to: 'deleting',
      guard: [{ refSeq: { equals: row.refSeq } }],
      entries: [
        { kind: 'event', type: 'asset.deleting', data: { sha256: row.sha256, size: row.size } },
        { kind: 'job', type: 'deleteAsset', input: { asset } },
      ],
      actor,
    })
    return true
  } catch (error) {
    if (isAppError(error, 'STAGE_CONFLICT')) return false
    throw error
  }
}

/**
 * Takes references back and starts deleting every blob that nobody holds any more. The deletion starts before the last
 * reference goes, since after a kill the repetition finds the blob by its references; and is tried again after it, since
 * two last holders that leave at once each saw the other's.
 */
export const releaseHolders = async ({
  payload,
  actor,
  holders,
}: {
  payload: Payload
  actor: Actor
  holders: string[]
}): Promise<void> => {
  const { docs } = await payload.db.find<{ id: string; asset: string }>({
    collection: SLUG.assetRefs,
    where: { holder: { in: holders } },
    limit: 0,
    pagination: false,
  })
  const assets = new Set(docs.map((ref) => ref.asset))
  for (const asset of assets) {
    await dropIfUnheld({ payload, actor, asset, leaving: holders })
    await payload.db.deleteMany({
      collection: SLUG.assetRefs,
      where: { and: [{ asset: { equals: asset } }, { holder: { in: holders } }] },
    })
    await dropIfUnheld({ payload, actor, asset })
  }
}

/** deleting ▸ gone, after the bytes were removed; the row stays as the tombstone of its hash. */
export const markAssetGone = async ({
  payload,
  actor,
  asset,
}: {
  payload: Payload
  actor: Actor
  asset: string
}): Promise<void> => {
  const row = await readRow({ payload, slug: SLUG.mediaAssets, id: asset })
  if (row.state === 'gone') return
  await transition({
    payload,
    slug: SLUG.mediaAssets,
    row,
    to: 'gone',
    set: { renditions: {} },
    entries: [{ kind: 'event', type: 'asset.gone', data: { sha256: row.sha256, size: row.size } }],
    actor,
  })
}
