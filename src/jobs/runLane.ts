import { setTimeout as pause } from 'node:timers/promises'

import type { Payload } from 'payload'

import type { JobRow, Lane } from '../workflow/jobRow'
import type { Handlers } from './handler'
import { claimJob } from './queue'
import { runJob } from './runJob'

type Args = {
  payload: Payload
  lane: Lane
  handlers: Handlers
  worker: string
  leaseSeconds: number
  maxClaims: number
  stop: AbortSignal
  onDead: (job: JobRow) => Promise<void>
  /** Milliseconds between two looks into an empty queue. */
  pollMs?: number
  onDoing?: (job: JobRow | null) => void
}

/** Works one lane until `stop`: claim, run, again; waits `pollMs` when nothing is due. A database that fails is tried again. */
export const runLane = async (args: Args): Promise<void> => {
  const { payload, lane, handlers, worker, leaseSeconds, maxClaims, stop, onDead, pollMs = 500, onDoing } = args
  while (!stop.aborted) {
    let isIdle = true
    try {
      const claimed = await claimJob({ payload, lane, leaseSeconds, maxClaims, worker })
      if (claimed?.isDead) await onDead(claimed.job)
      else if (claimed) {
        onDoing?.(claimed.job)
        await runJob({ payload, job: claimed.job, handlers, leaseSeconds, maxClaims, stop, onDead })
        onDoing?.(null)
      }
      isIdle = claimed === null
    } catch (error) {
      payload.logger.error({ err: error, msg: `lane ${lane}` })
    }
    if (isIdle && !stop.aborted) await pause(pollMs, undefined, { signal: stop }).catch(() => undefined)
  }
}
