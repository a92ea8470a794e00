import type { Payload } from 'payload'

import { systemActor } from '../domain/actor'
import type { JobType } from '../domain/entries'
import { isAppError } from '../errors'
import { SLUG } from '../slugs'
import { drainRow } from '../workflow/drain'
import type { JobRow } from '../workflow/jobRow'
import { releaseReview } from '../workflow/reviews'
import type { MovedSlug } from '../workflow/rows'
import { findRows } from '../workflow/transition'
import { buryJob } from './bury'
import { enqueue, reviveJob } from './queue'

const MOVED: MovedSlug[] = [
  SLUG.uploads,
  SLUG.mediaAssets,
  SLUG.shelves,
  SLUG.revisions,
  SLUG.reviews,
  SLUG.roleGrants,
  SLUG.clientKeys,
]
/** Rows that one sweep looks at in each collection; the next one continues. */
const LIMIT = 200

/** Copies out what a killed process left in dirty rows. */
const drainDirty = async (payload: Payload) => {
  for (const slug of MOVED) {
    for (const row of await findRows({ payload, slug, where: { dirty: { equals: true } }, limit: LIMIT })) {
      await drainRow({ payload, slug, id: row.id })
    }
  }
}

/** The job that a waiting row has: any that is not done. */
const findJob = async ({
  payload,
  type,
  entity,
}: {
  payload: Payload
  type: JobType
  entity: string
}): Promise<JobRow | undefined> => {
  const { docs } = await payload.db.find<JobRow>({
    collection: SLUG.jobs,
    where: {
      and: [
        { entity: { equals: entity } },
        { type: { equals: type } },
        { state: { in: ['queued', 'running', 'dead'] } },
      ],
    },
    limit: 1,
    pagination: false,
  })
  return docs[0]
}

type Missing = { payload: Payload; slug: MovedSlug; id: string; seq: number; type: JobType; input: JobRow['input'] }

/**
 * A row waits for a job that is not there (finished without effect, or cleaned away): ask once more for this seq and
 * hour. What a dead letter entails is repeated, in case a kill came between.
 */
const ensureJob = async ({ payload, slug, id, seq, type, input }: Missing) => {
  const entity = `${slug}/${id}`
  const job = await findJob({ payload, type, entity })
  if (job?.state === 'dead') await buryJob({ payload, job })
  if (job) return
  const hour = new Date().toISOString().slice(0, 13)
  await enqueue({ payload, key: `${entity}:${seq}:${type}:${hour}`, type, input, entity })
}

/** Re-creates from state whatever job is missing. */
const recreateJobs = async (payload: Payload) => {
  const revisions = await findRows({
    payload,
    slug: SLUG.revisions,
    where: { state: { in: ['frozen', 'checking'] } },
    sort: 'submittedAt',
    limit: LIMIT,
  })
  for (const { id, seq, key } of revisions)
    await ensureJob({ payload, slug: SLUG.revisions, id, seq, type: 'checkRevision', input: { key } })
  const uploads = await findRows({
    payload,
    slug: SLUG.uploads,
    where: { state: { equals: 'received' } },
    sort: 'updatedAt',
    limit: LIMIT,
  })
  for (const { id, seq } of uploads)
    await ensureJob({ payload, slug: SLUG.uploads, id, seq, type: 'ingestUpload', input: { upload: id } })
  const shelves = await findRows({
    payload,
    slug: SLUG.shelves,
    where: { indexDue: { equals: true } },
    sort: 'updatedAt',
    limit: LIMIT,
  })
  for (const { id, seq } of shelves)
    await ensureJob({ payload, slug: SLUG.shelves, id, seq, type: 'indexShelf', input: { shelf: id } })
  const assets = await findRows({
    payload,
    slug: SLUG.mediaAssets,
    where: { state: { equals: 'deleting' } },
    sort: 'updatedAt',
    limit: LIMIT,
  })
  for (const { id, seq } of assets)
    await ensureJob({ payload, slug: SLUG.mediaAssets, id, seq, type: 'deleteAsset', input: { asset: id } })
}

/** Jobs that nobody waits for in front of a screen: nothing else brings a dead one back, so they are tried again for ever. */
const UPKEEP: JobType[] = ['advanceRevision', 'indexShelf', 'releaseHolder', 'deleteAsset']
const REVIVE_AFTER = 3_600_000

/** Queues dead upkeep again once an hour; until then the IT office sees it among the failed jobs. */
const reviveUpkeep = async (payload: Payload) => {
  const { docs } = await payload.db.find<JobRow>({
    collection: SLUG.jobs,
    where: {
      and: [
        { state: { equals: 'dead' } },
        { type: { in: UPKEEP } },
        { finishedAt: { less_than: new Date(Date.now() - REVIVE_AFTER).toISOString() } },
      ],
    },
    sort: 'finishedAt',
    limit: LIMIT,
    pagination: false,
  })
  for (const job of docs) await reviveJob({ payload, job })
}

/** Opens seats again whose claim ran out. */
const releaseExpired = async (payload: Payload) => {
  const actor = systemActor('sweep')
  const rows = await findRows({
    payload,
    slug: SLUG.reviews,
    where: { and: [{ state: { equals: 'claimed' } }, { leaseUntil: { less_than: new Date().toISOString() } }] },
    limit: LIMIT,
  })
  for (const row of rows) {
    try {
      await releaseReview({ payload, actor, review: row.id })
    } catch (error) {
      if (!isAppError(error, 'STAGE_CONFLICT') && !isAppError(error, 'NOT_CLAIMED')) throw error
    }
  }
}

/** What the clock does every quarter of a minute so that a kill at any write loses nothing (design.md). */
export const sweep = async ({ payload }: { payload: Payload }): Promise<void> => {
  await drainDirty(payload)
  await releaseExpired(payload)
  await recreateJobs(payload)
  await reviveUpkeep(payload)
}
