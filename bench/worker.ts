import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

import { startPayload } from '../tests/support/payload'
import { buildFile, buildResource, buildWorld, type World } from '../tests/support/work'
import { type Bench, median, secondsOf } from './bench'
import { clip } from './clip'

const ROUNDS = 3
const LEASE = { leaseSeconds: 60, maxClaims: 5 }

type Measured = { seconds: number; plan: string }

/** A submitted revision as the worker's media lane takes it: claim, lease, heartbeats, handler, verdict, completion. */
const throughWorker = async ({ world, file }: { world: World; file: string }): Promise<Measured> => {
  const { handlers } = await import('../media-worker/handlers')
  const { submitResource } = await import('../src/workflow/submitResource')
  const { enqueue, claimJob } = await import('../src/jobs/queue')
  const { runJob } = await import('../src/jobs/runJob')
  const { readRow } = await import('../src/workflow/transition')
  const { payload, teacher } = world
  const resource = await buildResource({ world, files: 0 })
  const bytes = await readFile(file)
  await buildFile({ world, resource, bytes, name: path.basename(file), mime: 'video/mp4', kind: 'video' })
  const revision = await submitResource({ payload, actor: teacher, resource })
  await enqueue({ payload, key: `bench:${revision.id}`, type: 'checkRevision', input: { key: revision.key } })
  const stop = new AbortController().signal
  const seconds = await secondsOf(async () => {
    const claimed = await claimJob({ payload, lane: 'media', worker: 'bench', ...LEASE })
    if (!claimed) throw new Error('no job')
    const outcome = await runJob({ payload, job: claimed.job, handlers, stop, onDead: async () => {}, ...LEASE })
    if (outcome !== 'done') throw new Error(`the job is ${outcome}`)
  })
  const after = await readRow({ payload, slug: 'revisions', id: revision.id })
  if (after.state !== 'inReview') throw new Error(`the revision is ${after.state}: ${JSON.stringify(after.machine)}`)
  // The submission's own job finds the revision settled; nothing may be left for the next round to claim.
  for (;;) {
    const rest = await claimJob({ payload, lane: 'media', worker: 'bench', ...LEASE })
    if (!rest) break
    await runJob({ payload, job: rest.job, handlers, stop, onDead: async () => {}, ...LEASE })
  }
  return { seconds, plan: after.machine.files[0]?.plan ?? '' }
}

type BareArgs = { file: string; folder: string; isForced?: boolean }

/** Bare ffmpeg with the very arguments that the worker uses; `isForced` encodes what the worker would copy. */
const bareFfmpeg = async ({ file, folder, isForced = false }: BareArgs): Promise<Measured> => {
  const { COUNTY_VOD } = await import('../src/domain/media/limits')
  const { planFullTranscode, planRendition } = await import('../src/domain/media/plan')
  const { env } = await import('../src/env')
  const { probeFile } = await import('../media-worker/ffmpeg/probe')
  const { transcodeArguments } = await import('../media-worker/ffmpeg/transcode')
  const probe = await probeFile({ path: file })
  const plan = (isForced ? planFullTranscode : planRendition)({ probe, profile: COUNTY_VOD })
  const outputPath = path.join(folder, 'bare.mp4')
  const threads = env().FFMPEG_THREADS
  const args = transcodeArguments({ inputPath: file, outputPath, probe, plan, profile: COUNTY_VOD, threads })
  const seconds = await secondsOf(() => promisify(execFile)('ffmpeg', args, { maxBuffer: 64 * 1024 * 1024 }))
  await rm(outputPath)
  return { seconds, plan: plan.kind }
}

type Round = { bare: Measured; worker: Measured; transcode: Measured; copy: Measured }

/** The four measurements; which arm goes first changes from round to round. */
const measure = async ({ world, folder, number }: { world: World; folder: string; number: number }): Promise<Round> => {
  const mark = `round ${number}`
  const large = await clip({ folder, name: 'large.mp4', size: '1920x1080', rate: '6M', mark })
  const fitting = await clip({ folder, name: 'fitting.mp4', size: '1280x720', rate: '1100k', mark })
  const first = number % 2 === 1 ? await bareFfmpeg({ file: large, folder }) : null
  const worker = await throughWorker({ world, file: large })
  const bare = first ?? (await bareFfmpeg({ file: large, folder }))
  const transcode = await bareFfmpeg({ file: fitting, folder, isForced: true })
  const copy = await throughWorker({ world, file: fitting })
  if (worker.plan !== bare.plan) throw new Error(`the worker took ${worker.plan}, ffmpeg ${bare.plan}`)
  if (copy.plan !== 'copy') throw new Error(`the fitting clip was planned as ${copy.plan}`)
  return { bare, worker, transcode, copy }
}

/**
 * What the worker adds to ffmpeg: its wall time over bare ffmpeg with the same arguments on a 60 s 1080p clip, and how
 * much less a file that fits already takes than its transcode. Interleaved, medians of three rounds.
 */
export const worker: Bench = async () => {
  const running = await startPayload({ name: 'bench' })
  const folder = await mkdtemp(path.join(tmpdir(), 'library-bench-'))
  const rounds: Round[] = []
  try {
    const world = await buildWorld({ payload: running.payload })
    for (let number = 1; number <= ROUNDS; number++) rounds.push(await measure({ world, folder, number }))
  } finally {
    await rm(folder, { recursive: true, force: true })
    await running.stop()
  }
  const seconds = ({ seconds }: Measured) => seconds.toFixed(2)
  return {
    head: ['round', 'plan', 'ffmpeg 1080p s', 'worker 1080p s', 'ffmpeg 720p s', 'worker copy s'],
    rows: rounds.map(({ bare, worker, transcode, copy }, index) => [
      String(index + 1),
      worker.plan,
      ...[bare, worker, transcode, copy].map(seconds),
    ]),
    results: [
      {
        name: 'copy',
        what: 'worker wall time of a compliant file ÷ its transcode by ffmpeg (30 × faster or more)',
        value: median(rounds.map(({ copy, transcode }) => copy.seconds / transcode.seconds)),
        limit: 1 / 30,
      },
      {
        name: 'worker',
        what: 'worker wall time ÷ bare ffmpeg with the same arguments on a 60 s 1080p clip',
        value: median(rounds.map(({ worker, bare }) => worker.seconds / bare.seconds)),
        limit: 1.1,
      },
    ],
  }
}
