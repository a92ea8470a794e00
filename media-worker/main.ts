import { randomUUID } from 'node:crypto'
import os from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'

import { getPayload } from 'payload'

import config from '../payload.config'
import { env } from '../src/env'
import { beat } from '../src/jobs/beat'
import { buryJob } from '../src/jobs/bury'
import { runLane } from '../src/jobs/runLane'
import { enqueueSchedules } from '../src/jobs/schedules'
import { storage } from '../src/storage'
import type { JobRow, Lane } from '../src/workflow/jobRow'
import { tools } from './ffmpeg/run'
import { handlers } from './handlers'
import { cleanWorkFolders } from './workFolder'

const LANES: Lane[] = ['media', 'light']
const settings = env()
Object.assign(tools, { ffmpeg: settings.FFMPEG_PATH, ffprobe: settings.FFPROBE_PATH })

const payload = await getPayload({ config })
await storage().check()
await cleanWorkFolders()

const worker = `${os.hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`
const stopping = new AbortController()
const stop = (signal: string) => {
  if (stopping.signal.aborted) return
  payload.logger.info(`Worker stops (${signal}); jobs go back into the queue.`)
  stopping.abort()
}
process.on('SIGTERM', () => stop('SIGTERM'))
process.on('SIGINT', () => stop('SIGINT'))

const doing: Record<Lane, JobRow | null> = { media: null, light: null }
const keepTime = async () => {
  while (!stopping.signal.aborted) {
    try {
      for (const lane of LANES) await beat({ payload, worker, lane, job: doing[lane] })
      await enqueueSchedules({ payload })
    } catch (error) {
      payload.logger.error({ err: error, msg: 'heartbeat' })
    }
    await pause(5000, undefined, { signal: stopping.signal }).catch(() => undefined)
  }
}

payload.logger.info(`Worker ${worker} ready: lanes ${LANES.join(', ')}`)
const lanes = LANES.map((lane) =>
  runLane({
    payload,
    lane,
    handlers,
    worker,
    leaseSeconds: settings.JOB_LEASE_SECONDS,
    maxClaims: settings.JOB_MAX_CLAIMS,
    stop: stopping.signal,
    onDead: (job) => buryJob({ payload, job }),
    onDoing: (job) => {
      doing[lane] = job
    },
  }),
)
await Promise.all([keepTime(), ...lanes])
await payload.destroy()
process.exit(0)
