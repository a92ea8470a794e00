import type { Payload } from 'payload'

import type { JobRow } from '../workflow/jobRow'
import { FinalJobError, type Handlers } from './handler'
import { isOutage } from './isOutage'
import { completeJob, failJob, heartbeat, reportProgress, returnJob } from './queue'

type Args = {
  payload: Payload
  job: JobRow
  handlers: Handlers
  leaseSeconds: number
  maxClaims: number
  /** Aborts at a graceful stop of the process. */
  stop: AbortSignal
  onDead: (job: JobRow) => Promise<void>
}

/** Seconds between two tries while something is away, and for how long that does not count as an attempt. */
const OUTAGE_RETRY = 30
const OUTAGE_PATIENCE = 24 * 3600

/** Gives the job back after an outage. @returns false when this was none, or it has lasted too long to be one */
const waitOut = async ({
  payload,
  job,
  error,
}: {
  payload: Payload
  job: JobRow
  error: unknown
}): Promise<boolean> => {
  const waitingSince = job.progress?.waitingSince ?? new Date().toISOString()
  if (!isOutage(error) || Date.now() - Date.parse(waitingSince) > OUTAGE_PATIENCE * 1000) return false
  const text = error instanceof Error ? error.message : String(error)
  await returnJob({ payload, job, delaySeconds: OUTAGE_RETRY, error: text, progress: { waitingSince } })
  return true
}

export type Outcome = 'done' | 'failed' | 'dead' | 'lost' | 'returned'

/**
 * Runs one claimed job with a heartbeat every third of the lease. A lost lease aborts the handler and writes nothing;
 * at a graceful stop the job goes back into the queue.
 */
export const runJob = async ({
  payload,
  job,
  handlers,
  leaseSeconds,
  maxClaims,
  stop,
  onDead,
}: Args): Promise<Outcome> => {
  const abort = new AbortController()
  let isLost = false
  const beat = setInterval(
    () => {
      heartbeat({ payload, job, leaseSeconds }).then(
        (held) => {
          if (held) return
          isLost = true
          abort.abort(new Error('lease lost'))
        },
        (error: unknown) => payload.logger.warn({ err: error, msg: `heartbeat of ${job.key} failed` }),
      )
    },
    (leaseSeconds * 1000) / 3,
  )
  const onStop = () => abort.abort(new Error('stopping'))
  stop.addEventListener('abort', onStop, { once: true })
  // A stop that came while the job was being claimed fires no event any more.
  if (stop.aborted) onStop()
  try {
    await handlers[job.type]({
      payload,
      job,
      signal: abort.signal,
      report: async (progress) => {
        if (!(await reportProgress({ payload, job, progress }))) {
          isLost = true
          abort.abort(new Error('lease lost'))
        }
      },
    })
    return (await completeJob({ payload, job })) ? 'done' : 'lost'
  } catch (error) {
    if (isLost) return 'lost'
    if (stop.aborted) {
      await returnJob({ payload, job })
      return 'returned'
    }
    payload.logger.error({ err: error, msg: `job ${job.key} (${job.type}) failed, attempt ${job.claims}` })
    const text = error instanceof Error ? error.message : String(error)
    if (await waitOut({ payload, job, error })) return 'returned'
    const isDead = await failJob({ payload, job, error: text, maxClaims, isFinal: error instanceof FinalJobError })
    if (isDead) await onDead({ ...job, lastError: text })
    return isDead ? 'dead' : 'failed'
  } finally {
    clearInterval(beat)
    stop.removeEventListener('abort', onStop)
  }
}
