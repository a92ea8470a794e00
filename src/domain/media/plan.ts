import { containerFits, pictureFits, rateFits, soundFits } from './fits'
import { displaySize, type Size } from './measures'
import type { AudioStream, AudioTarget, MediaProfile, Plan, Probe, VideoStream, VideoTarget } from './types'

/** Rates that cameras and screens use, as ffmpeg writes them. */
const FRAME_RATES = [
  { frameRate: '15', fps: 15 },
  { frameRate: '20', fps: 20 },
  { frameRate: '24000/1001', fps: 24_000 / 1001 },
  { frameRate: '24', fps: 24 },
  { frameRate: '25', fps: 25 },
  { frameRate: '30000/1001', fps: 30_000 / 1001 },
  { frameRate: '30', fps: 30 },
] as const

/** A peak this many times the average is the rate that the picture was recorded at, with frames left out. */
const PEAK_COUNTS = 1.5

/** Averages of one and the same rate differ this much (phones). */
const RATE_WOBBLE = 0.02

const even = (value: number, max: number): number =>
  Math.min(2 * Math.floor(max / 2), Math.max(2, 2 * Math.round(value / 2)))

/** The shown picture made to fit, aspect kept, sides even, never enlarged; a portrait picture fits the box on its end. */
export const fitWithin = ({ size, longSide, shortSide }: { size: Size; longSide: number; shortSide: number }): Size => {
  const isPortrait = size.height > size.width
  const box = isPortrait ? { width: shortSide, height: longSide } : { width: longSide, height: shortSide }
  const scale = Math.min(1, box.width / size.width, box.height / size.height)
  return { width: even(size.width * scale, box.width), height: even(size.height * scale, box.height) }
}

/** A steady rate for a source's average: itself when it is a usual one, a whole part of it above the limit (60 → 30, 50 → 25). */
export const targetFrameRate = ({
  fps,
  maxFps,
}: {
  fps: number
  maxFps: number
}): { frameRate: string; fps: number } => {
  const parts = Math.max(1, Math.ceil(fps / maxFps - 0.01))
  const wanted = fps / parts
  const usable = FRAME_RATES.filter((rate) => rate.fps <= maxFps)
  const near = usable.filter((rate) => Math.abs(rate.fps - wanted) <= wanted * RATE_WOBBLE)
  const nearest = near.sort((a, b) => Math.abs(a.fps - wanted) - Math.abs(b.fps - wanted))[0]
  // A variable rate (phones, screen recorders) averages below its real one: take the next one up, so that nothing is lost.
  return { ...(nearest ?? usable.find((rate) => rate.fps >= wanted) ?? usable[usable.length - 1] ?? FRAME_RATES[4]) }
}

/** The rate to start from: the average of a steady picture, the peak of one with frames left out. */
const sourceFps = ({ fps, peakFps }: VideoStream): number => (peakFps > PEAK_COUNTS * fps ? peakFps : fps)

const videoTargetOf = ({
  video,
  audioBitRate,
  profile,
}: {
  video: VideoStream
  audioBitRate: number
  profile: MediaProfile
}): VideoTarget => {
  const { published, target } = profile
  const size = displaySize(video)
  return {
    ...fitWithin({ size, longSide: published.maxLongSide, shortSide: published.maxShortSide }),
    ...targetFrameRate({ fps: sourceFps(video), maxFps: published.maxFps }),
    bitRate: Math.min(target.videoBitRate, target.totalBitRate - audioBitRate),
  }
}

const audioTargetOf = ({ target }: MediaProfile): AudioTarget => ({
  bitRate: target.audioBitRate,
  sampleRate: target.sampleRate,
  channels: target.channels,
})

/** Bit/s of the picture as it is; what the file leaves after its sound when the container does not say. */
const pictureRate = ({ probe, video }: { probe: Probe; video: VideoStream }): number => {
  if (video.bitRate !== null) return video.bitRate
  const total = probe.durationSeconds > 0 ? (probe.sizeBytes * 8) / probe.durationSeconds : Infinity
  return Math.max(0, total - (probe.audio?.bitRate ?? 0))
}

/** Whether the picture may stay as it is when the sound is made new: the estimated whole keeps to the MB a minute. */
const pictureRateFits = ({
  probe,
  video,
  profile,
}: {
  probe: Probe
  video: VideoStream
  profile: MediaProfile
}): boolean => {
  const maxBitRate = (profile.published.maxMbPerMinute * 8e6) / 60
  return pictureRate({ probe, video }) + profile.target.audioBitRate <= maxBitRate * 0.98
}

const soundStays = ({ audio, profile }: { audio: AudioStream; profile: MediaProfile }): boolean =>
  soundFits({ audio, profile }) && (audio.bitRate ?? 0) <= profile.published.maxAudioBitRate

/**
 * Decides how the published rendition is made, before anything runs. What fits is copied, since a second encode costs
 * quality and an hour of machine time; each stream is encoded only when it must be.
 * @throws Error when the probe lacks picture or sound: judge it first.
 */
export const planRendition = ({ probe, profile }: { probe: Probe; profile: MediaProfile }): Plan => {
  const { video, audio } = probe
  if (!video || !audio) throw new Error('planRendition needs a file that judge found fit')
  const pictureOk = pictureFits({ video, profile })
  const soundOk = soundFits({ audio, profile })

  if (pictureOk && soundOk && rateFits({ probe, profile })) {
    const isReady = containerFits({ probe, profile })
    return planOf({ probe, profile, kind: isReady ? 'copy' : 'remux', encodes: { video: false, audio: false } })
  }
  if (pictureOk && !soundOk && pictureRateFits({ probe, video, profile })) {
    return planOf({ probe, profile, kind: 'partial', encodes: { video: false, audio: true } })
  }
  const keepsSound = soundStays({ audio, profile })
  return planOf({
    probe,
    profile,
    kind: keepsSound ? 'partial' : 'transcode',
    encodes: { video: true, audio: !keepsSound },
  })
}

/** Both streams new: the way out when copying a stream did not give a file that may be published. */
export const planFullTranscode = ({ probe, profile }: { probe: Probe; profile: MediaProfile }): Plan =>
  planOf({ probe, profile, kind: 'transcode', encodes: { video: true, audio: true } })

const planOf = ({
  probe,
  profile,
  kind,
  encodes,
}: {
  probe: Probe
  profile: MediaProfile
  kind: Plan['kind']
  encodes: { video: boolean; audio: boolean }
}): Plan => {
  if (!probe.video || !probe.audio) throw new Error('a plan needs a picture and a sound stream')
  const audioTarget = audioTargetOf(profile)
  const audioBitRate = encodes.audio ? audioTarget.bitRate : (probe.audio.bitRate ?? audioTarget.bitRate)
  return {
    kind,
    video: encodes.video ? 'encode' : 'copy',
    audio: encodes.audio ? 'encode' : 'copy',
    videoTarget: videoTargetOf({ video: probe.video, audioBitRate, profile }),
    audioTarget,
  }
}
