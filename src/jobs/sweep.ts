import type { Payload, Where } from 'payload'

import { systemActor } from '../domain/actor'
import type { JobType } from '../domain/entries'
import { isAppError } from '../errors'
import { SLUG } from '../slugs'
import { drainRow } from '../workflow/drain'
import type { JobRow } from '../workflow/jobRow'
import { releaseReview } from '../workflow/reviews'
import type { MovedSlug, RevisionRow, Rows } from '../workflow/rows'
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
/** Jobs that nobody waits for in front of a screen: nothing else brings a dead one back, so they are tried again for ever. */
const UPKEEP: JobType[] = ['advanceRevision', 'indexShelf', 'releaseHolder', 'deleteAsset']
const REVIVE_AFTER = 3_600_000

/** Rows that one sweep looks at in each collection; the next one continues. */
const LIMIT = 200

/** Does the same for each row. One that cannot be done must not keep the others waiting: it is logged and counted. */
const forEach = async <T extends { id: string }>(
  payload: Payload,
  what: string,
  rows: T[],
  work: (row: T) => Promise<unknown>,
): Promise<number> => {
  let failed = 0
  for (const row of rows) {
    try {
      await work(row)
    } catch (error) {
      failed += 1
      payload.logger.error({ err: error, msg: `sweep: ${what} of ${row.id} failed` })
    }
  }
  return failed
}

/** Copies out what a killed process left in dirty rows. */
const drainDirty = async (payload: Payload) => {
  let failed = 0
  for (const slug of MOVED) {
    const rows = await findRows({ payload, slug, where: { dirty: { equals: true } }, sort: 'updatedAt', limit: LIMIT })
    failed += await forEach(payload, 'drain', rows, ({ id }) => drainRow({ payload, slug, id }))
  }
  return failed
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
  if (job?.state === 'dead' && !UPKEEP.includes(type)) await buryJob({ payload, job })
  if (job) return
  const hour = new Date().toISOString().slice(0, 13)
  await enqueue({ payload, key: `${entity}:${seq}:${type}:${hour}`, type, input, entity })
}

type Waiting = { slug: MovedSlug; where: Where; type: JobType; input: (row: Rows[MovedSlug]) => JobRow['input'] }

/** In which state a row of which collection waits for which job. */
const WAITING: Waiting[] = [
  {
    slug: SLUG.revisions,
    where: { state: { in: ['frozen', 'checking'] } },
    type: 'checkRevision',
    input: (row) => ({ key: (row as RevisionRow).key }),
  },
  {
    slug: SLUG.uploads,
    where: { state: { equals: 'received' } },
    type: 'ingestUpload',
    input: ({ id }) => ({ upload: id }),
  },
  {
    slug: SLUG.shelves,
    where: { indexDue: { equals: true } },
    type: 'indexShelf',
    input: ({ id }) => ({ shelf: id }),
  },
  {
    slug: SLUG.mediaAssets,
    where: { state: { equals: 'deleting' } },
    type: 'deleteAsset',
    input: ({ id }) => ({ asset: id }),
  },
]

/** Re-creates from state whatever job is missing. A dirty row still holds its own job: its drain brings it out. */
const recreateJobs = async (payload: Payload) => {
  let failed = 0
  for (const { slug, where, type, input } of WAITING) {
    const rows: Rows[MovedSlug][] = await findRows({
      payload,
      slug,
      where: { and: [where, { dirty: { equals: false } }] },
      sort: 'updatedAt',
      limit: LIMIT,
    })
    failed += await forEach(payload, type, rows, (row) =>
      ensureJob({ payload, slug, id: row.id, seq: row.seq, type, input: input(row) }),
    )
  }
  return failed
}

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
    sort: 'leaseUntil',
    limit: LIMIT,
  })
  return forEach(payload, 'release', rows, async ({ id }) => {
    try {
      await releaseReview({ payload, actor, review: id })
    } catch (error) {
      if (!isAppError(error, 'STAGE_CONFLICT') && !isAppError(error, 'NOT_CLAIMED')) throw error
    }
  })
}

/**
 * What the clock does every quarter of a minute so that a kill at any write loses nothing (ARCHITECTURE.md "Who writes what").
 * @throws Error when something could not be done, after everything else was
 */
export const sweep = async ({ payload }: { payload: Payload }): Promise<void> => {
  let failed = await drainDirty(payload)
  failed += await releaseExpired(payload)
  failed += await recreateJobs(payload)
  await reviveUpkeep(payload)
  if (failed > 0) throw new Error(`${failed} rows could not be swept; see the log`)
}
