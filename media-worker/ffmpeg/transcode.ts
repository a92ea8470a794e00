import { rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'

import { isHdr } from '../../src/domain/media/fits'
import { planFullTranscode } from '../../src/domain/media/plan'
import type { MediaProfile, Plan, Probe } from '../../src/domain/media/types'
import { verifyRendition } from '../../src/domain/media/verify'
import { isMediaError, MediaError } from './mediaError'
import { probeFile } from './probe'
import { buildArguments, fileUrl, type Progress, run } from './run'
import { TO_SDR } from './toSdr'

/** More encoder threads than this cost memory and quality, and gain little at 720p. */
const MAX_THREADS = 16
/** MP4's own bytes: index entries of 30 frames and 47 sound packets a second, with some to spare. */
const CONTAINER_BIT_RATE = 20_000
/** Two cores do 1080p at one and a half times real time; a tenth of real time is not going to end. */
const WALL_SECONDS_PER_SECOND = 10
const WALL_SECONDS_LEAST = 600
/** For all tries at one video together: what takes longer would keep the lane from everybody else. */
const WALL_SECONDS_MOST = 8 * 3600
/** Part of the packets that cannot be decoded: a glitch may be, a minute missing from a lesson may not. */
const MAX_ERROR_RATE = 0.02

const threadsOf = (threads: number): number => Math.min(MAX_THREADS, threads > 0 ? threads : availableParallelism())

/**
 * Bits that the rate control may spend ahead. A full buffer comes on top of the steady rate, so on a short clip it must be
 * small for the whole file to keep to the MB a minute; two seconds' worth is plenty for a long one.
 */
const bufferBits = ({ probe, plan, profile }: { probe: Probe; plan: Plan; profile: MediaProfile }): number => {
  const allowed = (profile.published.maxMbPerMinute * 8e6) / 60
  const sound = plan.audio === 'encode' ? plan.audioTarget.bitRate * 1.1 : (probe.audio?.bitRate ?? 320_000)
  const spare = (allowed - sound - CONTAINER_BIT_RATE - plan.videoTarget.bitRate) * probe.durationSeconds
  const { bitRate } = plan.videoTarget
  return Math.round(Math.min(2 * bitRate, Math.max(bitRate / 4, spare * 0.9)))
}

const videoOptions = ({ probe, plan, profile }: { probe: Probe; plan: Plan; profile: MediaProfile }): string[] => {
  if (plan.video === 'copy') return ['-c:v', 'copy']
  const { width, height, frameRate, fps, bitRate } = plan.videoTarget
  const { target, published } = profile
  const gop = Math.round(fps * target.gopSeconds)
  const isWide = probe.video ? isHdr(probe.video) : false
  const filters = [
    ...(probe.video?.isInterlaced ? ['yadif=mode=send_frame:deint=all'] : []),
    `fps=${frameRate}`,
    `scale=${width}:${height}:flags=bicubic${isWide ? '' : ':out_range=tv'}`,
    'setsar=1',
    ...(isWide ? TO_SDR : []),
    `format=${published.pixFmt}`,
  ]
  return [
    ...['-c:v', 'libx264', '-preset', target.preset, '-profile:v', 'high', '-level:v', target.level],
    // Capped quality: what is easy (slides) stays below the rate and saves bandwidth, what is hard stops at it.
    ...['-crf', `${target.quality}`, '-maxrate', `${bitRate}`, '-bufsize', `${bufferBits({ probe, plan, profile })}`],
    ...['-g', `${gop}`, '-keyint_min', `${Math.round(fps)}`, '-filter:v', filters.join(',')],
  ]
}

const audioOptions = ({ plan }: { plan: Plan }): string[] => {
  if (plan.audio === 'copy') return ['-c:a', 'copy']
  const { bitRate, sampleRate, channels } = plan.audioTarget
  return [
    ...['-c:a', 'aac', '-profile:a', 'aac_low', '-b:a', `${bitRate}`, '-ar', `${sampleRate}`, '-ac', `${channels}`],
    // Gaps in the sound (phones, cut recordings) are filled, or it would run ahead of the picture.
    ...['-filter:a', 'aresample=async=1'],
  ]
}

type RenderArgs = {
  inputPath: string
  outputPath: string
  probe: Probe
  plan: Plan
  profile: MediaProfile
  /** Decoder and encoder threads; 0 means as many as there are cores. */
  threads?: number
}

/**
 * ffmpeg's arguments for one rendition: exactly the two streams of the probe, no metadata, no chapters, index in front.
 * Dates and versions stay out of the file, so copies and new sound are equal bytes each time. A new picture is not: x264's
 * rate cap is not deterministic with more than one thread (measured), so a made rendition is kept, not made again.
 */
export const transcodeArguments = ({
  inputPath,
  outputPath,
  probe,
  plan,
  profile,
  threads = 0,
}: RenderArgs): string[] => {
  const count = `${threadsOf(threads)}`
  return buildArguments({
    inputPath,
    inputOptions: ['-threads', count],
    outputOptions: [
      ...['-map', `0:${probe.video?.index ?? 'V:0'}`, '-map', `0:${probe.audio?.index ?? 'a:0'}`],
      ...['-map_metadata', '-1', '-map_chapters', '-1', '-sn', '-dn'],
      ...videoOptions({ probe, plan, profile }),
      ...audioOptions({ plan }),
      ...['-threads', count, '-max_muxing_queue_size', '4096', '-max_error_rate', `${MAX_ERROR_RATE}`],
      ...['-fflags', '+bitexact', '-movflags', '+faststart', '-progress', 'pipe:1', '-f', 'mp4'],
    ],
    output: fileUrl(outputPath),
  })
}

/** What the file may at most become: for copies the source's own size, for encodes twice the allowed MB a minute. */
const outputBound = ({ probe, plan, profile }: RenderArgs): number => {
  const encoded = (2 * profile.published.maxMbPerMinute * 1e6 * probe.durationSeconds) / 60
  return Math.ceil(10e6 + encoded + (plan.video === 'copy' ? 1.1 * probe.sizeBytes : 0))
}

type Hooks = { signal?: AbortSignal; onProgress?: (progress: Progress) => void; wallSeconds?: number }

const wallSecondsOf = ({ durationSeconds }: Probe): number =>
  Math.min(WALL_SECONDS_MOST, Math.max(WALL_SECONDS_LEAST, durationSeconds * WALL_SECONDS_PER_SECOND))

/** One run, looked at again. @throws MediaError BAD_OUTPUT with the problems' codes, or what run and probeFile throw. */
const renderOnce = async ({
  signal,
  onProgress,
  wallSeconds,
  ...what
}: RenderArgs & Hooks & { wallSeconds: number }): Promise<Probe> => {
  await run({
    tool: 'ffmpeg',
    args: transcodeArguments(what),
    signal,
    bounds: {
      wallSeconds,
      outputBytes: outputBound(what),
    },
    onProgress: onProgress ?? (() => {}),
  })
  const output = await probeFile({ path: what.outputPath, signal })
  const problems = verifyRendition({ source: what.probe, output, profile: what.profile })
  if (problems.length > 0) throw new MediaError({ code: 'BAD_OUTPUT', problems })
  return output
}

/** What to try when a plan failed: new streams instead of copied ones, then once a lower rate. Null: nothing is left. */
const nextPlan = ({
  error,
  plan,
  probe,
  profile,
}: {
  error: unknown
  plan: Plan
  probe: Probe
  profile: MediaProfile
}) => {
  if (!isMediaError(error, 'BAD_OUTPUT') && !isMediaError(error, 'PROCESSING_FAILED')) return null
  if (plan.video === 'copy' || plan.audio === 'copy') return planFullTranscode({ probe, profile })
  const isOver = isMediaError(error, 'BAD_OUTPUT') && error.problems.every((code) => code === 'OUTPUT_RATE')
  const { videoTarget } = plan
  const isLowered = videoTarget.bitRate < profile.target.videoBitRate * 0.9
  return isOver && !isLowered
    ? { ...plan, videoTarget: { ...videoTarget, bitRate: Math.round(videoTarget.bitRate * 0.75) } }
    : null
}

/**
 * Makes the published rendition and answers with the probe of the file that it made, verified, and the plan that made it. When copied streams do not
 * give a file that may be published, both are encoded; when an encode is over the rate, once more at a lower one.
 * On failure nothing is left at `outputPath`.
 * @throws MediaError; `isFileFault` tells a bad file from a bad moment. Error on a plan to copy the file itself.
 */
export const renderVideo = async ({
  plan: firstPlan,
  ...rest
}: RenderArgs & Hooks): Promise<{ probe: Probe; plan: Plan }> => {
  if (firstPlan.kind === 'copy') throw new Error('a plan to copy publishes the upload itself: nothing to render')
  let plan: Plan | null = firstPlan
  const deadline = Date.now() + WALL_SECONDS_MOST * 1000
  for (;;) {
    const left = (deadline - Date.now()) / 1000
    const wallSeconds = Math.min(left, rest.wallSeconds ?? wallSecondsOf(rest.probe))
    try {
      return { probe: await renderOnce({ ...rest, plan, wallSeconds }), plan }
    } catch (error) {
      await rm(rest.outputPath, { force: true })
      plan = nextPlan({ error, plan, probe: rest.probe, profile: rest.profile })
      if (plan === null) throw error
    }
  }
}
