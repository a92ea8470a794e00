import type { MediaCode } from './reasons'

/** One picture stream, as ffprobe found it in the bytes. Sizes are stored pixels, before rotation and pixel shape. */
export type VideoStream = {
  index: number
  codec: string
  profile: string
  /** H.264: 31 means level 3.1; 0 when unknown. */
  level: number
  pixFmt: string
  width: number
  height: number
  /** Clockwise degrees by which a player turns the picture. */
  rotation: 0 | 90 | 180 | 270
  /** Width of one pixel divided by its height. */
  sar: number
  /** Average frames a second over the stream. */
  fps: number
  /** Frames a second where the picture moves (screen recorders leave frames out); the average when that is not known. */
  peakFps: number
  /** Bit/s; null when the container does not say. */
  bitRate: number | null
  durationSeconds: number | null
  isInterlaced: boolean
  /** Transfer characteristics, e.g. bt709, arib-std-b67 (HLG), smpte2084 (PQ); '' when unknown. */
  transfer: string
}

/** One sound stream. */
export type AudioStream = {
  index: number
  codec: string
  profile: string
  /** Hz. */
  sampleRate: number
  channels: number
  /** Bit/s; null when the container does not say. */
  bitRate: number | null
  durationSeconds: number | null
}

/** What the bytes of one file are. Plain data: stored as JSON beside the asset. */
export type Probe = {
  /** Names of ffprobe's container, e.g. ['mov', 'mp4', 'm4a', …]. */
  formats: string[]
  /** Major brand of an ISO file, trimmed ('isom', 'qt'); '' elsewhere. */
  brand: string
  /** Seconds of the longest of picture and sound. 0 when it cannot be known. */
  durationSeconds: number
  sizeBytes: number
  /** An ISO file whose index (moov) stands before its data, so that it plays by range from the first byte. */
  isFaststart: boolean
  /** An ISO file in fragments (moof), which old players cannot seek in. */
  isFragmented: boolean
  /** An ISO file that ends inside a box: the upload or copy broke off. */
  isTruncated: boolean
  /** Tags that say where it was filmed (phones write them). */
  hasPlace: boolean
  hasAttachedPicture: boolean
  video: VideoStream | null
  audio: AudioStream | null
  /** Streams other than the one picture and the one sound: further tracks, subtitles, data, cover pictures. */
  extraStreams: number
}

/** The limits of one channel or region (R19, R21): data with a version. See limits.ts for the values. */
export type MediaProfile = {
  key: string
  version: number
  source: {
    formats: readonly string[]
    videoCodecs: readonly string[]
    audioCodecs: readonly string[]
    /** Pixels. */
    minShortSide: number
    maxLongSide: number
    minFps: number
    minSeconds: number
    maxSeconds: number
    maxBytes: number
  }
  published: {
    brands: readonly string[]
    videoCodec: string
    videoProfiles: readonly string[]
    maxLevel: number
    pixFmt: string
    /** Pixels of the longer and of the shorter side, whichever way up. */
    maxLongSide: number
    maxShortSide: number
    maxFps: number
    audioCodec: string
    audioProfile: string
    sampleRates: readonly number[]
    maxChannels: number
    /** Bit/s; above it sound is encoded again whenever the picture is. */
    maxAudioBitRate: number
    /** Decimal MB of the whole file a minute. */
    maxMbPerMinute: number
  }
  target: {
    /** Bit/s of picture and sound together. */
    totalBitRate: number
    videoBitRate: number
    audioBitRate: number
    sampleRate: number
    channels: number
    gopSeconds: number
    /** x264 constant rate factor: easy pictures stay below the target rate. */
    quality: number
    preset: string
    level: string
  }
  notes: {
    /** Seconds below which a lesson is probably a mistake. */
    shortSeconds: number
    lowMbPerMinute: number
    /** Seconds by which picture and sound may differ in length unremarked. */
    lengthGapSeconds: number
  }
}

export type Reason = { code: MediaCode; level: 'refuse' | 'note'; params: Record<string, string | number> }

/** The machine's word on one file. `mbPerMinute` is decimal MB of the whole file a minute, 0 without a duration. */
export type Verdict = { outcome: 'fit' | 'unfit'; reasons: Reason[]; mbPerMinute: number }

export type VideoTarget = {
  width: number
  height: number
  /** Frames a second as ffmpeg writes it: '25', '30000/1001'. */
  frameRate: string
  fps: number
  /** Bit/s that the picture never exceeds over a second or two. */
  bitRate: number
}

export type AudioTarget = { bitRate: number; sampleRate: number; channels: number }

/** How the published rendition is made. `copy` publishes the uploaded file itself. */
export type Plan = {
  kind: 'copy' | 'remux' | 'partial' | 'transcode'
  video: 'copy' | 'encode'
  audio: 'copy' | 'encode'
  videoTarget: VideoTarget
  audioTarget: AudioTarget
}
