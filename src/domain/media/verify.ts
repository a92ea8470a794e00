import { containerFits, pictureProblems, rateFits, soundFits } from './fits'
import type { MediaCode } from './reasons'
import type { MediaProfile, Probe } from './types'

type Lasting = { durationSeconds: number | null } | null

/** Seconds by which a rendition may be longer or shorter than its source: 0.5 s or 1 %, whichever is more. */
export const allowedDrift = (seconds: number): number => Math.max(0.5, seconds * 0.01)

const hasDrifted = (source: number, output: number): boolean => !(Math.abs(output - source) <= allowedDrift(source))

/**
 * Whether one stream lost time, though the other is as long as the file should be. Not known where a container does not say
 * how long it is; a stream that began late may be longer, since it is filled up from the start.
 */
const isCutShort = (source: Lasting, output: Lasting): boolean =>
  source?.durationSeconds && output?.durationSeconds
    ? source.durationSeconds - output.durationSeconds > allowedDrift(source.durationSeconds)
    : false

/**
 * Checks a made file by its own probe before it counts (ARCHITECTURE.md "Media limits").
 * @returns the codes of what is wrong; empty when it may be published.
 */
export const verifyRendition = ({
  source,
  output,
  profile,
}: {
  source: Probe
  output: Probe
  profile: MediaProfile
}): MediaCode[] => {
  const problems: MediaCode[] = []
  if (!containerFits({ probe: output, profile })) problems.push('OUTPUT_CONTAINER')
  if (output.video) problems.push(...pictureProblems({ video: output.video, profile }))
  else problems.push('OUTPUT_VIDEO')
  if (!output.audio || !soundFits({ audio: output.audio, profile })) problems.push('OUTPUT_AUDIO')
  const isWrongLength =
    hasDrifted(source.durationSeconds, output.durationSeconds) ||
    isCutShort(source.video, output.video) ||
    isCutShort(source.audio, output.audio)
  if (isWrongLength) problems.push('OUTPUT_DURATION')
  if (!rateFits({ probe: output, profile })) problems.push('OUTPUT_RATE')
  return problems
}
