import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

import type { Payload } from 'payload'

import { AppError, messageOf } from '../../src/errors'
import { FinalJobError, type Handler, type Handlers } from '../../src/jobs/handler'
import {
  backoffSeconds,
  claimJob,
  completeJob,
  enqueue,
  failJob,
  heartbeat,
  reportProgress,
  returnJob,
  reviveJob,
} from '../../src/jobs/queue'
import { runJob } from '../../src/jobs/runJob'
import { SCHEDULES } from '../../src/jobs/schedules'
import { sweep } from '../../src/jobs/sweep'
import { SLUG } from '../../src/slugs'
import type { JobRow, Lane } from '../../src/workflow/jobRow'
import { type Child, prepareChildren } from '../support/kill'
import { type Running, startPayload } from '../support/payload'
import type { RaceTask } from '../support/raceTasks'

let running: Running
let payload: Payload
let prepared: Awaited<ReturnType<typeof prepareChildren>>
let four: Child[]

beforeAll(async () => {
  running = await startPayload({ name: 'jobs' })
  payload = running.payload
  prepared = await prepareChildren('raceChild.ts')
  four = await Promise.all(Array.from({ length: 4 }, () => prepared.start()))
}, 120_000)
afterAll(async () => {
  for (const child of four ?? []) await child.kill()
  await prepared?.remove()
  await running.stop()
})

const readJob = async (key: string): Promise<JobRow> => {
  const job = await payload.db.findOne<JobRow>({ collection: SLUG.jobs, where: { key: { equals: key } } })
  if (!job) throw new Error(`no job ${key}`)
  return job
}

/** A job that is due before every other one of its lane, so that a claim gets it and no other. */
const buildJob = async (type: 'sweep' | 'checkRevision' | 'indexShelf' = 'sweep'): Promise<string> => {
  const key = `test:${randomUUID()}`
  await enqueue({ payload, key, type, input: {} })
  await payload.db.updateOne({
    collection: SLUG.jobs,
    where: { key: { equals: key } },
    data: { notBefore: '2000-01-01T00:00:00.000Z' },
    options: { atomic: true },
  })
  return key
}

type Claim = { lane?: Lane; leaseSeconds?: number; maxClaims?: number; now?: number }
const claim = async ({ lane = 'light', leaseSeconds = 60, maxClaims = 3, ...rest }: Claim = {}) =>
  claimJob({ payload, lane, leaseSeconds, maxClaims, worker: 'test', ...rest })
const claimed = async (key: string, args: Claim = {}): Promise<JobRow> => {
  const found = await claim(args)
  expect(found).toMatchObject({ isDead: false, job: { key } })
  return found!.job
}

const run = ({
  job,
  handler,
  stop = new AbortController().signal,
  leaseSeconds = 60,
  maxClaims = 3,
  onDead = async () => undefined,
}: {
  job: JobRow
  handler: Handler
  stop?: AbortSignal
  leaseSeconds?: number
  maxClaims?: number
  onDead?: (job: JobRow) => Promise<void>
}) => runJob({ payload, job, handlers: { [job.type]: handler } as Handlers, leaseSeconds, maxClaims, stop, onDead })

describe('claims', () => {
  it('should give each of 200 jobs to one of four processes, and none twice', async () => {
    const keys = Array.from({ length: 200 }, (_, n) => `two-hundred:${n}:${randomUUID()}`)
    for (const key of keys) await enqueue({ payload, key, type: 'sweep' })
    const did = await Promise.all(
      four.map((child, n) => child.ask<string[]>({ name: 'work', worker: `w${n}`, holdMs: 1 } satisfies RaceTask)),
    )
    const all = did.flat().filter((key) => key.startsWith('two-hundred:'))
    expect(all.sort()).toEqual([...keys].sort())
    const { docs } = await payload.db.find<JobRow>({
      collection: SLUG.jobs,
      where: { key: { like: 'two-hundred:' } },
      limit: 0,
      pagination: false,
    })
    expect(docs.filter((job) => job.state === 'done' && job.claims === 1)).toHaveLength(200)
  }, 120_000)

  it('should enqueue every schedule once a slot, however many processes do it', async () => {
    const slots = Array.from({ length: 5 }, (_, n) => Date.UTC(2031, 0, 1) + n * 3_600_000)
    await Promise.all(four.map((child) => child.ask({ name: 'schedules', now: slots } satisfies RaceTask)))
    for (const { type, everySeconds } of SCHEDULES) {
      const wanted = new Set(slots.map((now) => `${type}:${Math.floor(now / (everySeconds * 1000))}`))
      const { docs } = await payload.db.find<JobRow>({
        collection: SLUG.jobs,
        where: { key: { in: [...wanted] } },
        limit: 0,
        pagination: false,
      })
      expect(docs.map((job) => job.key).sort()).toEqual([...wanted].sort())
      for (const job of docs) await payload.db.deleteOne({ collection: SLUG.jobs, where: { id: { equals: job.id } } })
    }
    await payload.db.deleteMany({ collection: SLUG.jobs, where: { key: { equals: 'once' } } })
  }, 60_000)

  it('should leave a job alone before its time', async () => {
    const key = await buildJob('checkRevision')
    await payload.db.updateOne({
      collection: SLUG.jobs,
      where: { key: { equals: key } },
      data: { notBefore: new Date(Date.now() + 60_000).toISOString() },
      options: { atomic: true },
    })
    expect(await claim({ lane: 'media' })).toBeNull()
    await claimed(key, { lane: 'media', now: Date.now() + 61_000 })
    await payload.db.deleteMany({ collection: SLUG.jobs, where: { key: { equals: key } } })
  })
})

describe('a lost lease', () => {
  it('should let the old owner write nothing once another has the job', async () => {
    const key = await buildJob()
    const old = await claimed(key, { leaseSeconds: 1, now: Date.now() - 5000 })
    const fresh = await claimed(key)
    expect(fresh).toMatchObject({ claims: 2 })
    const before = await readJob(key)
    expect(await heartbeat({ payload, job: old, leaseSeconds: 60 })).toBe(false)
    expect(await reportProgress({ payload, job: old, progress: { percent: 99 } })).toBe(false)
    expect(await completeJob({ payload, job: old })).toBe(false)
    expect(await failJob({ payload, job: old, error: 'late', maxClaims: 1 })).toBe(false)
    expect(await returnJob({ payload, job: old })).toBe(false)
    expect(await readJob(key)).toEqual(before)
    expect(await completeJob({ payload, job: fresh })).toBe(true)
    expect(await readJob(key)).toMatchObject({ state: 'done' })
  })

  it('should abort the handler and record nothing of it', async () => {
    const key = await buildJob()
    const job = await claimed(key, { leaseSeconds: 1, now: Date.now() - 5000 })
    const fresh = await claimed(key)
    const outcome = await run({
      job,
      leaseSeconds: 0.3,
      handler: ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    })
    expect(outcome).toBe('lost')
    expect(await readJob(key)).toMatchObject({ state: 'running', token: fresh.token, lastError: '' })
    await completeJob({ payload, job: fresh })
  })

  it('should say lost, not done, when the handler ends after its lease was taken over', async () => {
    const key = await buildJob()
    const job = await claimed(key, { leaseSeconds: 1, now: Date.now() - 5000 })
    const fresh = await claimed(key)
    expect(await run({ job, handler: async () => undefined })).toBe('lost')
    expect(await readJob(key)).toMatchObject({ state: 'running', token: fresh.token })
    await completeJob({ payload, job: fresh })
  })

  it('should keep a long job by its heartbeats', async () => {
    const key = await buildJob()
    const job = await claimed(key, { leaseSeconds: 1 })
    let other: unknown
    const outcome = await run({
      job,
      leaseSeconds: 1,
      handler: async () => {
        const first = job.leaseUntil
        while ((await readJob(key)).leaseUntil <= new Date(Date.parse(first) + 1000).toISOString()) await pause(20)
        other = await claim()
      },
    })
    expect(outcome).toBe('done')
    expect(other).toBeNull()
  })
})

describe('failures', () => {
  it('should wait 2, 4, 8 … at most 300 seconds', () => {
    expect([1, 2, 3, 8, 9, 40].map(backoffSeconds)).toEqual([2, 4, 8, 256, 300, 300])
  })

  it('should queue a failed job again with backoff, then bury it, then revive it by a person’s wish', async () => {
    const key = await buildJob()
    const dead: string[] = []
    const fail = (now: number) =>
      claimed(key, { now }).then((job) =>
        run({
          job,
          handler: () => Promise.reject(new Error('kaputt')),
          onDead: async ({ lastError }) => void dead.push(lastError),
        }),
      )
    const at = Date.now()
    expect(await fail(at)).toBe('failed')
    const first = await readJob(key)
    expect(first).toMatchObject({ state: 'queued', claims: 1, lastError: 'kaputt' })
    expect(Date.parse(first.notBefore)).toBeGreaterThanOrEqual(at + 2000)
    expect(await claim({ now: at + 1000 })).toBeNull()
    expect(await fail(Date.now() + 3000)).toBe('failed')
    expect(dead).toEqual([])
    expect(await fail(Date.now() + 30_000)).toBe('dead')
    expect(dead).toEqual(['kaputt'])
    expect(await claim({ now: Date.now() + 1e9 })).toBeNull()
    expect(await reviveJob({ payload, job: await readJob(key) })).toBe(true)
    const revived = await claimed(key)
    expect(revived.claims).toBe(1)
    await completeJob({ payload, job: revived })
  })

  it('should bury at once what no repetition mends', async () => {
    const key = await buildJob()
    const job = await claimed(key)
    expect(await run({ job, handler: () => Promise.reject(new FinalJobError('no such bytes')) })).toBe('dead')
    expect(await readJob(key)).toMatchObject({ state: 'dead', claims: 1, lastError: 'no such bytes' })
  })

  it('should not count an attempt that a graceful stop ended', async () => {
    const key = await buildJob()
    const stopping = new AbortController()
    const outcome = await run({
      job: await claimed(key),
      stop: stopping.signal,
      handler: ({ signal }) => {
        stopping.abort()
        return Promise.reject(signal.reason as Error)
      },
    })
    expect(outcome).toBe('returned')
    expect(await readJob(key)).toMatchObject({ state: 'queued', claims: 0, leaseUntil: '' })
    await completeJob({ payload, job: await claimed(key) })
  })

  it('should not count an attempt that an outage ended, and should try again in half a minute', async () => {
    const key = await buildJob()
    for (let n = 0; n < 5; n++) {
      const job = await claimed(key, { now: Date.now() + n * 60_000 })
      expect(job.claims).toBe(1)
      expect(await run({ job, handler: () => Promise.reject(new AppError('STORE_DOWN')) })).toBe('returned')
      const row = await readJob(key)
      expect(row).toMatchObject({ state: 'queued', claims: 0, lastError: messageOf('STORE_DOWN') })
      expect(Date.parse(row.notBefore)).toBeGreaterThan(Date.now() + 20_000)
    }
    await completeJob({ payload, job: await claimed(key, { now: Date.now() + 600_000 }) })
  })

  it('should queue dead upkeep again an hour later, and leave a dead check to a person', async () => {
    const keys = [await buildJob('indexShelf'), await buildJob('checkRevision')] as const
    for (const [key, lane] of [
      [keys[0], 'light'],
      [keys[1], 'media'],
    ] as const) {
      await run({ job: await claimed(key, { lane }), handler: () => Promise.reject(new FinalJobError('gone')) })
    }
    await sweep({ payload })
    expect((await readJob(keys[0])).state).toBe('dead')
    await payload.db.updateMany({
      collection: SLUG.jobs,
      where: { key: { in: [...keys] } },
      data: { finishedAt: new Date(Date.now() - 3_700_000).toISOString() },
    })
    await sweep({ payload })
    expect(await readJob(keys[0])).toMatchObject({ state: 'queued', claims: 0 })
    expect((await readJob(keys[1])).state).toBe('dead')
    await payload.db.deleteMany({ collection: SLUG.jobs, where: { key: { in: [...keys] } } })
  })

  it('should bury a job whose worker was killed by it each time', async () => {
    const key = await buildJob()
    for (let n = 1; n <= 3; n++) {
      const worker = await prepared.start()
      worker.ask({ name: 'die', worker: `killed${n}`, leaseSeconds: 0 } satisfies RaceTask).catch(() => undefined)
      expect(await worker.ended).toBe('SIGKILL')
      expect(await readJob(key)).toMatchObject({ state: 'running', claims: n, claimedBy: `killed${n}` })
    }
    const found = await claim({ now: Date.now() + 10_000 })
    expect(found).toMatchObject({ isDead: true, job: { key, state: 'dead', claims: 3 } })
    expect(await readJob(key)).toMatchObject({ state: 'dead', lastError: 'The worker died each time it tried.' })
  }, 60_000)
})
