import type { Plan, Probe } from '../../src/domain/media/types'
import { isMediaError } from './mediaError'
import { buildArguments, run } from './run'

const THREADS = '2'
const WALL_SECONDS_LEAST = 120

/**
 * Whether what a plan copies can be read: all its sound and the key frames of its picture, up to the first error. An index
 * in good order says nothing about the data, and whatever is copied is published without having been decoded.
 * Measured: 0.2 s for a minute of 720p, a hundredth of its transcode.
 * @returns false when the file is to blame. @throws MediaError that blames the machine
 */
export const isDecodable = async ({
  path,
  probe,
  plan,
  signal,
}: {
  path: string
  probe: Probe
  plan: Plan
  signal?: AbortSignal
}): Promise<boolean> => {
  const copied = [plan.video === 'copy' ? probe.video : null, plan.audio === 'copy' ? probe.audio : null]
  const streams = copied.flatMap((stream) => (stream ? ['-map', `0:${stream.index}`] : []))
  if (streams.length === 0) return true
  const args = buildArguments({
    inputPath: path,
    inputOptions: ['-xerror', '-threads', THREADS, '-skip_frame:v', 'nokey'],
    outputOptions: [...streams, '-f', 'null'],
    output: '-',
  })
  const wallSeconds = Math.max(WALL_SECONDS_LEAST, probe.durationSeconds)
  try {
    await run({ tool: 'ffmpeg', args, signal, bounds: { wallSeconds, outputBytes: 0 } })
    return true
  } catch (error) {
    if (isMediaError(error) && error.isFileFault) return false
    throw error
  }
}
