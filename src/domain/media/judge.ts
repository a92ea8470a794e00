import { isHdr } from './fits'
import { displaySize, mbPerMinute, rounded } from './measures'
import type { MediaCode } from './reasons'
import type { MediaProfile, Probe, Reason, Verdict } from './types'

type Found = { code: MediaCode; params: Reason['params'] }

/** Averages wobble: 15000/1001 frames a second count as 15. */
const FPS_SLACK = 0.05

const fileRefusals = ({ probe, profile: { source } }: { probe: Probe; profile: MediaProfile }): Found[] => {
  const found: Found[] = []
  if (!probe.formats.some((format) => source.formats.includes(format))) {
    found.push({ code: 'UNSUPPORTED_CONTAINER', params: { container: probe.formats[0] ?? '' } })
  }
  if (probe.isTruncated) found.push({ code: 'TRUNCATED', params: {} })
  if (probe.sizeBytes > source.maxBytes) {
    found.push({
      code: 'FILE_TOO_LARGE',
      params: { gb: rounded(probe.sizeBytes / 1e9), max: rounded(source.maxBytes / 1e9) },
    })
  }
  const seconds = probe.durationSeconds
  // Without any stream the length means nothing.
  if (probe.video || probe.audio) {
    if (seconds < source.minSeconds) {
      found.push({ code: 'TOO_SHORT', params: { seconds: rounded(seconds, 1), min: source.minSeconds } })
    }
    if (seconds > source.maxSeconds) {
      found.push({
        code: 'TOO_LONG',
        params: { minutes: Math.ceil(seconds / 60), max: Math.floor(source.maxSeconds / 60) },
      })
    }
  }
  return found
}

const pictureRefusals = ({ probe, profile: { source } }: { probe: Probe; profile: MediaProfile }): Found[] => {
  const { video } = probe
  if (!video) return [{ code: probe.hasAttachedPicture ? 'PICTURE_ONLY' : 'NO_VIDEO', params: {} }]
  if (!source.videoCodecs.includes(video.codec)) {
    return [{ code: 'UNSUPPORTED_VIDEO', params: { codec: video.codec || '?' } }]
  }
  const found: Found[] = []
  const { width, height } = displaySize(video)
  if (Math.max(width, height, video.width, video.height) > source.maxLongSide) {
    found.push({ code: 'PICTURE_TOO_LARGE', params: { width, height, max: source.maxLongSide } })
  }
  if (Math.min(width, height) < source.minShortSide) {
    found.push({ code: 'PICTURE_TOO_SMALL', params: { width, height, min: source.minShortSide } })
  }
  // A recorder that leaves out what does not change averages low on slides and still moves smoothly.
  const fps = Math.max(video.fps, video.peakFps)
  if (fps < source.minFps - FPS_SLACK) {
    found.push({ code: 'FPS_TOO_LOW', params: { fps: rounded(fps, 1), min: source.minFps } })
  }
  return found
}

const soundRefusals = ({ probe, profile: { source } }: { probe: Probe; profile: MediaProfile }): Found[] => {
  if (!probe.audio) return [{ code: 'NO_AUDIO', params: {} }]
  if (!source.audioCodecs.includes(probe.audio.codec)) {
    return [{ code: 'UNSUPPORTED_AUDIO', params: { codec: probe.audio.codec || '?' } }]
  }
  return []
}

const notesOf = ({ probe, profile: { published, notes } }: { probe: Probe; profile: MediaProfile }): Found[] => {
  const found: Found[] = []
  const { video, audio } = probe
  const rate = mbPerMinute(probe)
  if (video) {
    const { width, height } = displaySize(video)
    if (video.codec !== published.videoCodec) found.push({ code: 'CODEC_CHANGES', params: { codec: video.codec } })
    if (Math.max(width, height) > published.maxLongSide || Math.min(width, height) > published.maxShortSide) {
      found.push({
        code: 'PICTURE_SHRINKS',
        params: { width, height, maxWidth: published.maxLongSide, maxHeight: published.maxShortSide },
      })
    }
    if (video.fps > published.maxFps + FPS_SLACK) {
      found.push({ code: 'FPS_DROPS', params: { fps: rounded(video.fps, 1), max: published.maxFps } })
    }
    if (height > width) found.push({ code: 'PORTRAIT', params: { width, height } })
    if (video.isInterlaced) found.push({ code: 'INTERLACED', params: {} })
    if (isHdr(video)) found.push({ code: 'HDR', params: {} })
  }
  if (audio?.channels === 1) found.push({ code: 'MONO', params: {} })
  if (video?.durationSeconds && audio?.durationSeconds) {
    const gap = Math.abs(video.durationSeconds - audio.durationSeconds)
    if (gap > notes.lengthGapSeconds) found.push({ code: 'LENGTHS_DIFFER', params: { seconds: rounded(gap, 0) } })
  }
  if (rate > published.maxMbPerMinute) {
    found.push({ code: 'RATE_DROPS', params: { mb: rounded(rate, 1), max: published.maxMbPerMinute } })
  }
  if (rate > 0 && rate < notes.lowMbPerMinute) found.push({ code: 'RATE_LOW', params: { mb: rounded(rate) } })
  if (probe.durationSeconds > 0 && probe.durationSeconds < notes.shortSeconds) {
    found.push({ code: 'SHORT', params: { seconds: rounded(probe.durationSeconds, 0) } })
  }
  return found
}

/**
 * Judges one uploaded video by what its bytes are, never by its name (ARCHITECTURE.md "Media limits"). Every reason is
 * listed, so that a teacher mends a file once. A file that needs processing is fit (R15 “加工成”, R16): that is a note.
 */
export const judge = ({ probe, profile }: { probe: Probe; profile: MediaProfile }): Verdict => {
  const gate = { probe, profile }
  const refusals = [...fileRefusals(gate), ...pictureRefusals(gate), ...soundRefusals(gate)]
  const isFit = refusals.length === 0
  return {
    outcome: isFit ? 'fit' : 'unfit',
    reasons: [
      ...refusals.map((found): Reason => ({ ...found, level: 'refuse' })),
      // What would be done to a file that is refused is noise.
      ...(isFit ? notesOf(gate) : []).map((found): Reason => ({ ...found, level: 'note' })),
    ],
    mbPerMinute: rounded(mbPerMinute(probe)),
  }
}
