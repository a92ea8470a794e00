import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

import { cleanTus } from '../../media-worker/handlers/cleanTus'
import { SLUG } from '../../src/slugs'
import { storage } from '../../src/storage'
import type { JobRow } from '../../src/workflow/jobRow'
import { submitResource } from '../../src/workflow/submitResource'
import { findRows, readRow } from '../../src/workflow/transition'
import { type Running, startPayload } from '../support/payload'
import { processesUsing } from '../support/processesUsing'
import { unfinishedParts } from '../support/unfinishedParts'
import { buildFile, buildResource, buildWorld, type World } from '../support/work'

const ROOT = path.resolve(import.meta.dirname, '../..')
let running: Running
let world: World
let folder: string
const workers: ChildProcess[] = []

const startWorker = (env: Record<string, string> = {}): ChildProcess => {
  const worker = spawn(process.execPath, ['--import', 'tsx', 'media-worker/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '', JOB_LEASE_SECONDS: '3', FFMPEG_THREADS: '1', ...env },
    stdio: 'ignore',
  })
  workers.push(worker)
  return worker
}

/** Asks until there is an answer; the worker is another process, so that nothing here can be awaited. */
const until = async <T>(
  ask: () => Promise<T | null | undefined | false>,
  seconds: number,
  what: string,
): Promise<T> => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(50)) {
    const answer = await ask()
    if (answer) return answer
  }
  throw new Error(`${what}: not within ${seconds} s`)
}

const makeClip = async (name: string, seconds: number): Promise<Buffer> => {
  const file = path.join(folder, name)
  await promisify(execFile)('ffmpeg', [
    ...['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=size=1920x1080:rate=30:duration=${seconds}`],
    ...[
      '-f',
      'lavfi',
      '-i',
      `sine=frequency=300:sample_rate=48000:duration=${seconds}`,
      '-c:v',
      'mpeg4',
      '-q:v',
      '5',
      '-c:a',
      'aac',
      '-metadata',
      `comment=${name}`,
      file,
    ],
  ])
  return readFile(file)
}

const submitVideo = async (name: string, seconds: number) => {
  const resource = await buildResource({ world, files: 0 })
  await buildFile({ world, resource, bytes: await makeClip(name, seconds), name, mime: 'video/mp4', kind: 'video' })
  return submitResource({ payload: world.payload, actor: world.teacher, resource })
}

const jobOf = async (revision: string): Promise<JobRow | undefined> => {
  const { docs } = await world.payload.db.find<JobRow>({
    collection: SLUG.jobs,
    where: { and: [{ entity: { equals: `revisions/${revision}` } }, { type: { equals: 'checkRevision' } }] },
    limit: 1,
  })
  return docs[0]
}

/** What lies in the store that no row knows, once the clock's jobs have been there. */
const strayBytes = async (): Promise<string[]> => {
  await storage().abortStaleParts({ olderThanMs: -60_000 })
  await cleanTus({ payload: world.payload, olderThanMs: -60_000 })
  const assets = await findRows({ payload: world.payload, slug: SLUG.mediaAssets, where: {} })
  const known = new Set(assets.map((asset) => asset.storageKey))
  const stray = await unfinishedParts({ dataDir: running.dataDir })
  for (const prefix of ['uploads/', 'blobs/'])
    for await (const { key } of storage().list({ prefix })) if (!known.has(key)) stray.push(key)
  return stray
}

const stopAll = async () => {
  for (const worker of workers.splice(0)) {
    if (worker.exitCode !== null || worker.signalCode !== null) continue
    worker.kill('SIGKILL')
    await once(worker, 'exit')
  }
}

beforeAll(async () => {
  running = await startPayload({ name: 'worker' })
  folder = await mkdtemp(path.join(tmpdir(), 'library-worker-'))
  world = await buildWorld({ payload: running.payload })
})
afterEach(stopAll)
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await running.stop()
})

describe('media worker', () => {
  it('should lose nothing when it is killed in the middle of an encode: another finishes, nothing stays behind', async () => {
    const revision = await submitVideo('课堂实录.mp4', 12)
    const first = startWorker()
    const percent = await until(
      async () => {
        const progress = (await jobOf(revision.id))?.progress?.percent ?? 0
        return progress >= 30 && progress
      },
      90,
      'progress',
    )
    expect(percent).toBeLessThanOrEqual(70)
    first.kill('SIGKILL')
    await once(first, 'exit')
    await until(async () => processesUsing(path.join(running.dataDir, 'tmp')).length === 0, 5, 'the end of ffmpeg')

    startWorker()
    const settled = await until(
      async () => {
        const row = await readRow({ payload: world.payload, slug: SLUG.revisions, id: revision.id })
        return !['frozen', 'checking'].includes(row.state) && row
      },
      120,
      'verdict',
    )
    expect(settled.state).toBe('inReview')
    expect(settled.machine.files[0]).toMatchObject({
      plan: 'partial',
      outputProbe: { video: { codec: 'h264', width: 1280, height: 720 } },
    })
    expect((await jobOf(revision.id))?.claims).toBe(2)
    expect(await readdir(path.join(running.dataDir, 'tmp'))).toEqual([])
    expect(await strayBytes()).toEqual([])
  }, 240_000)

  it('should give a job back untouched at a graceful stop', async () => {
    const revision = await submitVideo('平稳停止.mp4', 12)
    const worker = startWorker()
    await until(async () => ((await jobOf(revision.id))?.progress?.percent ?? 0) > 5, 90, 'progress')
    worker.kill('SIGTERM')
    const [code] = (await once(worker, 'exit')) as [number | null]
    expect(code).toBe(0)
    expect(await jobOf(revision.id)).toMatchObject({ state: 'queued', claims: 0 })
    expect(processesUsing(path.join(running.dataDir, 'tmp'))).toEqual([])
    await world.payload.db.deleteMany({
      collection: SLUG.jobs,
      where: { entity: { equals: `revisions/${revision.id}` } },
    })
  }, 180_000)

  it('should bury a poison file after its attempts and tell the teacher', async () => {
    const killer = path.join(folder, 'ffmpeg-that-kills-its-worker')
    await writeFile(killer, '#!/bin/sh\nkill -9 $PPID\n')
    await chmod(killer, 0o755)
    const revision = await submitVideo('有毒文件.mp4', 5)
    for (let attempt = 1; attempt <= 2; attempt++) {
      const worker = startWorker({ FFMPEG_PATH: killer, JOB_MAX_CLAIMS: '2' })
      await once(worker, 'exit')
      expect((await jobOf(revision.id))?.claims).toBe(attempt)
    }
    startWorker({ FFMPEG_PATH: killer, JOB_MAX_CLAIMS: '2' })
    const row = await until(
      async () => {
        const now = await readRow({ payload: world.payload, slug: SLUG.revisions, id: revision.id })
        return now.state === 'unfit' && now
      },
      60,
      'dead letter',
    )
    expect(row.machine.files[0]?.reasons).toEqual([expect.objectContaining({ code: 'PROCESSING_FAILED' })])
    expect((await jobOf(revision.id))?.state).toBe('dead')
    await until(
      async () => {
        const { docs } = await world.payload.db.find<{ type: string; params: { resource: string } }>({
          collection: SLUG.notices,
          where: { user: { equals: world.teacher.id } },
          pagination: false,
        })
        return (
          docs.filter(({ type, params }) => type === 'revisionUnfit' && params.resource === revision.resource)
            .length === 1
        )
      },
      10,
      'notice',
    )
    const uploads = await findRows({
      payload: world.payload,
      slug: SLUG.uploads,
      where: { resource: { equals: revision.resource } },
    })
    expect(uploads.every((upload) => upload.state === 'stored')).toBe(true)
  }, 180_000)
})
