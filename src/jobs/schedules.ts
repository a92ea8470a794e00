import type { Payload } from 'payload'

import type { JobType } from '../domain/entries'
import { enqueue } from './queue'

/** What runs by the clock, and how often. */
export const SCHEDULES: { type: JobType; everySeconds: number }[] = [
  { type: 'sweep', everySeconds: 15 },
  { type: 'prepareSearch', everySeconds: 600 },
  { type: 'purgeDue', everySeconds: 300 },
  { type: 'cleanUploads', everySeconds: 900 },
  { type: 'cleanJobs', everySeconds: 3600 },
]

/** Queues each schedule's job of the present slot under `name:slot`; any number of workers may do so at once. */
export const enqueueSchedules = async ({
  payload,
  now = Date.now(),
}: {
  payload: Payload
  now?: number
}): Promise<void> => {
  for (const { type, everySeconds } of SCHEDULES) {
    const slot = Math.floor(now / (everySeconds * 1000))
    await enqueue({ payload, key: `${type}:${slot}`, type })
  }
}
