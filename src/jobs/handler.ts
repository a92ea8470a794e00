import type { Payload } from 'payload'

import type { JobType } from '../domain/entries'
import type { JobRow } from '../workflow/jobRow'

export type JobContext = {
  payload: Payload
  job: JobRow
  /** Aborts when the lease is lost or the process stops: stop at once and write nothing. */
  signal: AbortSignal
  report: (progress: NonNullable<JobRow['progress']>) => Promise<void>
}

/** Does one job; idempotent, since a job may run again after a kill. Throwing queues it again with backoff. */
export type Handler = (context: JobContext) => Promise<void>

/** Every job type has a handler: leaving one out does not compile. */
export type Handlers = Record<JobType, Handler>

/** A failure that no repetition mends: the job becomes a dead letter at once. */
export class FinalJobError extends Error {}
