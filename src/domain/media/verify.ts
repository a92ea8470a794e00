import { containerFits, pictureProblems, rateFits, soundFits } from './fits'
import type { MediaCode } from './reasons'
import type { MediaProfile, Probe } from './types'

/** Seconds by which a rendition may be longer or shorter than its source: 0.5 s or 1 %, whichever is more. */
export const allowedDrift = (seconds: number): number => Math.max(0.5, seconds * 0.01)

/**
 * Checks a made file by its own probe before it counts (domain.md §2.4 “check after transcode too”).
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
  const drift = Math.abs(output.durationSeconds - source.durationSeconds)
  if (!(drift <= allowedDrift(source.durationSeconds))) problems.push('OUTPUT_DURATION')
  if (!rateFits({ probe: output, profile })) problems.push('OUTPUT_RATE')
  return problems
}
