import type { Payload } from 'payload'

import { insertOnce } from '../audit/insertOnce'
import { SLUG } from '../slugs'
import type { JobRow, Lane } from '../workflow/jobRow'

/** One heartbeat of a worker's lane: when, and what it does. `/api/ready` reads them. */
export const beat = async ({
  payload,
  worker,
  lane,
  job,
}: {
  payload: Payload
  worker: string
  lane: Lane
  job: JobRow | null
}): Promise<void> => {
  const key = `${worker}:${lane}`
  const at = new Date().toISOString()
  const doing = job ? { key: job.key, type: job.type, claims: job.claims } : null
  const known = await payload.db.updateOne({
    collection: SLUG.workerBeats,
    where: { key: { equals: key } },
    data: { at, doing },
    options: { atomic: true },
  })
  if (!known) await insertOnce({ payload, slug: SLUG.workerBeats, key, data: { lane, at, startedAt: at, doing } })
}
