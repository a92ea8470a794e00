import type { Probe, VideoStream } from './types'

export type Size = { width: number; height: number }

/** The picture as it is shown: pixels made square, rotation applied. Whole pixels, never 0 for a real picture. */
export const displaySize = (video: Pick<VideoStream, 'width' | 'height' | 'sar' | 'rotation'>): Size => {
  const width = Math.round(video.width * video.sar)
  const isSideways = video.rotation === 90 || video.rotation === 270
  return isSideways ? { width: video.height, height: width } : { width, height: video.height }
}

/** Decimal MB of the whole file a minute (R15); 0 without a duration. */
export const mbPerMinute = ({ sizeBytes, durationSeconds }: Pick<Probe, 'sizeBytes' | 'durationSeconds'>): number =>
  durationSeconds > 0 ? sizeBytes / 1e6 / (durationSeconds / 60) : 0

/** Rounds for a sentence: 11.98 stays 11.98, 24.000001 becomes 24. */
export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits))
