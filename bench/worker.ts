import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

import { startPayload } from '../tests/support/payload'
import { buildFile, buildResource, buildWorld, type World } from '../tests/support/work'
import { type Bench, median, secondsOf } from './bench'

const ROUNDS = 3
const execute = promisify(execFile)

/** A 60 s clip; `mark` makes its bytes differ from those of other rounds, so that nothing is found made already. */
const clip = async ({
  folder,
  name,
  size,
  rate,
  mark,
}: {
  folder: string
  name: string
  size: string
  rate: string
  mark: string
}): Promise<string> => {
  const file = path.join(folder, name)
  await execute('ffmpeg', [
    ...['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=25:duration=60`],
    ...[
      '-f',
      'lavfi',
      '-i',
      'sine=frequency=300:sample_rate=48000:duration=60',
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
    ],
    ...[
      '-b:v',
      rate,
      '-maxrate',
      rate,
      '-bufsize',
      rate,
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
      '-b:a',
      '128k',
      '-ac',
      '2',
    ],
    ...['-metadata', `comment=${mark}`, '-movflags', '+faststart', file],
  ])
  return file
}

/** The worker's own handler on a submitted revision, from claim to verdict. @returns seconds and the plan it took */
const throughWorker = async ({
  world,
  file,
}: {
  world: World
  file: string
}): Promise<{ seconds: number; plan: string }> => {
  const { checkRevision } = await import('../media-worker/handlers/checkRevision')
  const { submitResource } = await import('../src/workflow/submitResource')
  const { enqueue, claimJob } = await import('../src/jobs/queue')
  const { readRow } = await import('../src/workflow/transition')
  const { payload, teacher } = world
  const resource = await buildResource({ world, files: 0 })
  await buildFile({
    world,
    resource,
    bytes: await readFile(file),
    name: path.basename(file),
    mime: 'video/mp4',
    kind: 'video',
  })
  const revision = await submitResource({ payload, actor: teacher, resource })
  await enqueue({ payload, key: `bench:${revision.id}`, type: 'checkRevision', input: { key: revision.key } })
  const claimed = await claimJob({ payload, lane: 'media', leaseSeconds: 600, maxClaims: 5, worker: 'bench' })
  if (!claimed) throw new Error('no job')
  const job = { ...claimed.job, input: { key: revision.key } }
  const seconds = await secondsOf(() =>
    checkRevision({ payload, job, signal: new AbortController().signal, report: async () => {} }),
  )
  const after = await readRow({ payload, slug: 'revisions', id: revision.id })
  if (after.state !== 'inReview') throw new Error(`the revision is ${after.state}: ${JSON.stringify(after.machine)}`)
  return { seconds, plan: after.machine.files[0]?.plan ?? '' }
}

/** Bare ffmpeg with the very arguments that the worker uses. */
const bareFfmpeg = async ({
  file,
  folder,
  isForced,
}: {
  file: string
  folder: string
  isForced: boolean
}): Promise<number> => {
  const { COUNTY_VOD } = await import('../src/domain/media/limits')
  const { planFullTranscode, planRendition } = await import('../src/domain/media/plan')
  const { probeFile } = await import('../media-worker/ffmpeg/probe')
  const { transcodeArguments } = await import('../media-worker/ffmpeg/transcode')
  const probe = await probeFile({ path: file })
  const plan = (isForced ? planFullTranscode : planRendition)({ probe, profile: COUNTY_VOD })
  const outputPath = path.join(folder, 'bare.mp4')
  const args = transcodeArguments({ inputPath: file, outputPath, probe, plan, profile: COUNTY_VOD })
  const seconds = await secondsOf(() => execute('ffmpeg', ['-y', ...args], { maxBuffer: 64 * 1024 * 1024 }))
  await rm(outputPath)
  return seconds
}

/**
 * What the worker adds to ffmpeg: its wall time over bare ffmpeg with the same arguments on a 60 s 1080p clip, and how
 * much less a file that fits already takes than its transcode. Interleaved, medians of three rounds.
 */
export const worker: Bench = async () => {
  const running = await startPayload({ name: 'bench' })
  const folder = await mkdtemp(path.join(tmpdir(), 'library-bench-'))
  const rows: string[][] = []
  const times = { bare: [] as number[], worker: [] as number[], copy: [] as number[], transcode: [] as number[] }
  try {
    const world = await buildWorld({ payload: running.payload })
    for (let round = 1; round <= ROUNDS; round++) {
      const large = await clip({ folder, name: 'large.mp4', size: '1920x1080', rate: '6M', mark: `large ${round}` })
      const fitting = await clip({
        folder,
        name: 'fitting.mp4',
        size: '1280x720',
        rate: '1100k',
        mark: `fitting ${round}`,
      })
      times.bare.push(await bareFfmpeg({ file: large, folder, isForced: true }))
      const through = await throughWorker({ world, file: large })
      times.worker.push(through.seconds)
      times.transcode.push(await bareFfmpeg({ file: fitting, folder, isForced: true }))
      const copied = await throughWorker({ world, file: fitting })
      if (copied.plan !== 'copy') throw new Error(`the fitting clip was planned as ${copied.plan}`)
      times.copy.push(copied.seconds)
      rows.push([
        String(round),
        ...[times.bare, times.worker, times.transcode, times.copy].map((each) => each.at(-1)!.toFixed(2)),
        through.plan,
      ])
    }
    const ratios = times.worker.map((seconds, index) => seconds / times.bare[index]!)
    const shares = times.copy.map((seconds, index) => seconds / times.transcode[index]!)
    return {
      head: ['round', 'ffmpeg 1080p s', 'worker 1080p s', 'ffmpeg 720p s', 'worker copy s', 'plan'],
      rows,
      results: [
        { name: 'copy', value: median(shares), limit: 0.033 },
        { name: 'worker', value: median(ratios), limit: 1.1 },
      ],
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
    await running.stop()
  }
}
