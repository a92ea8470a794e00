import { systemActor } from '../../src/domain/actor'
import { env } from '../../src/env'
import { isAppError } from '../../src/errors'
import type { Handler } from '../../src/jobs/handler'
import { enqueue } from '../../src/jobs/queue'
import { SCHEDULES } from '../../src/jobs/schedules'
import { sweep as runSweep } from '../../src/jobs/sweep'
import { SLUG } from '../../src/slugs'
import { storage } from '../../src/storage'
import { removeTus, tusObject } from '../../src/storage/tusStore'
import { advanceRevision as advance } from '../../src/workflow/advanceRevision'
import { dropIfUnheld, markAssetGone, releaseHolders } from '../../src/workflow/assets'
import { purgeShelf as purge, releasePurged } from '../../src/workflow/shelves'
import { findRows, readRow } from '../../src/workflow/transition'
import { expireUpload, receiveUpload } from '../../src/workflow/uploads'
import { cleanWorkFolders } from '../workFolder'
import { cleanTus } from './cleanTus'

const machine = systemActor('upkeep')
const DAY = 86_400_000
/** How long finished jobs are kept. */
const JOB_DAYS = 30
/** Rows that one run looks at. */
const LIMIT = 500

const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString()

export const sweep: Handler = ({ payload }) => runSweep({ payload })

export const advanceRevision: Handler = async ({ payload, job }) => {
  await advance({ payload, revision: String(job.input.revision) })
}

/** Releases the blobs of one holder, or of everything that a purged resource held. */
export const releaseHolder: Handler = async ({ payload, job }) => {
  const { holder, tusId, resource } = job.input
  if (tusId) await removeTus({ id: String(tusId) })
  if (holder) await releaseHolders({ payload, actor: machine, holders: [String(holder)] })
  if (resource) await releasePurged({ payload, actor: machine, resource: String(resource) })
}

/** Removes the bytes of a blob that nobody holds, then marks it gone. */
export const deleteAsset: Handler = async ({ payload, job }) => {
  const asset = await readRow({ payload, slug: SLUG.mediaAssets, id: String(job.input.asset) })
  if (asset.state !== 'deleting') return
  await storage().remove(asset.storageKey)
  await markAssetGone({ payload, actor: machine, asset: asset.id })
}

/**
 * Queues one purge an hour for each retired resource whose grace is over; the purge itself checks again, and one that had
 * to wait (a new revision under way) comes round.
 */
export const purgeDue: Handler = async ({ payload }) => {
  const rows = await findRows({
    payload,
    slug: SLUG.shelves,
    where: { and: [{ state: { equals: 'offShelf' } }, { purgeAfter: { less_than_equal: ago(0) } }] },
    sort: 'purgeAfter',
    limit: LIMIT,
  })
  const hour = ago(0).slice(0, 13)
  for (const row of rows) {
    const entity = `${SLUG.shelves}/${row.id}`
    await enqueue({
      payload,
      key: `${entity}:${row.seq}:purge:${hour}`,
      type: 'purgeShelf',
      input: { shelf: row.id },
      entity,
    })
  }
}

export const purgeShelf: Handler = async ({ payload, job }) => {
  const row = await readRow({ payload, slug: SLUG.shelves, id: String(job.input.shelf) })
  if (row.state !== 'offShelf' || row.purgeAfter > ago(0)) return
  try {
    await purge({ payload, actor: machine, shelf: row.id })
  } catch (error) {
    if (!isAppError(error, 'OPEN_REVISION')) throw error
  }
}

/** Uploads whose last byte came just before the web process died. */
const receiveComplete = async (payload: Parameters<Handler>[0]['payload']) => {
  const rows = await findRows({
    payload,
    slug: SLUG.uploads,
    where: { and: [{ state: { equals: 'receiving' } }, { touchedAt: { less_than: ago(120_000) } }] },
    sort: '-touchedAt',
    limit: LIMIT,
  })
  for (const upload of rows) {
    const object = await tusObject({ id: upload.tusId })
    if (object) await receiveUpload({ payload, actor: machine, upload, size: object.size })
  }
}

/** Receives uploads that are complete, expires those that stand still, and removes what interrupted writes left behind. */
export const cleanUploads: Handler = async ({ payload }) => {
  await receiveComplete(payload)
  const stale = env().UPLOAD_STALE_HOURS * 3_600_000
  const rows = await findRows({
    payload,
    slug: SLUG.uploads,
    where: { and: [{ state: { equals: 'receiving' } }, { touchedAt: { less_than: ago(stale) } }] },
    limit: LIMIT,
  })
  for (const upload of rows) {
    try {
      await expireUpload({ payload, actor: machine, upload })
    } catch (error) {
      if (!isAppError(error, 'STAGE_CONFLICT')) throw error
    }
  }
  await storage().abortStaleParts({ olderThanMs: Math.max(stale, DAY) })
  await cleanTus({ payload, olderThanMs: stale })
  await cleanWorkFolders()
}

/** Holds of a submit that was killed before it had inserted its revision. */
const releaseOrphans = async (payload: Parameters<Handler>[0]['payload']) => {
  const { docs } = await payload.db.find<{ holder: string; asset: string }>({
    collection: SLUG.assetRefs,
    where: {
      and: [{ holder: { like: 'revision/' } }, { at: { less_than: ago(DAY) } }, { at: { greater_than: ago(3 * DAY) } }],
    },
    limit: LIMIT,
    pagination: false,
  })
  for (const holder of new Set(docs.map((ref) => ref.holder))) {
    const key = holder.slice('revision/'.length)
    const found = await findRows({ payload, slug: SLUG.revisions, where: { key: { equals: key } }, limit: 1 })
    if (found.length === 0) await releaseHolders({ payload, actor: machine, holders: [holder] })
  }
}

/** Blobs whose deletion was not started because the process died between the last release and it. */
const dropUnheld = async (payload: Parameters<Handler>[0]['payload']) => {
  const rows = await findRows({
    payload,
    slug: SLUG.mediaAssets,
    where: {
      and: [
        { state: { equals: 'active' } },
        { updatedAt: { less_than: ago(DAY) } },
        { updatedAt: { greater_than: ago(3 * DAY) } },
      ],
    },
    limit: LIMIT,
  })
  for (const row of rows) await dropIfUnheld({ payload, actor: machine, asset: row.id })
}

/** Forgets finished jobs after 30 days, those of the clock and silent workers after one; mends what a kill left of references. */
export const cleanJobs: Handler = async ({ payload }) => {
  await payload.db.deleteMany({
    collection: SLUG.jobs,
    where: { and: [{ state: { equals: 'done' } }, { finishedAt: { less_than: ago(JOB_DAYS * DAY) } }] },
  })
  await payload.db.deleteMany({
    collection: SLUG.jobs,
    where: {
      and: [
        { type: { in: SCHEDULES.map(({ type }) => type) } },
        { state: { in: ['done', 'dead'] } },
        { finishedAt: { less_than: ago(DAY) } },
      ],
    },
  })
  await payload.db.deleteMany({ collection: SLUG.workerBeats, where: { at: { less_than: ago(DAY) } } })
  await releaseOrphans(payload)
  await dropUnheld(payload)
}
