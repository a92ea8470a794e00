import { randomUUID } from 'node:crypto'

import type { Payload, Where } from 'payload'

import { insertOnce } from '../audit/insertOnce'
import type { JobType } from '../domain/entries'
import { SLUG } from '../slugs'
import { type JobRow, jobRow, type Lane } from '../workflow/jobRow'

type Progress = NonNullable<JobRow['progress']>

const iso = (time: number) => new Date(time).toISOString()

/** Seconds to wait before attempt `claims` + 1: 2, 4, 8 … at most 300. */
export const backoffSeconds = (claims: number): number => Math.min(300, 2 ** claims)

/** One compare-and-set on a job row by state and token: whoever lost its lease changes nothing. */
const change = async ({
  payload,
  job,
  data,
  due = [],
}: {
  payload: Payload
  job: JobRow
  data: Partial<JobRow>
  /** Further columns that must still hold. */
  due?: Where[]
}): Promise<boolean> => {
  const where: Where = {
    and: [{ id: { equals: job.id } }, { state: { equals: job.state } }, { token: { equals: job.token } }, ...due],
  }
  return (await payload.db.updateOne({ collection: SLUG.jobs, where, data, options: { atomic: true } })) !== null
}

/** Queues a job under a unique key, e.g. `sweep:2026-11-23T08:00`. @returns whether it is new */
export const enqueue = async (args: {
  payload: Payload
  key: string
  type: JobType
  input?: JobRow['input']
  entity?: string
}): Promise<boolean> => {
  const { payload, key, type, input = {}, entity = '' } = args
  return insertOnce({
    payload,
    slug: SLUG.jobs,
    key,
    data: jobRow({ entry: { kind: 'job', type, input }, entity, at: new Date().toISOString() }),
  })
}

type Due = { job: JobRow; due: Where[] }

/** Jobs that may be claimed now, each with the condition that makes it so: a lost lease, or its time has come. */
const findDue = async ({ payload, lane, now }: { payload: Payload; lane: Lane; now: number }): Promise<Due[]> => {
  const at = iso(now)
  const find = async (due: Where[], sort: string): Promise<Due[]> => {
    const { docs } = await payload.db.find<JobRow>({
      collection: SLUG.jobs,
      where: { and: [{ lane: { equals: lane } }, ...due] },
      sort,
      limit: 8,
      pagination: false,
    })
    return docs.map((job) => ({ job, due }))
  }
  return [
    ...(await find([{ state: { equals: 'running' } }, { leaseUntil: { less_than: at } }], 'leaseUntil')),
    ...(await find([{ state: { equals: 'queued' } }, { notBefore: { less_than_equal: at } }], 'notBefore')),
  ]
}

type ClaimArgs = { payload: Payload; lane: Lane; leaseSeconds: number; maxClaims: number; worker: string; now?: number }

/**
 * Claims the next due job of a lane by compare-and-set on its token and on what makes it due (a server may hand out a row
 * that has moved since it matched); a running job whose lease ran out counts as due.
 * One that was claimed `maxClaims` times already becomes a dead letter instead (a poison file must not loop for ever).
 * @returns the claimed job, or the dead letter, or null when nothing is due
 */
export const claimJob = async (args: ClaimArgs): Promise<{ job: JobRow; isDead: boolean } | null> => {
  const { payload, lane, leaseSeconds, maxClaims, worker, now = Date.now() } = args
  for (const { job, due } of await findDue({ payload, lane, now })) {
    if (job.claims >= maxClaims) {
      const dead: Partial<JobRow> = {
        state: 'dead',
        token: randomUUID(),
        leaseUntil: '',
        finishedAt: iso(now),
        lastError: job.lastError || 'The worker died each time it tried.',
      }
      if (await change({ payload, job, data: dead, due })) return { job: { ...job, ...dead }, isDead: true }
      continue
    }
    const data: Partial<JobRow> = {
      state: 'running',
      token: randomUUID(),
      leaseUntil: iso(now + leaseSeconds * 1000),
      claims: job.claims + 1,
      claimedBy: worker,
    }
    if (await change({ payload, job, data, due })) return { job: { ...job, ...data }, isDead: false }
  }
  return null
}

/** Renews the lease. @returns false when it was lost: the work must stop and write nothing */
export const heartbeat = ({
  payload,
  job,
  leaseSeconds,
}: {
  payload: Payload
  job: JobRow
  leaseSeconds: number
}): Promise<boolean> => change({ payload, job, data: { leaseUntil: iso(Date.now() + leaseSeconds * 1000) } })

/** Records progress for people to see; also only while the lease holds. */
export const reportProgress = ({
  payload,
  job,
  progress,
}: {
  payload: Payload
  job: JobRow
  progress: Progress
}): Promise<boolean> => change({ payload, job, data: { progress } })

export const completeJob = ({ payload, job }: { payload: Payload; job: JobRow }): Promise<boolean> =>
  change({ payload, job, data: { state: 'done', leaseUntil: '', finishedAt: iso(Date.now()), progress: null } })

/** Back into the queue after a failure with backoff, or a dead letter after `maxClaims`. @returns whether it is dead */
export const failJob = async (args: {
  payload: Payload
  job: JobRow
  error: string
  maxClaims: number
  isFinal?: boolean
}): Promise<boolean> => {
  const { payload, job, error, maxClaims, isFinal = false } = args
  const isDead = isFinal || job.claims >= maxClaims
  const lastError = error.slice(0, 4000)
  const data: Partial<JobRow> = isDead
    ? { state: 'dead', leaseUntil: '', finishedAt: iso(Date.now()), lastError }
    : { state: 'queued', leaseUntil: '', notBefore: iso(Date.now() + backoffSeconds(job.claims) * 1000), lastError }
  return (await change({ payload, job, data })) && isDead
}

/** Gives a job back: the attempt does not count. At a graceful stop at once, after an outage in `delaySeconds`. */
export const returnJob = ({
  payload,
  job,
  delaySeconds = 0,
  error = job.lastError,
  progress = null,
}: {
  payload: Payload
  job: JobRow
  delaySeconds?: number
  error?: string
  progress?: JobRow['progress']
}): Promise<boolean> =>
  change({
    payload,
    job,
    data: {
      state: 'queued',
      leaseUntil: '',
      claims: job.claims - 1,
      notBefore: iso(Date.now() + delaySeconds * 1000),
      lastError: error.slice(0, 4000),
      progress,
    },
  })

/** Queues a dead letter again, by a person's wish. */
export const reviveJob = ({ payload, job }: { payload: Payload; job: JobRow }): Promise<boolean> =>
  change({ payload, job, data: { state: 'queued', claims: 0, notBefore: iso(Date.now()), finishedAt: '' } })
